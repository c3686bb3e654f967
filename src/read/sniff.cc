#include "read/sniff.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "read/json_lines.h"

namespace quoth {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
// How far into the input a doctype may stand behind stray text, say a warning of the web server.
constexpr size_t kStrayBytes = 1024;

std::string_view skip_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// `word` is in lower case.
bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(),
                    [](char expected, char c) { return expected == lower(c); });
}

// True if `text` begins with a start tag of one of the elements.
bool starts_with_tag(std::string_view text, std::initializer_list<std::string_view> elements) {
  if (!text.starts_with('<')) return false;
  text.remove_prefix(1);
  return std::any_of(elements.begin(), elements.end(), [&](std::string_view element) {
    if (!starts_with_word(text, element)) return false;
    const std::string_view rest = text.substr(element.size());
    return rest.empty() || rest[0] == '>' || rest[0] == '/' ||
           kBlanks.find(rest[0]) != kBlanks.npos;
  });
}

// The text behind `end`, nothing if that is not there.
std::string_view behind(std::string_view text, std::string_view end) {
  const size_t at = text.find(end);
  return at == text.npos ? std::string_view() : text.substr(at + end.size());
}

// Passes over blanks, comments, processing instructions and the XML declaration.
std::string_view skip_prolog(std::string_view text) {
  while (true) {
    text = skip_blanks(text);
    if (text.starts_with("<!--")) {
      text = behind(text.substr(4), "-->");
    } else if (text.starts_with("<?")) {
      text = behind(text.substr(2), "?>");
    } else {
      return text;
    }
  }
}

// The root element of a document type declaration: "html" of "<!DOCTYPE html PUBLIC …".
bool declares(std::string_view text, std::string_view root) {
  constexpr std::string_view kDeclaration = "<!doctype";
  return starts_with_word(text, kDeclaration) &&
         starts_with_word(skip_blanks(text.substr(kDeclaration.size())), root);
}

bool has_html_at_a_line(std::string_view text) {
  text = text.substr(0, kStrayBytes);
  while (!text.empty()) {
    text = skip_blanks(text);
    if (declares(text, "html") || starts_with_tag(text, {"html"})) return true;
    text = behind(text, "\n");
  }
  return false;
}

InputFormat sniff_markup(std::string_view text) {
  text = skip_prolog(text);
  if (starts_with_tag(text, {"rss", "feed", "rdf:rdf"}) || declares(text, "rss")) {
    return InputFormat::kFeed;
  }
  if (starts_with_tag(text, {"html", "head", "body", "meta", "title", "base", "link", "script",
                             "style", "div", "p", "h1", "article", "main", "table"})) {
    return InputFormat::kHtml;
  }
  return has_html_at_a_line(text) ? InputFormat::kHtml : InputFormat::kText;
}

// The characters below U+0100 of UTF-16 or UTF-32, a byte each; others come out as some bytes.
std::string narrowed(std::string_view wide) {
  std::string narrow;
  for (const char c : wide.substr(0, kSniffBytes)) {
    if (c != '\0' && c != '\xFF' && c != '\xFE') narrow += c;
  }
  return narrow;
}

InputFormat sniff_json(std::string_view text, bool whole) {
  const size_t end = text.find('\n');
  if (looks_like_json_lines(text.substr(0, end), whole || end != text.npos)) {
    return InputFormat::kJsonLines;
  }
  const std::string_view inner = skip_blanks(text.substr(1));
  const bool opens = text[0] == '{' ? inner.starts_with('"') : inner.starts_with('{');
  return opens ? InputFormat::kJsonDocument : InputFormat::kText;
}

}  // namespace

std::string_view name(InputFormat format) {
  switch (format) {
    case InputFormat::kText: return "text";
    case InputFormat::kJsonLines: return "json_lines";
    case InputFormat::kJsonDocument: return "json_document";
    case InputFormat::kHtml: return "html";
    case InputFormat::kFeed: return "feed";
    case InputFormat::kWarc: return "warc";
  }
  return "";
}

bool has_wide_mark(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") ||
         head.starts_with(std::string_view("\0\0\xFE\xFF", 4));
}

InputFormat sniff(std::string_view head, bool whole) {
  if (has_wide_mark(head)) return sniff_markup(narrowed(head));
  if (head.starts_with(kUtf8Mark)) head.remove_prefix(kUtf8Mark.size());
  const std::string_view text = skip_blanks(head);
  if (text.starts_with("WARC/0.") || text.starts_with("WARC/1.") ||
      text.starts_with("filedesc://")) {
    return InputFormat::kWarc;
  }
  if (text.starts_with('{') || text.starts_with('[')) return sniff_json(text, whole);
  return sniff_markup(text.substr(0, kSniffBytes));
}

}  // namespace quoth
