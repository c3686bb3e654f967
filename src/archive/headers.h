// Header fields as HTTP, WARC and mail write them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quoth {

// The bytes of a header up to and with the blank line that ends it, lines ending in CRLF or LF;
// nothing if that line is not there. The search begins at `from`, before which it is known not to
// be.
std::optional<size_t> header_size(std::string_view bytes, size_t from = 0);

// Yields the fields of a header one after the other: "Name: value" lines, with the lines that
// continue them (those that begin with a blank) joined by one space. Lines without a colon are
// passed over. Constant memory but for the value at hand.
class HeaderFields {
 public:
  explicit HeaderFields(std::string_view lines) : rest_(lines) {}

  // False at the end.
  bool next();

  std::string_view name() const { return name_; }      // any case
  const std::string& value() const { return value_; }  // without blanks at its ends

 private:
  std::string_view next_line();

  std::string_view rest_;
  std::string_view name_;
  std::string value_;
};

// A media type in lower case and its charset parameter: "text/html; Charset=\"UTF-8\"" is
// {"text/html", "UTF-8"}.
struct MediaType {
  std::string type;
  std::string charset;

  friend bool operator==(const MediaType&, const MediaType&) = default;
};

MediaType parse_media_type(std::string_view value);

}  // namespace quoth
