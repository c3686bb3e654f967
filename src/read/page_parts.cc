#include "read/page_parts.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "html/ascii.h"
#include "html/entities.h"

namespace quoth {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f";

// True if the markup begins as a whole page does.
bool is_page(std::string_view markup) {
  markup = trim_ascii(markup);
  return starts_with_ascii(markup, "<!doctype") || starts_with_ascii(markup, "<html");
}

// Character references resolved, of which only those that end in a semicolon are taken for such; a
// no-break space becomes a space, and a soft hyphen nothing.
std::string resolved(std::string_view text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const auto reference =
        text[pos] == '&' ? read_reference(text, pos, /*attribute=*/false) : CharacterReference{};
    if (reference.size == 0 || text[pos + reference.size - 1] != ';') {
      out += text[pos++];
      continue;
    }
    for (const char32_t c : reference.value) {
      if (c == 0xA0) out += ' ';
      else if (c != 0 && c != 0xAD) append_utf8(out, c);
    }
    pos += reference.size;
  }
  return out;
}

std::string without_tags(std::string_view text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const bool opens =
        text[pos] == '<' && pos + 1 < text.size() &&
        (is_ascii_letter(text[pos + 1]) || text[pos + 1] == '/' || text[pos + 1] == '!');
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
  Page page{known.id,
            "",
            "utf-8",
            known.url,
            known.published,
            known.title,
            known.publisher,
            known.section,
            known.author,
            known.language,
            true};
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
