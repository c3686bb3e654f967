// Words of a search, dates and evidence of any bytes: never an error of syntax, and spans that lie
// in the text.
#include <cstdint>
#include <string>

#include "store/context.h"
#include "store/days.h"
#include "store/search.h"
#include "support/check_item.h"

namespace {

quoth::Database& database() {
  static quoth::Database db = quoth::Database::in_memory().value();
  return db;
}

quoth::Searcher& searcher() {
  static quoth::Searcher searcher = [] {
    quoth::Database& db = database();
    db.execute(
        "INSERT INTO extractors VALUES (1, 'x');"
        "INSERT INTO articles (id, sha256, text_sha256, doc_id, day, n_chars, n_words, "
        "n_statements, "
        "extractor_id, ingested_at) VALUES (1, 'a', 'a', 'a', 0, 4, 1, 1, 1, '');"
        "INSERT INTO texts VALUES (1, 'Yes.');"
        "INSERT INTO statements (id, article_id, number, form, confidence, \"begin\", \"end\", "
        "n_words, "
        "evidence, text) VALUES (1, 1, 1, 'direct', 0.5, 0, 3, 1, "
        "'{\"source\":[],\"cue\":[],\"content\":[[0,3]]}', 'Yes');"
        "INSERT INTO statements_fts (rowid, text, speaker, about, facets) SELECT id, text, "
        "speaker, "
        "about, facets FROM statement_words;");
    return quoth::Searcher::open(db).value();
  }();
  return searcher;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using quoth::testing_support::require;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto page = searcher().search({.words = bytes, .speaker = bytes});
  require(page.has_value() || page.error().code == quoth::ErrorCode::kTooLarge);
  const auto rest = searcher().search({}, {.after = bytes});
  require(rest.has_value() || rest.error().code == quoth::ErrorCode::kUsage);
  if (const auto days = quoth::day_range(bytes)) {
    require(days->first <= days->last && days->first >= quoth::kFirstDay);
  }
  const std::string text = "“Zoë” said, “so”.";
  if (const auto spans = quoth::parse_evidence(bytes, text)) {
    const quoth::ByteSpan around = quoth::sentences_around(text, *spans);
    require(around.begin <= around.end && around.end <= text.size());
  }
  return 0;
}
