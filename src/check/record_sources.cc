#include "check/record_sources.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/draft.h"
#include "check/gist.h"
#include "store/rows.h"
#include "store/stored_article.h"

namespace quoth {
namespace {

// The rarest stems of a statement are asked for, until so many statements have one.
constexpr int64_t kMostRows = 50'000;

std::vector<SoughtPassage> passages_of(std::span<const DraftView> drafts) {
  std::vector<SoughtPassage> passages;
  for (const DraftView& draft : drafts) {
    for (const DraftQuote& quote : draft_quotes(draft.text, *draft.record)) {
      SoughtPassage sought{text_of(quote, draft.text)};
      for (const Bearer& speaker : quote.speakers) sought.names.push_back(speaker.name);
      passages.push_back(std::move(sought));
    }
  }
  return passages;
}

bool is_asked_for(const std::string& stem) {
  return stem.find('"') == std::string::npos && std::any_of(stem.begin(), stem.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
         });
}

// "a" * OR "b" *
std::string any_of(const std::vector<std::string>& words, std::string_view behind) {
  std::string out;
  for (const std::string& word : words) {
    out += out.empty() ? "\"" : " OR \"";
    out.append(word).append("\"").append(behind);
  }
  return out;
}

// Statements near to indirect ones of a draft, by the full-text index.
class StatementSearch {
 public:
  static Result<StatementSearch> open(Database& db) {
    QUOTH_TRY(
        db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.statement_vocabulary USING "
                   "fts5vocab (main, statements_fts, row)"));
    StatementSearch search;
    Preparer prepare(db);
    search.count_ = prepare(
        "SELECT sum(doc) FROM temp.statement_vocabulary WHERE term >= ?1 AND term < ?1 || "
        "char(1114111)");
    search.match_ = prepare(
        "SELECT s.article_id FROM (SELECT rowid AS id, rank FROM statements_fts WHERE "
        "statements_fts MATCH ? ORDER BY rank LIMIT ?) AS f JOIN statements AS s ON s.id = f.id");
    QUOTH_TRY(prepare.outcome());
    const Result<int64_t> n = db.scalar("SELECT count(*) FROM statements");
    QUOTH_TRY(n);
    search.n_ = static_cast<size_t>(*n);
    return search;
  }

  // Adds the articles to `rows`.
  Result<void> find(const Statement& statement, std::string_view draft, std::set<int64_t>& rows) {
    std::vector<std::pair<int64_t, std::string>> stems;
    for (const std::string& stem : gist_of(draft, statement.content).stems) {
      if (!is_asked_for(stem)) continue;
      const Result<int64_t> n = n_with(stem);
      QUOTH_TRY(n);
      stems.emplace_back(*n, stem);
    }
    std::sort(stems.begin(), stems.end());
    const std::string words = rarest(stems);
    if (words.empty()) return {};
    QUOTH_TRY(match("text : (" + words + ")", rows));
    const std::string speakers = any_of(names_of(statement), "");
    if (speakers.empty()) return {};
    return match("text : (" + words + ") AND speaker : (" + speakers + ")", rows);
  }

  std::unordered_map<std::string, double> weights() const {
    std::unordered_map<std::string, double> weights;
    for (const auto& [stem, n] : n_with_) weights[stem] = stem_weight(n_, static_cast<size_t>(n));
    return weights;
  }

 private:
  Result<int64_t> n_with(const std::string& stem) {
    const auto [it, fresh] = n_with_.emplace(stem, 0);
    if (!fresh) return it->second;
    QUOTH_TRY(for_each_row(count_.bind(1, stem), [&] { it->second = count_.integer(0); }));
    return it->second;
  }

  static std::string rarest(const std::vector<std::pair<int64_t, std::string>>& stems) {
    std::vector<std::string> chosen;
    int64_t n_rows = 0;
    for (const auto& [n, stem] : stems) {
      if (!chosen.empty() && n_rows + n > kMostRows) break;
      chosen.push_back(stem);
      n_rows += n;
    }
    return any_of(chosen, " *");
  }

  static std::vector<std::string> names_of(const Statement& statement) {
    std::vector<std::string> words;
    for (const Speaker& speaker : statement.speakers) {
      for (std::string& word : name_words(speaker.name)) {
        if (is_asked_for(word)) words.push_back(std::move(word));
      }
    }
    return words;
  }

  Result<void> match(const std::string& expression, std::set<int64_t>& rows) {
    match_.bind(1, expression).bind(2, kMostOfStatement);
    return for_each_row(match_, [&] { rows.insert(match_.integer(0)); });
  }

  Query count_, match_;
  size_t n_ = 0;
  std::unordered_map<std::string, int64_t> n_with_;  // statements
};

}  // namespace

Result<void> add_record_sources(Database& db, std::span<const DraftView> drafts, Sources& sources,
                                const ScanProgress& progress, SourceIds ids) {
  const Result<Snapshot> snapshot = Snapshot::begin(db);
  QUOTH_TRY(snapshot);
  std::set<int64_t> rows;
  const auto found = scan_passages(db, passages_of(drafts), kMostOfQuote, progress);
  QUOTH_TRY(found);
  for (const std::vector<int64_t>& of_quote : *found) rows.insert(of_quote.begin(), of_quote.end());
  Result<StatementSearch> search = StatementSearch::open(db);
  QUOTH_TRY(search);
  for (const DraftView& draft : drafts) {
    for (const Statement& statement : draft.record->statements) {
      if (statement.form != Form::kIndirect) continue;
      QUOTH_TRY(search->find(statement, draft.text, rows));
    }
  }
  Result<Query> hash = db.prepare("SELECT sha256 FROM articles WHERE id = ?");
  QUOTH_TRY(hash);
  for (const int64_t row : rows) {
    std::string id;
    QUOTH_TRY(for_each_row(hash->bind(1, row), [&] { id = article_id(hash->text(0)); }));
    Result<StoredArticleView> view = read_article(db, id);
    QUOTH_TRY(view);
    if (ids == SourceIds::kArticle) view->article.id = id;
    sources.add(make_source(view->article, std::move(view->record)));
  }
  sources.set_weights(search->weights());
  return {};
}

}  // namespace quoth
