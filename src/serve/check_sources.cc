#include "serve/check_sources.h"

#include <algorithm>
#include <set>
#include <string>

#include "check/draft.h"
#include "store/rows.h"
#include "store/stored_article.h"
#include "text/tokenizer.h"

namespace quoth {
namespace {

constexpr size_t kMostWords = 24;  // of a passage; more do not make it better known
constexpr int kMostOfPassage = 12;

// A query of FTS5 for statements that share a word with the passage: "gates" OR "closed" OR …; the
// longest words, which are rare. Empty if there is none.
std::string any_of_words(std::string_view passage) {
  std::vector<std::string_view> words;
  const Tokens tokens = tokenize(passage);
  for (const Token& token : tokens.tokens) {
    if (token.is_word) words.push_back(passage.substr(token.span.begin, token.span.size()));
  }
  std::stable_sort(words.begin(), words.end(), [](auto a, auto b) { return a.size() > b.size(); });
  if (words.size() > kMostWords) words.resize(kMostWords);
  std::string out;
  for (const std::string_view word : words) {
    if (word.find('"') != std::string_view::npos) continue;
    out += out.empty() ? "text : (\"" : " OR \"";
    out.append(word) += '"';
  }
  return out.empty() ? out : out + ')';
}

std::vector<std::string> passages_of(std::string_view draft, const Record& record) {
  std::vector<std::string> passages;
  for (const DraftQuote& quote : draft_quotes(draft, record)) {
    passages.push_back(text_of(quote, draft));
  }
  for (const Statement& s : record.statements) {
    std::string text;
    for (const ByteSpan piece : s.content) {
      text.append(draft.substr(piece.begin, piece.size())) += ' ';
    }
    passages.push_back(std::move(text));
  }
  return passages;
}

}  // namespace

Result<Sources> sources_for(Database& db, std::string_view draft, const Record& record) {
  auto query = db.prepare(
      "SELECT a.sha256 FROM (SELECT rowid AS id, rank FROM statements_fts WHERE statements_fts "
      "MATCH ? ORDER BY rank LIMIT ?) AS f JOIN statements AS s ON s.id = f.id "
      "JOIN articles AS a ON a.id = s.article_id ORDER BY f.rank");
  if (!query) return tl::unexpected(query.error());
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const std::string& passage : passages_of(draft, record)) {
    const std::string words = any_of_words(passage);
    if (words.empty()) continue;
    query->bind(1, words).bind(2, kMostOfPassage);
    QUOTH_TRY(for_each_row(*query, [&] {
      std::string id = article_id(query->text(0));
      if (seen.insert(id).second) ids.push_back(std::move(id));
    }));
  }
  if (ids.size() > kMostCheckSources) ids.resize(kMostCheckSources);
  Sources sources;
  for (const std::string& id : ids) {
    auto view = read_article(db, id);
    if (!view) return tl::unexpected(view.error());
    view->article.id = id;
    sources.add(make_source(view->article, std::move(view->record)));
  }
  sources.finish();
  return sources;
}

}  // namespace quoth
