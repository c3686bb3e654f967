// An article of the record, read back as the engine made it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "store/database.h"

namespace quoth {

// Articles and statements go by ids that stay when they are read again: the first 16 digits of the
// article's sha256, and that with the statement's number.
//   article "93a1c0ffee15dead"   statement "93a1c0ffee15dead-s3"
constexpr size_t kArticleIdSize = 16;

std::string article_id(std::string_view sha256);
std::string statement_permalink(std::string_view sha256, int64_t number);

// Of a statement's permalink: what it is of, and its number. Nothing if it is none.
struct StatementKey {
  std::string article;
  int64_t number = 0;
};
std::optional<StatementKey> parse_statement_permalink(std::string_view id);

// A person of the record, where an entity is one; the number is 0 where it is nobody known.
struct LinkedPerson {
  int64_t id = 0;
  std::string name;
};

// `record` and its spans are in bytes of article.text, as from the engine.
struct StoredArticleView {
  int64_t row = 0;
  std::string id;           // article_id()
  std::string sha256;       // of the article; that of the text is computed from it
  std::string text_sha256;  // as it was when the article was kept
  std::string extractor;
  Article article;
  Record record;
  std::vector<LinkedPerson> people;  // of record.entities[i]
};

// Fails with kNotFound for an id that is none, and as Database does; with kRecordInvalid where the
// rows do not fit the text.
Result<StoredArticleView> read_article(Database& db, std::string_view id);

}  // namespace quoth
