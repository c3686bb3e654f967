// Articles and their statements into a record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "duplicate/signature.h"
#include "quoth/record.h"
#include "read/reader.h"
#include "store/content_writer.h"
#include "store/database.h"
#include "store/identity.h"
#include "store/sketch_index.h"
#include "write/writer.h"

namespace quoth {

// kReplaced: the article was there, read by another extractor or without a section that is known
// now, and its statements are made anew.
enum class Stored : uint8_t { kNew, kReplaced, kAlreadyThere };

// An article that is read, with all that is kept of it. `signature` is absent where nobody asks for
// copies of earlier articles.
struct StoredArticle {
  Article article;
  ArticleHashes hashes;
  Record record;
  std::optional<Signature> signature;
};

// Writes articles, each as a whole. Every call belongs inside a Transaction; after a failure that
// must be rolled back. Many articles a transaction cost less than one. The database must outlive
// the writer.
class RecordWriter {
 public:
  // `extractor`: extractor_name() of what has read the articles.
  static Result<RecordWriter> open(Database& db, std::string extractor);

  // Keeps the article, unless it is there from this extractor, with a section if this one has one.
  // A section that is there stays. Of an article that is a near-copy of
  // an earlier one, `duplicates` kSkip keeps no statements. Forgets that the document failed
  // before. Fails with kTooLarge if a day has no ids left for statements.
  Result<Stored> add(const StoredArticle& article, Duplicates duplicates = Duplicates::kKeep);

  // Remembers that an input could not be read; the same one again takes the place of the first.
  Result<void> add_failure(const FailedInput& failed);

  // Rows of the articles that add() has made or replaced since the last call, in that order.
  std::vector<int64_t> take_changed() { return std::exchange(changed_, {}); }

 private:
  struct Row {
    int64_t id = 0;  // 0: not there
    int64_t extractor_id = 0;
    bool is_copy = false;
    bool has_section = false;
  };

  RecordWriter(Database& db, std::string extractor, ContentWriter content, SketchIndex sketches)
      : db_(&db),
        extractor_(std::move(extractor)),
        content_(std::move(content)),
        sketches_(std::move(sketches)) {}
  Result<Row> find(const std::string& sha256);
  Result<Row> insert(const StoredArticle& stored, int64_t day);
  Result<void> insert_row(const StoredArticle& stored, int64_t day,
                          std::optional<int64_t> original);
  Result<void> set_section(int64_t article, const std::string& section);
  Result<int64_t> id_of_name(Query& find, Query& insert, std::string_view name);

  Database* db_;
  std::string extractor_;
  ContentWriter content_;
  SketchIndex sketches_;
  Query find_, insert_, insert_text_, finish_;
  Query find_publisher_, insert_publisher_, find_extractor_, insert_extractor_;
  Query find_section_, insert_section_, set_section_;
  Query insert_failure_, delete_failure_;
  std::vector<int64_t> changed_;
};

}  // namespace quoth
