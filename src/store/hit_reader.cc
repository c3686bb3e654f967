#include "store/hit_reader.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "store/context.h"
#include "store/days.h"
#include "store/rows.h"

namespace quoth {
namespace {

// Highlights in the joined pieces, as spans of the context. Of one that goes over the end of a
// piece the part before is marked.
std::vector<ByteSpan> in_context(const std::vector<ByteSpan>& highlights,
                                 const std::vector<ByteSpan>& pieces) {
  std::vector<ByteSpan> spans;
  uint32_t offset = 0;  // of the piece in the joined text
  for (const ByteSpan& piece : pieces) {
    for (const ByteSpan& h : highlights) {
      if (h.begin < offset || h.begin >= offset + piece.size()) continue;
      spans.push_back(
          {piece.begin + h.begin - offset, std::min(piece.begin + h.end - offset, piece.end)});
    }
    offset += piece.size() + 1;
  }
  return spans;
}

}  // namespace

Result<HitReader> HitReader::open(Database& db) {
  Result<WordMarker> marker = WordMarker::open(db);
  if (!marker) return tl::unexpected(marker.error());
  Preparer prepare(db);
  HitReader reader(*std::move(marker));
  reader.statement_ = prepare(
      "SELECT s.article_id, a.sha256, a.doc_id, s.number, a.url, a.title, p.name, a.published, "
      "a.day, s.form, s.act, s.channel, s.confidence, s.text, s.addressee, s.when_text, "
      "s.when_date, s.evidence, c.name FROM statements AS s JOIN articles AS a ON a.id = "
      "s.article_id LEFT JOIN publishers AS p ON p.id = a.publisher_id LEFT JOIN sections AS c ON "
      "c.id = a.section_id WHERE s.id = ?");
  reader.speakers_ = prepare(
      "SELECT l.name, l.kind, l.role, e.number, e.person_id FROM speakers AS l LEFT JOIN entities "
      "AS e ON e.id = l.entity_id WHERE l.statement_id = ? ORDER BY l.position");
  reader.about_ = prepare(
      "SELECT e.name, e.kind, NULL, e.number, e.person_id FROM abouts AS b JOIN entities AS e ON "
      "e.id = b.entity_id WHERE b.statement_id = ? ORDER BY e.number");
  reader.text_ = prepare("SELECT text FROM texts WHERE article_id = ?");
  if (!prepare.outcome()) return tl::unexpected(prepare.outcome().error());
  return reader;
}

Result<SearchHit> HitReader::read(int64_t statement) {
  Query& q = statement_;
  const Result<bool> row = q.reset().bind(1, statement).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) {
    return fail(ErrorCode::kNotFound, fmt::format("there is no statement {}", statement));
  }
  const int64_t article_id = q.integer(0);
  const auto text = [&](int column) { return std::string(q.text(column)); };
  SearchHit hit{.id = statement,
                .article = text(1),
                .doc_id = text(2),
                .number = q.integer(3),
                .url = text(4),
                .title = text(5),
                .publisher = text(6),
                .published = text(7),
                .day = format_day(q.integer(8)),
                .section = text(18),
                .form = text(9),
                .act = text(10),
                .channel = text(11),
                .confidence = q.real(12),
                .text = text(13),
                .addressee = text(14),
                .when_text = text(15),
                .when_date = text(16),
                .evidence = text(17),
                .context = {}};
  q.reset();
  Result<void> done = read_people(speakers_, statement, hit.speakers);
  if (done) done = read_people(about_, statement, hit.about);
  if (!done) return tl::unexpected(done.error());
  Result<std::vector<ByteSpan>> highlights = marker_.spans(hit.text);
  if (!highlights) return tl::unexpected(highlights.error());
  hit.highlights = *std::move(highlights);
  QUOTH_TRY(read_context(hit, article_id));
  return hit;
}

Result<void> HitReader::read_people(Query& query, int64_t statement,
                                    std::vector<HitSpeaker>& people) {
  query.reset().bind(1, statement);
  return for_each_row(query, [&] {
    people.push_back({std::string(query.text(0)), std::string(query.text(1)),
                      std::string(query.text(2)), query.integer(3), query.integer(4)});
  });
}

Result<void> HitReader::read_context(SearchHit& hit, int64_t article_id) {
  if (article_id != article_id_) {
    text_.reset().bind(1, article_id);
    Result<void> done = for_each_row(text_, [&] { article_text_ = text_.text(0); });
    if (!done) return done;
    article_id_ = article_id;
  }
  const auto spans = parse_evidence(hit.evidence, article_text_);
  if (!spans) return {};
  const ByteSpan around = sentences_around(article_text_, *spans);
  hit.context = article_text_.substr(around.begin, around.size());
  for (const ByteSpan& piece : spans->content) {
    hit.context_content.push_back({piece.begin - around.begin, piece.end - around.begin});
  }
  hit.context_highlights = in_context(hit.highlights, hit.context_content);
  return {};
}

}  // namespace quoth
