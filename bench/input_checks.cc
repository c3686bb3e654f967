// What the checks of a document's language and of near-duplicates get right, and what they cost.
//
//   input_checks FILE...   English articles; prints a line of JSON, with no text in it
//
// A variant of each article is looked up in the index of all of them: found is the share for which
// the article, or the earlier one that it is a duplicate of itself, is named; other, for which
// another one is.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "duplicate/index.h"
#include "language/detect.h"
#include "read/reader.h"

namespace {

constexpr size_t kMinWords = 60;  // shorter articles are not varied

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<std::string> split(const std::string& text, const char* behind) {
  std::vector<std::string> pieces;
  std::string piece;
  for (size_t i = 0; i < text.size(); ++i) {
    piece += text[i] == '\n' ? ' ' : text[i];
    const bool ends = i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n') &&
                      std::string(behind).find(text[i]) != std::string::npos;
    if (ends || i + 1 == text.size()) pieces.push_back(std::exchange(piece, ""));
  }
  return pieces;
}

std::string join(const std::vector<std::string>& pieces, size_t n, const char* gap) {
  std::string text;
  for (size_t i = 0; i < std::min(n, pieces.size()); ++i) text += (i == 0 ? "" : gap) + pieces[i];
  return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

const char* const kFooter =
    "\n\nRead more from our reporters. Sign up for the morning letter and follow us wherever you "
    "are. All rights reserved; this may not be published, broadcast or passed on.";

std::string cut(const std::string& text, double share) {
  const auto sentences = split(text, ".!?\"");
  return join(
      sentences,
      std::max<size_t>(1, static_cast<size_t>(share * static_cast<double>(sentences.size()))), " ");
}

std::string edited(const std::string& text, double share) {
  std::mt19937 random(7);
  auto words = split(replaced(text, " ", " \x01 "), "\x01");
  for (std::string& word : words) {
    if (static_cast<double>(random() % 1000) < 1000 * share) word = words[random() % words.size()];
  }
  return replaced(join(words, words.size(), " "), "\x01", "");
}

using Change = std::function<std::string(const std::string&)>;
const std::pair<const char*, Change> kVariants[] = {
    {"dateline", [](const std::string& t) { return "PORT ELLIN, Oct 4 (Wire) - " + t; }},
    {"headline", [](const std::string& t) { return "Another headline\nBy Our Staff\n\n" + t; }},
    {"footer", [](const std::string& t) { return t + kFooter; }},
    {"curly_quotes",
     [](const std::string& t) { return replaced(replaced(t, "\"", "”"), "'", "’"); }},
    {"paragraphs", [](const std::string& t) { return join(split(t, ".!?\""), t.size(), "\n\n"); }},
    {"cut_to_80", [](const std::string& t) { return cut(t, 0.8); }},
    {"cut_to_60", [](const std::string& t) { return cut(t, 0.6); }},
    {"cut_to_40", [](const std::string& t) { return cut(t, 0.4); }},
    {"cut_to_60_and_footer", [](const std::string& t) { return cut(t, 0.6) + kFooter; }},
    {"edited_3", [](const std::string& t) { return edited(t, 0.03); }},
    {"edited_6", [](const std::string& t) { return edited(t, 0.06); }},
};

void check_language(const std::vector<quoth::Article>& articles, double megabytes) {
  size_t n_foreign = 0, n_unsure = 0;
  const double start = cpu_seconds();
  for (const quoth::Article& article : articles) {
    const std::string tag = quoth::detect_language(article.text).tag;
    n_unsure += tag.empty();
    n_foreign += !tag.empty() && !quoth::is_english_tag(tag);
  }
  std::printf("\"language\": {\"foreign\": %zu, \"unsure\": %zu, \"mb_per_cpu_s\": %.1f}, ",
              n_foreign, n_unsure, megabytes / (cpu_seconds() - start));
}

void check_variants(const std::vector<quoth::Article>& articles, const quoth::DuplicateIndex& index,
                    const std::vector<std::string>& originals) {
  bool is_first = true;
  for (const auto& [name, change] : kVariants) {
    size_t n = 0, n_found = 0, n_other = 0;
    for (size_t i = 0; i < articles.size(); ++i) {
      const std::string& text = articles[i].text;
      if (static_cast<size_t>(std::count(text.begin(), text.end(), ' ')) < kMinWords) continue;
      const auto found = index.find(quoth::signature_of(change(text)));
      ++n;
      n_found += found == originals[i];
      n_other += found && found != originals[i];
    }
    const double whole = static_cast<double>(std::max<size_t>(n, 1));
    std::printf("%s\"%s\": {\"found\": %.4f, \"other\": %.4f}", is_first ? "" : ", ", name,
                static_cast<double>(n_found) / whole, static_cast<double>(n_other) / whole);
    is_first = false;
  }
}

void check_duplicates(const std::vector<quoth::Article>& articles, double megabytes) {
  quoth::DuplicateIndex index;
  std::vector<std::string> originals;
  const double start = cpu_seconds();
  for (const quoth::Article& article : articles) {
    originals.push_back(index.add(article.id, article.text).value_or(article.id));
  }
  const double seconds = cpu_seconds() - start;
  std::printf(
      "\"duplicates\": {\"among_articles\": %zu, \"bytes_each\": %.0f, \"mb_per_cpu_s\": %.1f, ",
      articles.size() - index.n_originals(),
      static_cast<double>(index.bytes()) / static_cast<double>(index.n_originals()),
      megabytes / seconds);
  check_variants(articles, index, originals);
  std::printf("}");
}

}  // namespace

int main(int argc, char** argv) {
  quoth::Reader reader(std::vector<std::string>(argv + 1, argv + argc), {});
  std::vector<quoth::Article> articles;
  double megabytes = 0;
  while (auto item = reader.next()) {
    if (auto* article = std::get_if<quoth::Article>(&*item)) {
      megabytes += static_cast<double>(article->text.size()) / 1e6;
      articles.push_back(std::move(*article));
    }
  }
  std::printf("{\"articles\": %zu, \"megabytes\": %.1f, ", articles.size(), megabytes);
  check_language(articles, megabytes);
  check_duplicates(articles, megabytes);
  std::printf("}\n");
  return 0;
}
