#include "read/page_parts.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/utf8.h"

namespace quoth {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f";

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// True if the markup begins as a whole page does.
bool is_page(std::string_view markup) {
  markup.remove_prefix(std::min(markup.find_first_not_of(kBlanks), markup.size()));
  std::string begin(markup.substr(0, 9));
  for (char& c : begin) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return begin == "<!doctype" || begin.starts_with("<html");
}

// "&#8217;", "&#x2019;", "&rsquo;" at the front of `text`: the character, and how long it was.
struct Resolved {
  std::string character;
  size_t size = 0;
};

constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
    {"nbsp", " "},   {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"},  {"rdquo", "”"},  {"laquo", "«"},  {"raquo", "»"},  {"hellip", "…"},
    {"euro", "€"},   {"pound", "£"},  {"eacute", "é"}, {"egrave", "è"}, {"aacute", "á"},
    {"agrave", "à"}, {"iacute", "í"}, {"oacute", "ó"}, {"uacute", "ú"}, {"ntilde", "ñ"},
    {"ccedil", "ç"}, {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"szlig", "ß"},
    {"Auml", "Ä"},   {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"Eacute", "É"}, {"shy", ""},
    {"aring", "å"},  {"oslash", "ø"}, {"aelig", "æ"},  {"copy", "©"},   {"reg", "®"},
    {"trade", "™"},  {"deg", "°"},    {"cent", "¢"},   {"sect", "§"},   {"bull", "•"}};

std::string numbered_character(std::string_view digits) {
  const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
  if (is_hex) digits.remove_prefix(1);
  uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
  const bool is_valid = error == std::errc() && end == digits.data() + digits.size() &&
                        value >= 0x20 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  std::string out;
  append_utf8(out, is_valid ? value : 0xFFFD);
  return out;
}

std::optional<Resolved> resolve(std::string_view text) {
  constexpr size_t kMaxEntityBytes = 12;
  const size_t end = text.substr(0, kMaxEntityBytes).find(';');
  if (end == text.npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  if (name[0] == '#') {
    return name.size() < 2 ? std::nullopt
                           : std::optional(Resolved{numbered_character(name.substr(1)), end + 1});
  }
  for (const auto& [key, character] : kNames) {
    if (name == key) return Resolved{std::string(character), end + 1};
  }
  return std::nullopt;
}

std::string resolved(std::string_view text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const auto entity = text[pos] == '&' ? resolve(text.substr(pos)) : std::nullopt;
    if (entity) {
      out += entity->character;
    } else {
      out += text[pos];
    }
    pos += entity ? entity->size : 1;
  }
  return out;
}

std::string without_tags(std::string_view text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const bool opens = text[pos] == '<' && pos + 1 < text.size() &&
                       (is_letter(text[pos + 1]) || text[pos + 1] == '/' || text[pos + 1] == '!');
    const size_t end = opens ? text.find('>', pos) : text.npos;
    if (end == text.npos) {
      out += text[pos++];
    } else {
      pos = end + 1;
    }
  }
  return out;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (kBlanks.find(c) == kBlanks.npos) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

Page make_page(std::string_view markup, const Article& known) {
  Page page{known.id,        "",           "utf-8",        known.url, known.published, known.title,
            known.publisher, known.author, known.language, true};
  if (is_page(markup)) {
    page.bytes = markup;
    return page;
  }
  std::string& out = page.bytes;
  out = "<!DOCTYPE html><html";
  if (!known.language.empty()) out += " lang=\"" + escape_markup(known.language) + '"';
  out += "><head><meta charset=\"utf-8\">";
  if (!known.title.empty()) out += "<title>" + escape_markup(known.title) + "</title>";
  out += "</head><body><article>";
  out += markup;
  out += "</article></body></html>";
  return page;
}

// Resolved twice: feeds escape the markup of their titles, and often what was escaped already.
std::string plain_line(std::string_view markup) {
  return folded(resolved(resolved(without_tags(markup))));
}

}  // namespace quoth
