#include "evaluate/parse.h"

#include <simdjson.h>

#include <charconv>
#include <optional>

#include "base/utf8.h"
#include "evaluate/lines.h"
#include "evaluate/python_text.h"

namespace quoth {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string at_line(const std::string& where, size_t line) {
  return where + ":" + std::to_string(line);
}

std::optional<Error> check_utf8(std::string_view text, const std::string& where) {
  const std::optional<size_t> bad = find_invalid_utf8(text);
  if (!bad) return std::nullopt;
  return Error{ErrorCode::kInvalidUtf8, "not valid UTF-8",
               where + ": byte " + std::to_string(*bad)};
}

// The value of a key, the last one where it is repeated; nothing where it is absent.
std::optional<element> find(const object& from, std::string_view key) {
  std::optional<element> found;
  for (const auto& field : from) {
    if (field.key == key) found = field.value;
  }
  return found;
}

// Nothing told: null, false, 0, "", [] or {}.
bool is_nothing(const element& e) {
  array list;
  object fields;
  std::string_view text;
  bool truth = false;
  double number = 0;
  if (e.get(list) == simdjson::SUCCESS) return list.size() == 0;
  if (e.get(fields) == simdjson::SUCCESS) return fields.size() == 0;
  if (e.get(text) == simdjson::SUCCESS) return text.empty();
  if (e.get(truth) == simdjson::SUCCESS) return !truth;
  if (e.get(number) == simdjson::SUCCESS) return number == 0;
  return true;
}

// Reads fields of the document on one line. Every reader returns false at the first thing that is
// not as it must be, and leaves in message() what that is.
class LineReader {
 public:
  const std::string& message() const { return message_; }

  // A string, if the key is there and not null.
  bool read_text(const object& from, std::string_view key, std::optional<std::string>& out) {
    const std::optional<element> e = find(from, key);
    if (!e || e->is_null()) return true;
    std::string_view value;
    if (e->get(value) != simdjson::SUCCESS) return refuse(key, "is not a string");
    out = value;
    return true;
  }

  bool read_text(const object& from, std::string_view key, std::string& out) {
    std::optional<std::string> value;
    if (!read_text(from, key, value)) return false;
    if (value) out = *std::move(value);
    return true;
  }

  bool require_text(const object& from, std::string_view key, std::string& out) {
    std::optional<std::string> value;
    if (!read_text(from, key, value)) return false;
    if (!value) return refuse(key, "is missing");
    out = *std::move(value);
    return true;
  }

  // A list of [begin, end), if the key is there and not null.
  bool read_spans(const object& from, std::string_view key, std::vector<MarkedSpan>& out) {
    const std::optional<element> e = find(from, key);
    if (!e || e->is_null()) return true;
    array list;
    if (e->get(list) != simdjson::SUCCESS) return refuse(key, "is not a list of spans");
    for (const element& item : list) {
      array pair;
      MarkedSpan span;
      if (item.get(pair) != simdjson::SUCCESS || pair.size() != 2 ||
          pair.at(0).get(span.begin) != simdjson::SUCCESS ||
          pair.at(1).get(span.end) != simdjson::SUCCESS) {
        return refuse(key, "holds something that is not [begin, end]");
      }
      out.push_back(span);
    }
    return true;
  }

  bool read_attributions(const element& list_element, std::string_view key, FrameFields fields,
                         std::vector<MarkedAttribution>& out) {
    array list;
    if (list_element.get(list) != simdjson::SUCCESS) return refuse(key, "is not a list");
    for (const element& item : list) {
      object from;
      if (item.get(from) != simdjson::SUCCESS) return refuse(key, "holds something not an object");
      MarkedAttribution a;
      for (const MarkedRole& role : kMarkedRoles) {
        if (!read_spans(from, role.name, a.*role.spans)) return false;
      }
      for (const MarkedLinkKind& kind : kMarkedLinks) {
        if (!read_link(from, kind.name, a.*kind.link)) return false;
      }
      if (!read_id(from, "id", a.id)) return false;
      if (fields == FrameFields::kRead && !read_frame_fields(from, a)) return false;
      out.push_back(std::move(a));
    }
    return true;
  }

 private:
  bool refuse(std::string_view key, std::string_view why) {
    message_ = "\"" + std::string(key) + "\" " + std::string(why);
    return false;
  }

  bool read_id(const object& from, std::string_view key, MarkedId& out) {
    const std::optional<element> e = find(from, key);
    if (!e || e->is_null()) return true;
    int64_t number = 0;
    std::string_view text;
    if (e->get(number) == simdjson::SUCCESS) out = number;
    else if (e->get(text) == simdjson::SUCCESS) out = std::string(text);
    else return refuse(key, "is neither a string nor a whole number");
    return true;
  }

  bool read_link(const object& from, std::string_view key, MarkedLink& out) {
    out.present = find(from, key).has_value();
    return read_id(from, key, out.target);
  }

  bool read_frame_fields(const object& from, MarkedAttribution& a) {
    return read_speakers(from, a.speakers) && read_text(from, "act", a.act) &&
           read_text(from, "channel", a.channel) && read_words(from, "addressee", a.addressee) &&
           read_words(from, "when", a.when);
  }

  bool read_speakers(const object& from, std::vector<MarkedSpeaker>& out) {
    const std::optional<element> e = find(from, "speakers");
    if (!e || is_nothing(*e)) return true;
    array list;
    if (e->get(list) != simdjson::SUCCESS) return refuse("speakers", "is not a list");
    for (const element& item : list) {
      object speaker;
      if (item.get(speaker) != simdjson::SUCCESS) {
        return refuse("speakers", "holds something not an object");
      }
      MarkedSpeaker& s = out.emplace_back();
      if (!read_text(speaker, "name", s.name) || !read_text(speaker, "kind", s.kind)) return false;
    }
    return true;
  }

