#include "store/record_writer.h"

#include "base/utf8.h"
#include "store/columns.h"
#include "store/days.h"
#include "store/rows.h"

namespace quoth {

Result<RecordWriter> RecordWriter::open(Database& db, std::string extractor) {
  Result<ContentWriter> content = ContentWriter::open(db);
  if (!content) return tl::unexpected(content.error());
  Result<SketchIndex> sketches = SketchIndex::open(db);
  if (!sketches) return tl::unexpected(sketches.error());
  RecordWriter w(db, std::move(extractor), *std::move(content), *std::move(sketches));
  Preparer prepare(db);
  w.find_ = prepare(
      "SELECT id, extractor_id, duplicate_of IS NOT NULL, section_id IS NOT NULL FROM articles "
      "WHERE sha256 = ?");
  w.insert_ = prepare(
      "INSERT INTO articles (sha256, text_sha256, doc_id, url, title, author, publisher_id, "
      "published, day, language, n_chars, n_words, n_statements, duplicate_of, extractor_id, "
      "ingested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)");
  w.insert_text_ = prepare("INSERT INTO texts (article_id, text) VALUES (?, ?)");
  w.finish_ = prepare(
      "UPDATE articles SET extractor_id = ?, n_statements = ?, ingested_at = ? WHERE id = ?");
  w.find_publisher_ = prepare("SELECT id FROM publishers WHERE name = ?");
  w.insert_publisher_ = prepare("INSERT INTO publishers (name) VALUES (?)");
  w.find_section_ = prepare("SELECT id FROM sections WHERE name = ?");
  w.insert_section_ = prepare("INSERT INTO sections (name) VALUES (?)");
  w.set_section_ = prepare("UPDATE articles SET section_id = ? WHERE id = ?");
  w.find_extractor_ = prepare("SELECT id FROM extractors WHERE name = ?");
  w.insert_extractor_ = prepare("INSERT INTO extractors (name) VALUES (?)");
  w.insert_failure_ = prepare(
      "INSERT INTO failures (doc_id, code, message, place, failed_at) VALUES (?, ?, ?, ?, ?) ON "
      "CONFLICT (doc_id) DO UPDATE SET code = excluded.code, message = excluded.message, "
      "place = excluded.place, failed_at = excluded.failed_at");
  w.delete_failure_ = prepare("DELETE FROM failures WHERE doc_id = ?");
  if (!prepare.outcome()) return tl::unexpected(prepare.outcome().error());
  return w;
}

Result<Stored> RecordWriter::add(const StoredArticle& stored, Duplicates duplicates) {
  if (Result<void> done = delete_failure_.bind(1, stored.article.id).run(); !done) {
    return tl::unexpected(done.error());
  }
  const Result<int64_t> extractor = id_of_name(find_extractor_, insert_extractor_, extractor_);
  if (!extractor) return tl::unexpected(extractor.error());
  Result<Row> row = find(stored.hashes.identity);
  if (!row) return tl::unexpected(row.error());
  const bool there = row->id != 0;
  const bool takes_section = !stored.article.section.empty() && !row->has_section;
  if (there && row->extractor_id == *extractor && !takes_section) return Stored::kAlreadyThere;
  const std::optional<DayRange> days = day_range(stored.article.published);
  const int64_t day = days ? days->first : 0;
  Result<void> done;
  if (there) {
    done = content_.remove(row->id);
  } else {
    row = insert(stored, day);
    if (!row) return tl::unexpected(row.error());
  }
  // After the statements were taken out of the index, and before they are put in: they stand there
  // with their section.
  if (done && takes_section) done = set_section(row->id, stored.article.section);
  const bool skip = row->is_copy && duplicates == Duplicates::kSkip;
  if (done && !skip) done = content_.insert(row->id, day, stored.article, stored.record);
  if (done) {
    finish_.bind(1, *extractor).bind(2, skip ? 0 : stored.record.statements.size());
    done = finish_.bind(3, utc_now()).bind(4, row->id).run();
  }
  if (!done) return tl::unexpected(done.error());
  changed_.push_back(row->id);
  return there ? Stored::kReplaced : Stored::kNew;
}

Result<RecordWriter::Row> RecordWriter::find(const std::string& sha256) {
  const Result<bool> there = find_.reset().bind(1, sha256).step();
  if (!there) return tl::unexpected(there.error());
  Row row;
  if (*there)
    row = {find_.integer(0), find_.integer(1), find_.integer(2) != 0, find_.integer(3) != 0};
  find_.reset();
  return row;
}

Result<RecordWriter::Row> RecordWriter::insert(const StoredArticle& stored, int64_t day) {
  std::optional<int64_t> original;
  if (stored.signature) {
    const Result<std::optional<int64_t>> found = sketches_.find(*stored.signature);
    if (!found) return tl::unexpected(found.error());
    original = *found;
  }
  Result<void> done = insert_row(stored, day, original);
  const int64_t id = db_->last_insert_rowid();
  if (done) done = insert_text_.bind(1, id).bind(2, stored.article.text).run();
  if (done && stored.signature && !original) done = sketches_.add(id, *stored.signature);
  if (!done) return tl::unexpected(done.error());
  return Row{id, 0, original.has_value(), false};
}

Result<void> RecordWriter::insert_row(const StoredArticle& stored, int64_t day,
                                      std::optional<int64_t> original) {
  const Article& a = stored.article;
  const Result<int64_t> extractor = id_of_name(find_extractor_, insert_extractor_, extractor_);
  if (!extractor) return tl::unexpected(extractor.error());
  Result<int64_t> publisher = 0;
  if (!a.publisher.empty()) {
    publisher = id_of_name(find_publisher_, insert_publisher_, a.publisher);
  }
  if (!publisher) return tl::unexpected(publisher.error());
  Query& q = insert_;
  q.bind(1, stored.hashes.identity).bind(2, stored.hashes.text).bind(3, a.id);
  q.bind_text_or_null(4, a.url).bind_text_or_null(5, a.title).bind_text_or_null(6, a.author);
  *publisher == 0 ? q.bind_null(7) : q.bind(7, *publisher);
  q.bind_text_or_null(8, a.published).bind(9, day).bind_text_or_null(10, a.language);
  q.bind(11, count_code_points(a.text)).bind(12, count_words(a.text)).bind(13, original);
  return q.bind(14, *extractor).bind(15, utc_now()).run();
}

Result<void> RecordWriter::set_section(int64_t article, const std::string& section) {
  const Result<int64_t> id = id_of_name(find_section_, insert_section_, section);
  if (!id) return tl::unexpected(id.error());
  return set_section_.bind(1, *id).bind(2, article).run();
}

Result<int64_t> RecordWriter::id_of_name(Query& find, Query& insert, std::string_view name) {
  const Result<bool> there = find.reset().bind(1, name).step();
  if (!there) return tl::unexpected(there.error());
  const int64_t id = *there ? find.integer(0) : 0;
  find.reset();
  if (*there) return id;
  if (Result<void> done = insert.bind(1, name).run(); !done) return tl::unexpected(done.error());
  return db_->last_insert_rowid();
}

Result<void> RecordWriter::add_failure(const FailedInput& failed) {
  const Error& e = failed.error;
  insert_failure_.bind(1, failed.id).bind(2, name(e.code)).bind(3, e.message).bind(4, e.where);
  return insert_failure_.bind(5, utc_now()).run();
}

}  // namespace quoth
