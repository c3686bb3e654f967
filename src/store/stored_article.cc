#include "store/stored_article.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/utf8.h"
#include "store/rows.h"

namespace quoth {
namespace {

using simdjson::dom::element;

bool is_article_id(std::string_view id) {
  return id.size() == kArticleIdSize && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// The value of that name; `or_else` for any other.
template <typename T>
T value_of(std::string_view text, T last, T or_else) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name(static_cast<T>(i)) == text) return static_cast<T>(i);
  }
  return or_else;
}

template <typename T>
std::optional<T> known_value(std::string_view text, T last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name(static_cast<T>(i)) == text) return static_cast<T>(i);
  }
  return std::nullopt;
}

// From code points to bytes of one text.
class Bytes {
 public:
  explicit Bytes(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
        at_.push_back(static_cast<uint32_t>(i));
      }
    }
    at_.push_back(static_cast<uint32_t>(text.size()));
  }

  std::optional<ByteSpan> span(int64_t begin, int64_t end) const {
    const auto n = static_cast<int64_t>(at_.size());
    if (begin < 0 || begin > end || end >= n) return std::nullopt;
    return ByteSpan{at_[static_cast<size_t>(begin)], at_[static_cast<size_t>(end)]};
  }

 private:
  std::vector<uint32_t> at_;
};

class ArticleReader {
 public:
  ArticleReader(Database& db, std::string_view id) : db_(db) { view_.id = id; }

  Result<StoredArticleView> read() {
    QUOTH_TRY(read_head());
    QUOTH_TRY(read_entities());
    QUOTH_TRY(read_statements());
    QUOTH_TRY(read_speakers());
    QUOTH_TRY(read_abouts());
    if (!fits_ || !validate(view_.record, view_.article.text)) {
      return fail(ErrorCode::kRecordInvalid, "the statements of this article do not fit its text",
                  view_.id);
    }
    return std::move(view_);
  }