  // Words given as {"text": "…"} or as a string.
  bool read_words(const object& from, std::string_view key, std::string& out) {
    const std::optional<element> e = find(from, key);
    if (!e || is_nothing(*e)) return true;
    object holder;
    if (e->get(holder) == simdjson::SUCCESS) return read_text(holder, "text", out);
    return read_text(from, key, out);
  }

  std::string message_;
};

bool read_gold(LineReader& reader, const object& from, GoldDocument& out, std::string& message) {
  std::string date;
  if (!reader.require_text(from, "id", out.article.id) ||
      !reader.require_text(from, "text", out.article.text) ||
      !reader.read_text(from, "url", out.article.url) ||
      !reader.read_text(from, "title", out.article.title) ||
      !reader.read_text(from, "publisher", out.article.publisher) ||
      !reader.read_text(from, "date", date) ||
      !reader.read_text(from, "published", out.article.published) ||
      !reader.read_spans(from, "sentences", out.sentences)) {
    return false;
  }
  if (out.article.published.empty()) out.article.published = date;
  const std::optional<element> list = find(from, "attributions");
  if (!list) {
    message = "\"attributions\" is missing";
    return false;
  }
  return reader.read_attributions(*list, "attributions", FrameFields::kIgnore, out.attributions);
}

bool read_prediction(LineReader& reader, const object& from, FrameFields fields,
                     Predictions& predictions) {
  std::string id;
  if (!reader.require_text(from, "id", id)) return false;
  std::vector<MarkedAttribution> attributions;
  for (const std::string_view key : {"attributions", "statements"}) {
    const std::optional<element> list = find(from, key);
    if (!list || is_nothing(*list)) continue;
    if (!reader.read_attributions(*list, key, fields, attributions)) return false;
    break;
  }
  predictions[std::move(id)] = std::move(attributions);
  return true;
}

// Calls use(reader, object, message) for the document on each line.
template <typename Use>
std::optional<Error> for_each_document(std::string_view jsonl, const std::string& where,
                                       Use&& use) {
  if (auto error = check_utf8(jsonl, where)) return error;
  simdjson::dom::parser parser(kMaxMarkedLineBytes);
  std::optional<Error> error;
  for_each_line(jsonl, [&](std::string_view line, size_t number) {
    if (python_strip(line).empty()) return true;
    if (line.size() > kMaxMarkedLineBytes) {
      error = Error{ErrorCode::kTooLarge, "the line is too long", at_line(where, number)};
      return false;
    }
    object document;
    element root;
    simdjson::error_code status = parser.allocate(line.size(), kMaxMarkedDepth);
    if (!status) status = parser.parse(line.data(), line.size()).get(root);
    if (status) {
      error =
          Error{ErrorCode::kInvalidJson, simdjson::error_message(status), at_line(where, number)};
      return false;
    }
    std::string message = "not an object";
    LineReader reader;
    if (root.get(document) != simdjson::SUCCESS || !use(reader, document, message)) {
      if (!reader.message().empty()) message = reader.message();
      error = Error{ErrorCode::kInvalidDocument, message, at_line(where, number)};
      return false;
    }
    return true;
  });
  return error;
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> fields;
  while (true) {
    const size_t end = text.find(separator);
    fields.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return fields;
    text.remove_prefix(end + separator.size());
  }
}

std::string unless_none(std::string field) { return field == "-" ? std::string() : field; }

GoldFrame frame_of(const std::vector<std::string>& f) {
  GoldFrame frame;
  if (f[2] != "-") frame.speakers = split(f[2], " | ");
  frame.kind = f[3];
  frame.act = f[4];
  frame.addressee = unless_none(f[5]);
  frame.channel = unless_none(f[6]);
  frame.when = unless_none(f[7]);
  return frame;
}

}  // namespace

Result<std::vector<GoldDocument>> parse_gold(std::string_view jsonl, const std::string& where) {
  std::vector<GoldDocument> documents;
  const auto read = [&](LineReader& reader, const object& from, std::string& message) {
    return read_gold(reader, from, documents.emplace_back(), message);
  };
  if (auto error = for_each_document(jsonl, where, read)) return tl::unexpected(*error);
  return documents;
}

Result<Predictions> parse_predictions(std::string_view jsonl, const std::string& where,
                                      FrameFields frame_fields) {
  Predictions predictions;
  const auto read = [&](LineReader& reader, const object& from, std::string&) {
    return read_prediction(reader, from, frame_fields, predictions);
  };
  if (auto error = for_each_document(jsonl, where, read)) return tl::unexpected(*error);
  return predictions;
}

Result<GoldFrames> parse_frames(std::string_view tsv, const std::string& where) {
  if (auto error = check_utf8(tsv, where)) return tl::unexpected(*error);
  GoldFrames frames;
  std::optional<Error> error;
  for_each_line(tsv, [&](std::string_view line, size_t number) {
    const std::vector<std::string> fields = split(line, "\t");
    if (fields.size() != 8) return true;
    int64_t index = 0;
    const std::string& text = fields[1];
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (status != std::errc() || end != text.data() + text.size()) {
      error = Error{ErrorCode::kInvalidDocument, "the index \"" + text + "\" is no number",
                    at_line(where, number)};
      return false;
    }
    frames[fields[0]][index] = frame_of(fields);
    return true;
  });
  if (error) return tl::unexpected(*error);
  return frames;
}

}  // namespace quoth
