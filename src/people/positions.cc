#include "people/positions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "extract/lexicon.h"
#include "people/name_form.h"

namespace quoth {
namespace {

struct Kind {
  Act earlier, later;
  std::string_view words;
};

constexpr Kind kKinds[] = {
    {Act::kSupport, Act::kAccuse, "supported, then accused"},
    {Act::kSupport, Act::kDeny, "supported, then denied"},
    {Act::kSupport, Act::kConcede, "supported, then conceded"},
    {Act::kAccuse, Act::kSupport, "accused, then supported"},
    {Act::kAccuse, Act::kConcede, "accused, then conceded"},
    {Act::kDeny, Act::kConcede, "denied, then conceded"},
    {Act::kDeny, Act::kCommit, "denied, then promised"},
    {Act::kCommit, Act::kDeny, "promised, then denied"},
    {Act::kCommit, Act::kConcede, "promised, then conceded"},
};

std::string without_ending(std::string word) {
  constexpr size_t kLeast = 4;
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (word.size() >= kLeast + ending.size() && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  return word;
}

std::vector<int64_t> shared(const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
  std::vector<int64_t> out;
  for (const int64_t x : a) {
    if (std::find(b.begin(), b.end(), x) != b.end()) out.push_back(x);
  }
  return out;
}

std::optional<Move> against(const Position& earlier, const Position& later, size_t i, size_t k,
                            const std::vector<std::vector<std::string>>& words,
                            const WordWeight& weight) {
  const bool answers = later.answers == i;
  if (!earlier.act || earlier.day == 0 || (earlier.day >= later.day && !answers)) return {};
  const std::string_view kind = move_kind(*earlier.act, *later.act);
  if (kind.empty()) return {};
  std::vector<int64_t> about = shared(earlier.about, later.about);
  const bool of_nobody = earlier.about.empty() && later.about.empty();
  if (about.empty() && !of_nobody && !answers) return {};
  const double alike = similarity(words[i], words[k], weight);
  if (!answers && alike < (of_nobody ? kVerySimilar : kSimilar)) return {};
  return Move{i, k, kind, alike, std::move(about)};
}

}  // namespace

std::string_view move_kind(Act earlier, Act later) {
  for (const Kind& kind : kKinds) {
    if (kind.earlier == earlier && kind.later == later) return kind.words;
  }
  return {};
}

std::vector<std::string> content_words(std::string_view text,
                                       const std::vector<std::string>& without) {
  std::set<std::string> names(without.begin(), without.end());
  std::set<std::string> out;
  for (size_t at = 0; at < text.size();) {  // word by word: names are folded within 16 words only
    const size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    for (const std::string& word : folded_name_words(text.substr(at, end - at))) {
      const bool light = word.size() < 2 || is_function_word(word) || names.contains(word);
      if (!light) out.insert(without_ending(word));
    }
    at = end + 1;
  }
  return {out.begin(), out.end()};
}

double similarity(const std::vector<std::string>& a, const std::vector<std::string>& b,
                  const WordWeight& weight) {
  const auto sum = [&](const std::vector<std::string>& words) {
    double total = 0;
    for (const std::string& w : words) total += weight(w);
    return total;
  };
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const double least = std::min(sum(a), sum(b));
  return least > 0 ? sum(both) / least : 0;
}

std::vector<Move> find_moves(const std::vector<Position>& positions, const WordWeight& weight) {
  std::vector<std::vector<std::string>> words;
  for (const Position& p : positions) words.push_back(content_words(p.text, p.about_names));
  std::vector<Move> moves;
  for (size_t k = 0; k < positions.size(); ++k) {
    const Position& later = positions[k];
    if (!later.act || later.day == 0) continue;
    const size_t first = k > kMostEarlier ? k - kMostEarlier : 0;
    std::optional<Move> best;
    for (size_t i = k; i-- > first;) {
      std::optional<Move> move = against(positions[i], later, i, k, words, weight);
      if (move && (!best || move->similarity > best->similarity)) best = std::move(move);
    }
    if (best) moves.push_back(*std::move(best));
  }
  return moves;
}

}  // namespace quoth