 private:
  Result<void> read_head() {
    auto query = db_.prepare(
        "SELECT a.id, a.sha256, a.text_sha256, a.doc_id, a.url, a.title, a.author, p.name, "
        "a.published, a.language, d.sha256, x.name, t.text, c.name FROM articles AS a "
        "JOIN texts AS t ON t.article_id = a.id "
        "JOIN extractors AS x ON x.id = a.extractor_id "
        "LEFT JOIN publishers AS p ON p.id = a.publisher_id "
        "LEFT JOIN sections AS c ON c.id = a.section_id "
        "LEFT JOIN articles AS d ON d.id = a.duplicate_of "
        "WHERE a.sha256 >= ?1 AND a.sha256 < ?1 || 'g'");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, view_.id);
    const auto row = query->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return fail(ErrorCode::kNotFound, "the record has no such article", view_.id);
    const auto text = [&](int column) { return std::string(query->text(column)); };
    view_.row = query->integer(0);
    view_.sha256 = text(1);
    view_.text_sha256 = text(2);
    Article& a = view_.article;
    a.id = text(3);
    a.url = text(4);
    a.title = text(5);
    a.author = text(6);
    a.publisher = text(7);
    a.published = text(8);
    a.language = text(9);
    if (!query->is_null(10)) a.duplicate_of = article_id(query->text(10));
    view_.extractor = text(11);
    a.text = text(12);
    a.section = text(13);
    bytes_ = Bytes(a.text);
    return {};
  }

  Result<void> read_entities() {
    auto query = db_.prepare(
        "SELECT e.id, e.name, e.kind, e.affiliation, e.roles, e.aliases, e.pronouns, e.mentions, "
        "p.id, coalesce(p.renamed, p.name) FROM entities AS e "
        "LEFT JOIN people AS p ON p.id = e.person_id WHERE e.article_id = ? ORDER BY e.number");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, view_.row);
    return for_each_row(*query, [&] {
      entity_rows_[query->integer(0)] = static_cast<uint32_t>(view_.record.entities.size());
      Entity e;
      e.name = query->text(1);
      e.kind = value_of(query->text(2), EntityKind::kNone, EntityKind::kNone);
      e.affiliation = query->text(3);
      e.roles = parse_strings(query->text(4));
      e.aliases = parse_strings(query->text(5));
      e.pronouns = parse_strings(query->text(6));
      e.mentions = spans_of(query->text(7));
      view_.record.entities.push_back(std::move(e));
      view_.people.push_back({query->integer(8), std::string(query->text(9))});
    });
  }

  Result<void> read_statements() {
    auto query = db_.prepare(
        "SELECT id, number, form, act, channel, confidence, within, replies_to, addressee_entity, "
        "when_date, evidence FROM statements WHERE article_id = ? ORDER BY number");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, view_.row);
    return for_each_row(*query, [&] {
      const auto index = static_cast<uint32_t>(view_.record.statements.size());
      if (query->integer(1) != int64_t{index} + 1) fits_ = false;
      statement_rows_[query->integer(0)] = index;
      Statement s;
      s.form = value_of(query->text(2), Form::kMixed, Form::kIndirect);
      s.act = known_value(query->text(3), Act::kAsk);
      s.channel = known_value(query->text(4), Channel::kPress);
      s.confidence = static_cast<float>(query->real(5));
      s.within = index_of(*query, 6);
      s.replies_to = index_of(*query, 7);
      read_evidence(query->text(10), s);
      if (s.addressee) s.addressee->entity = index_of(*query, 8);
      if (s.when) s.when->date = query->text(9);
      view_.record.statements.push_back(std::move(s));
    });
  }

  Result<void> read_speakers() {
    auto query = db_.prepare(
        "SELECT k.statement_id, k.entity_id, k.name, k.kind, k.role, k.\"begin\", k.\"end\" "
        "FROM statements AS s JOIN speakers AS k ON k.statement_id = s.id "
        "WHERE s.article_id = ? ORDER BY s.number, k.position");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, view_.row);
    return for_each_row(*query, [&] {
      Speaker speaker;
      speaker.name = query->text(2);
      if (!query->is_null(5)) speaker.span = span(query->integer(5), query->integer(6));
      if (!query->is_null(1)) speaker.entity = entity_at(query->integer(1));
      speaker.kind = value_of(query->text(3), EntityKind::kNone, EntityKind::kNone);
      speaker.role = query->text(4);
      if (Statement* s = statement_at(query->integer(0))) s->speakers.push_back(speaker);
    });
  }

  Result<void> read_abouts() {
    auto query = db_.prepare(
        "SELECT b.statement_id, b.entity_id FROM statements AS s "
        "JOIN abouts AS b ON b.statement_id = s.id JOIN entities AS e ON e.id = b.entity_id "
        "WHERE s.article_id = ? ORDER BY s.number, e.number");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, view_.row);
    return for_each_row(*query, [&] {
      const auto entity = entity_at(query->integer(1));
      Statement* s = statement_at(query->integer(0));
      if (s != nullptr && entity) s->about.push_back(*entity);
    });
  }

  ByteSpan span(int64_t begin, int64_t end) {
    const auto found = bytes_.span(begin, end);
    if (!found) fits_ = false;
    return found.value_or(ByteSpan{});
  }

  ByteSpan span_of(element pair) {
    int64_t begin = -1, end = -1;
    if (pair.at(0).get(begin) != simdjson::SUCCESS || pair.at(1).get(end) != simdjson::SUCCESS) {
      fits_ = false;
    }
    return span(begin, end);
  }

  std::vector<ByteSpan> spans_of(element list) {
    std::vector<ByteSpan> spans;
    simdjson::dom::array array;
    if (list.get(array) != simdjson::SUCCESS) {
      fits_ = false;
      return spans;
    }
    for (const element pair : array) spans.push_back(span_of(pair));
    return spans;
  }

  std::vector<ByteSpan> spans_of(std::string_view json) {
    element list;
    if (parser_.parse(json.data(), json.size()).get(list) != simdjson::SUCCESS) {
      fits_ = false;
      return {};
    }
    return spans_of(list);
  }

  void read_evidence(std::string_view json, Statement& s) {
    element evidence, value;
    if (parser_.parse(json.data(), json.size()).get(evidence) != simdjson::SUCCESS) {
      fits_ = false;
      return;
    }
    const auto has = [&](std::string_view key) {
      return evidence[key].get(value) == simdjson::SUCCESS && !value.is_null();
    };
    if (has("source")) s.source = spans_of(value);
    if (has("cue")) s.cue = spans_of(value);
    if (has("content")) s.content = spans_of(value);
    if (has("addressee")) s.addressee = Addressee{span_of(value), std::nullopt};
    if (has("when")) s.when = When{span_of(value), ""};
  }

  // Numbers begin at 1, indices at 0.
  static std::optional<uint32_t> index_of(const Query& query, int column) {
    if (query.is_null(column) || query.integer(column) < 1) return std::nullopt;
    return static_cast<uint32_t>(query.integer(column) - 1);
  }

  std::optional<uint32_t> entity_at(int64_t row) const {
    const auto found = entity_rows_.find(row);
    return found == entity_rows_.end() ? std::nullopt : std::optional(found->second);
  }

  Statement* statement_at(int64_t row) {
    const auto found = statement_rows_.find(row);
    return found == statement_rows_.end() ? nullptr : &view_.record.statements[found->second];
  }

  Database& db_;
  StoredArticleView view_;
  Bytes bytes_{""};
  std::map<int64_t, uint32_t> entity_rows_, statement_rows_;
  simdjson::dom::parser parser_;
  bool fits_ = true;
};

}  // namespace

std::string article_id(std::string_view sha256) {
  return std::string(sha256.substr(0, kArticleIdSize));
}

std::string statement_permalink(std::string_view sha256, int64_t number) {
  return article_id(sha256) + "-s" + std::to_string(number);
}

std::optional<StatementKey> parse_statement_permalink(std::string_view id) {
  const size_t mark = id.find("-s");
  if (mark == std::string_view::npos || !is_article_id(id.substr(0, mark))) return std::nullopt;
  const std::string_view digits = id.substr(mark + 2);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 1) {
    return std::nullopt;
  }
  return StatementKey{std::string(id.substr(0, mark)), number};
}

Result<StoredArticleView> read_article(Database& db, std::string_view id) {
  if (!is_article_id(id)) {
    return fail(ErrorCode::kNotFound, "the record has no such article", std::string(id));
  }
  return ArticleReader(db, id).read();
}

}  // namespace quoth
