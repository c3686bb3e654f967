#include "read/news_object.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "language/detect.h"
#include "read/dates.h"
#include "read/gdelt_quotes.h"
#include "read/page_parts.h"

namespace quoth {
namespace {

using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;
using ondemand::json_type;

constexpr std::string_view kBlanks = " \t\r\n";
constexpr int kMaxNesting = 3;

std::string quoted(std::string_view key) { return '"' + std::string(key) + '"'; }

json_type type_of(ondemand::value& value) {
  json_type type;
  return value.type().get(type) == SUCCESS ? type : json_type::null;
}

// Calls `use(key, value)` for each member of an object and `use("", value)` for each element of an
// array; nothing else has any.
template <typename Use>
void for_each(ondemand::value value, Use use) {
  ondemand::array array;
  ondemand::object object;
  if (value.get_array().get(array) == SUCCESS) {
    for (auto item : array) {
      ondemand::value element;
      if (item.get(element) != SUCCESS) return;
      use(std::string_view(), element);
    }
  } else if (value.get_object().get(object) == SUCCESS) {
    for (auto member : object) {
      ondemand::field field;
      std::string_view key;
      if (std::move(member).get(field) != SUCCESS || field.unescaped_key().get(key) != SUCCESS)
        return;
      use(key, field.value());
    }
  }
}

// The member of an object that names it: the first of these keys.
constexpr std::string_view kNameKeys[] = {"name", "value", "byline", "headline", "@id", "url"};

// The names in a value: itself, that of an object, those of a list, joined by `separator` or only
// the first. Nothing if the value is none of these.
std::optional<std::string> names_in(ondemand::value value, std::string_view separator,
                                    int nesting = 0) {
  const json_type type = type_of(value);
  std::string_view text;
  if (type == json_type::null) return "";
  if (type == json_type::string) {
    return value.get_string().get(text) == SUCCESS ? std::optional(std::string(text))
                                                   : std::nullopt;
  }
  if (nesting == kMaxNesting || (type != json_type::object && type != json_type::array)) {
    return std::nullopt;
  }
  std::string names;
  auto best = std::end(kNameKeys);
  for_each(value, [&](std::string_view key, ondemand::value inner) {
    if (type == json_type::object) {
      const auto rank = std::find(std::begin(kNameKeys), std::end(kNameKeys), key);
      if (rank >= best) return;
      const auto name = names_in(inner, separator, nesting + 1);
      if (name && !name->empty()) names = *name, best = rank;
    } else if (names.empty() || !separator.empty()) {
      const auto name = names_in(inner, separator, nesting + 1);
      if (!name || name->empty()) return;
      if (!names.empty()) names += separator;
      names += *name;
    }
  });
  return names;
}

std::string string_of(ondemand::value value) {
  std::string_view text;
  if (type_of(value) != json_type::string || value.get_string().get(text) != SUCCESS) return "";
  return std::string(text);
}

bool is_url(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

unsigned hex_value(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    value = value << 4 | static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return value;
}

// Size in UTF-8, and in the input, of the character that the escape at `pos` of a valid JSON string
// stands for.
std::pair<uint32_t, uint32_t> escape_sizes(std::string_view json, size_t pos) {
  if (json[pos + 1] != 'u') return {1, 2};
  const unsigned unit = hex_value(json.substr(pos + 2, 4));
  if (unit >= 0xD800 && unit <= 0xDBFF) return {4, 12};
  return {unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3, 6};
}

// `json` begins with the quotation mark of a valid string, which lies at byte `base` of the input.
SourceMap map_of_string(std::string_view json, uint64_t base) {
  SourceMap map(base);
  uint32_t text = 0;
  for (size_t pos = 1; pos < json.size() && json[pos] != '"';) {
    const size_t end = std::min(json.find_first_of("\\\"", pos), json.size());
    map.add_verbatim(text, static_cast<uint32_t>(pos), static_cast<uint32_t>(end - pos));
    text += static_cast<uint32_t>(end - pos);
    pos = end;
    if (pos == json.size() || json[pos] != '\\') break;
    const auto [text_size, source_size] = escape_sizes(json, pos);
    map.add_whole(text, text_size, static_cast<uint32_t>(pos), source_size);
    text += text_size;
    pos += source_size;
  }
  return map;
}

std::string* member_of(Article& article, NewsField field) {
  switch (field) {
    case NewsField::kId: return &article.id;
    case NewsField::kTitle: return &article.title;
    case NewsField::kUrl: return &article.url;
    case NewsField::kPublisher: return &article.publisher;
    case NewsField::kSection: return &article.section;
    case NewsField::kAuthor: return &article.author;
    case NewsField::kPublished: return &article.published;
    case NewsField::kLanguage: return &article.language;
    default: return nullptr;
  }
}

}  // namespace

void NewsObject::read(std::string_view name, ondemand::value value, std::string_view json) {
  const NewsKey* key = find_news_key(name);
  if (!key) return;
  switch (key->field) {
    case NewsField::kId: return read_id(*key, value);
    case NewsField::kText:
    case NewsField::kMarkup: return read_text(*key, value, json);
    case NewsField::kBodies: return read_bodies(*key, value);
    case NewsField::kQuotes: return read_quotes(*key, value);
    case NewsField::kList: return;
    default: return read_field(*key, value);
  }
}

void NewsObject::note(ErrorCode code, std::string message) {
  auto& error = code == ErrorCode::kInvalidDocument ? error_ : fatal_error_;
  if (!error) error = Error{code, std::move(message), where_};
}

void NewsObject::read_id(const NewsKey& key, ondemand::value value) {
  const json_type type = type_of(value);
  std::string_view number;
  if (type == json_type::string) {
    set(key, string_of(value));
  } else if (type == json_type::null) {
    set(key, "");
  } else if (type == json_type::number &&
             (number = value.raw_json_token()).find_first_of(".eE") == number.npos) {
    set(key, std::string(number.substr(0, number.find_last_not_of(kBlanks) + 1)));
  } else if (key.rank == 0) {
    note(ErrorCode::kInvalidDocument, "\"id\" is neither a string nor an integer");
  }
}

void NewsObject::read_text(const NewsKey& key, ondemand::value value, std::string_view json) {
  const json_type type = type_of(value);
  if (type != json_type::string) {
    if (key.rank == 0) note(ErrorCode::kInvalidDocument, quoted(key.name) + " is not a string");
    has_empty_body_ |= key.rank > 0 && type == json_type::null;
    return;
  }
  std::string_view text;
  const std::string_view token = value.raw_json_token();
  if (value.get_string().get(text) != SUCCESS) return;
  set_body(key, std::string(text), key.field == NewsField::kMarkup);
  if (text_at_ && key.rank == 0) {
    const auto offset = static_cast<uint64_t>(token.data() - json.data());
    article_.source_map = map_of_string(token, *text_at_ + offset);
  }
}

// The first plain text, else the first that is markup.
void NewsObject::read_bodies(const NewsKey& key, ondemand::value value) {
  std::string plain, markup;
  for_each(value, [&](std::string_view, ondemand::value body) {
    std::string text, type = "text/plain";
    for_each(body, [&](std::string_view name, ondemand::value part) {
      if (name == "value") text = string_of(part);
      if (name == "contenttype" || name == "contentType") type = string_of(part);
    });
    const bool is_markup = type.find("ml") != type.npos;
    std::string& out = is_markup ? markup : plain;
    if (out.empty()) out = std::move(text);
  });
  const bool is_markup = plain.empty();
  set_body(key, is_markup ? std::move(markup) : std::move(plain), is_markup);
}

void NewsObject::read_quotes(const NewsKey& key, ondemand::value value) {
  std::string text;
  for_each(value, [&](std::string_view, ondemand::value item) {
    QuoteInContext quote;
    for_each(item, [&](std::string_view name, ondemand::value part) {
      if (name == "pre") quote.pre = string_of(part);
      if (name == "quote") quote.quote = string_of(part);
      if (name == "post") quote.post = string_of(part);
    });
    append_quote(text, quote);
  });
  set_body(key, std::move(text), false);
}

void NewsObject::read_field(const NewsKey& key, ondemand::value value) {
  const json_type type = type_of(value);
  const bool is_author = key.field == NewsField::kAuthor;
  const bool is_own_type = type == json_type::string || type == json_type::null ||
                           (is_author && type == json_type::array);
  if (key.rank == 0 && !is_own_type) {
    note(ErrorCode::kInvalidDocument, quoted(key.name) + " is not a string");
  }
  if (auto names = names_in(value, is_author ? "; " : "")) set(key, *std::move(names));
}

void NewsObject::set_body(const NewsKey& key, std::string body, bool is_markup) {
  if (body.find('\0') != body.npos) {
    return note(ErrorCode::kBinaryInput, "NUL character in " + quoted(key.name));
  }
  const bool is_empty = body.find_first_not_of(kBlanks) == body.npos;
  if (key.rank > body_rank_) return;
  if (key.rank > 0 && is_empty) {
    has_empty_body_ = true;
    return;
  }
  body_rank_ = key.rank;
  is_markup_ = is_markup;
  article_.text = std::move(body);
}

void NewsObject::set(const NewsKey& key, std::string value) {
  if (value.find('\0') != value.npos) {
    return note(ErrorCode::kBinaryInput, "NUL character in " + quoted(key.name));
  }
  uint8_t& rank = ranks_[static_cast<size_t>(key.field)];
  if (key.rank > rank || (value.empty() && key.rank < rank)) return;
  rank = value.empty() ? kNoRank : key.rank;
  *member_of(article_, key.field) = std::move(value);
}

// What other dialects write in another way.
void NewsObject::translate() {
  article_.language = language_tag(article_.language);
  if (body_rank_ == 0) return;
  article_.published = to_iso_date(article_.published);
  if (article_.url.empty() && is_url(article_.id)) article_.url = article_.id;
}

ReadItem NewsObject::finish() && {
  const bool is_own = body_rank_ == 0;
  if (article_.id.empty()) article_.id = where_;
  const bool is_known = has_body();
  if (!is_known) note(ErrorCode::kInvalidDocument, "no \"text\"");
  if (!fatal_error_ && error_ && (is_own || !is_known)) fatal_error_ = std::move(error_);
  if (fatal_error_) return FailedInput{std::move(article_.id), *std::move(fatal_error_)};
  if (body_rank_ == kNoRank) return SkippedInput{std::move(article_.id), SkipReason::kNoArticle};
  translate();
  if (is_markup_) return make_page(article_.text, article_);
  return std::move(article_);
}

}  // namespace quoth
