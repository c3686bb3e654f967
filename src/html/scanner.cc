#include "html/scanner.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "html/ascii.h"
#include "html/open_elements.h"
#include "html/tags.h"

namespace quoth {
namespace {

constexpr std::pair<std::string_view, AttributeName> kAttributeNames[] = {
    {"id", AttributeName::kId},
    {"class", AttributeName::kClass},
    {"role", AttributeName::kRole},
    {"itemprop", AttributeName::kItemprop},
    {"itemtype", AttributeName::kItemtype},
    {"property", AttributeName::kProperty},
    {"name", AttributeName::kName},
    {"content", AttributeName::kContent},
    {"href", AttributeName::kHref},
    {"datetime", AttributeName::kDatetime},
    {"lang", AttributeName::kLang},
    {"rel", AttributeName::kRel},
    {"hidden", AttributeName::kHidden},
    {"style", AttributeName::kStyle},
    {"aria-hidden", AttributeName::kAriaHidden},
    {"type", AttributeName::kType},
    {"http-equiv", AttributeName::kHttpEquiv},
    {"data-testid", AttributeName::kTestId},
    {"data-component", AttributeName::kComponent},
    {"title", AttributeName::kTitle},
};

bool find_attribute_name(std::string_view name, AttributeName& found) {
  for (const auto& [known, value] : kAttributeNames) {
    if (equals_ascii(name, known)) {
      found = value;
      return true;
    }
  }
  return false;
}

class Scanner {
 public:
  Scanner(std::string_view page, const PageLimits& limits)
      : page_(page), limits_(limits), open_(limits.max_depth) {}

  // False where there are too many tags.
  bool run() {
    scan_.skeleton.reserve(page_.size() / 6 + 64);
    size_t pos = 0;
    while (pos < page_.size()) {
      size_t open = pos;
      do {
        open = std::min(page_.find('<', open), page_.size());
      } while (open < page_.size() && !begins_markup(open) && ++open);
      add_run(pos, open);
      if (open == page_.size()) break;
      pos = read_markup(open);
      if (n_tags_ > limits_.max_tags) return false;
    }
    return true;
  }

  Scan take() { return std::move(scan_); }

 private:
  char at(size_t pos) const { return pos < page_.size() ? page_[pos] : '\0'; }

  bool begins_markup(size_t pos) const {
    const char next = at(pos + 1);
    return is_ascii_letter(next) || next == '!' || next == '?' ||
           (next == '/' && pos + 2 < page_.size());
  }

  void add_run(size_t begin, size_t end) {
    if (begin == end) return;
    const auto text = page_.substr(begin, end - begin);
    const bool blank = std::all_of(text.begin(), text.end(), is_ascii_space);
    auto number = static_cast<uint32_t>(scan_.runs.size());
    scan_.runs.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end),
                          static_cast<uint32_t>(scan_.skeleton.size()), blank});
    if (blank) {
      scan_.skeleton += ' ';
      return;
    }
    char mark[1 + kRunDigits] = {kRunMark};
    for (size_t i = kRunDigits; i > 0; --i, number /= 64)
      mark[i] = static_cast<char>('0' + number % 64);
    // '<' would begin a tag and '&' stands below '0'; see run_of() in tree.cc.
    std::replace(mark + 1, mark + 1 + kRunDigits, '<', '!');
    scan_.skeleton.append(mark, sizeof mark);
  }

  // The byte after the comment, declaration or tag that begins at `pos`.
  size_t read_markup(size_t pos) {
    const char next = at(pos + 1);
    if (is_ascii_letter(next)) return read_start_tag(pos);
    if (next == '/' && is_ascii_letter(at(pos + 2))) return read_end_tag(pos);
    if (page_.substr(pos).starts_with("<!--")) return skip_comment(pos);
    return after(page_.find('>', pos));  // a bogus comment or a doctype
  }

  size_t after(size_t pos) const { return pos == std::string_view::npos ? page_.size() : pos + 1; }

  size_t skip_comment(size_t pos) const {
    if (at(pos + 4) == '>') return pos + 5;
    if (at(pos + 4) == '-' && at(pos + 5) == '>') return pos + 6;
    for (size_t end = pos + 4; (end = page_.find("--", end)) != std::string_view::npos; ++end) {
      if (at(end + 2) == '>') return end + 3;
      if (at(end + 2) == '!' && at(end + 3) == '>') return end + 4;
    }
    return page_.size();
  }

  size_t name_end(size_t pos) const {
    while (pos < page_.size() && !is_ascii_space(page_[pos]) && page_[pos] != '/' &&
           page_[pos] != '>')
      ++pos;
    return pos;
  }

  static GumboTag tag_of(std::string_view name) {
    return name.size() > 32 ? GUMBO_TAG_UNKNOWN
                            : gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
  }

  // Reads attributes from `pos` on, keeps those that matter, and returns the byte after the '>'.
  size_t read_attributes(size_t pos, Tag* tag) {
    while (pos < page_.size()) {
      while (is_ascii_space(at(pos)) || at(pos) == '/') ++pos;
      if (pos >= page_.size()) break;
      if (page_[pos] == '>') return pos + 1;
      const size_t begin = pos++;  // a '=' at the begin is part of the name
      while (pos < page_.size() && !is_ascii_space(page_[pos]) && page_[pos] != '/' &&
             page_[pos] != '>' && page_[pos] != '=') {
        ++pos;
      }
      const std::string_view name = page_.substr(begin, pos - begin);
      size_t equals = pos;
      while (is_ascii_space(at(equals))) ++equals;
      std::string_view value;
      if (at(equals) == '=') pos = read_value(equals + 1, value);
      if (tag != nullptr) keep(*tag, name, value);
    }
    return page_.size();
  }

  size_t read_value(size_t pos, std::string_view& value) const {
    while (is_ascii_space(at(pos))) ++pos;
    const char quote = at(pos);
    if (quote == '"' || quote == '\'') {
      const size_t end = std::min(page_.find(quote, pos + 1), page_.size());
      value = page_.substr(pos + 1, end - pos - 1);
      return std::min(end + 1, page_.size());
    }
    const size_t begin = pos;
    while (pos < page_.size() && !is_ascii_space(page_[pos]) && page_[pos] != '>') ++pos;
    value = page_.substr(begin, pos - begin);
    return pos;
  }

  void keep(Tag& tag, std::string_view name, std::string_view value) {
    AttributeName known;
    if (tag.n_attributes >= limits_.max_attributes || !find_attribute_name(name, known)) return;
    for (size_t i = tag.first_attribute; i < scan_.attributes.size(); ++i) {
      if (scan_.attributes[i].name == known) return;  // the first one counts
    }
    if (value.size() > limits_.max_attribute_bytes) value = {};
    scan_.attributes.push_back({known, value});
    ++tag.n_attributes;
  }

  size_t read_start_tag(size_t pos) {
    ++n_tags_;
    const size_t end = name_end(pos + 1);
    const std::string_view name = page_.substr(pos + 1, end - pos - 1);
    Tag tag{tag_of(name), static_cast<uint32_t>(scan_.skeleton.size()), static_cast<uint32_t>(pos),
            static_cast<uint32_t>(scan_.attributes.size()), 0};
    const size_t next = read_attributes(end, &tag);
    switch (tag.tag) {
      case GUMBO_TAG_SCRIPT: return skip_script(tag, next);
      case GUMBO_TAG_STYLE:
      case GUMBO_TAG_XMP:
      case GUMBO_TAG_IFRAME:
      case GUMBO_TAG_NOEMBED:
      case GUMBO_TAG_NOFRAMES:
      case GUMBO_TAG_TEXTAREA: return skip_element(name, next, page_.size());
      case GUMBO_TAG_TITLE: return read_title(name, next);
      case GUMBO_TAG_SVG:
      case GUMBO_TAG_NOSCRIPT:
      case GUMBO_TAG_TEMPLATE:
      case GUMBO_TAG_MATH: return skip_element(name, next, next);
      case GUMBO_TAG_META:
      case GUMBO_TAG_LINK: scan_.metas.push_back(tag); return next;
      case GUMBO_TAG_FRAMESET:
      case GUMBO_TAG_FRAME:
      case GUMBO_TAG_PLAINTEXT:
      case GUMBO_TAG_ISINDEX:
      case GUMBO_TAG_BASE:
      case GUMBO_TAG_COL:
      case GUMBO_TAG_COLGROUP: return next;
      default: break;
    }
    if (is_void_tag(tag.tag) && tag.tag != GUMBO_TAG_BR && tag.tag != GUMBO_TAG_HR) return next;
    if (!open_.start(tag.tag)) return next;
    emit(tag.tag, name, "<");
    scan_.tags.push_back(tag);
    return next;
  }

  size_t read_end_tag(size_t pos) {
    ++n_tags_;
    const size_t end = name_end(pos + 2);
    const std::string_view name = page_.substr(pos + 2, end - pos - 2);
    const size_t next = read_attributes(end, nullptr);
    const GumboTag tag = tag_of(name);
    if (tag == GUMBO_TAG_FRAMESET || tag == GUMBO_TAG_COLGROUP || tag == GUMBO_TAG_TITLE ||
        tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_NOSCRIPT || !open_.end(tag)) {
      return next;
    }
    emit(tag, name, "</");
    return next;
  }

  // A name that the parser does not know is an element like <span>, and is made one letter.
  void emit(GumboTag tag, std::string_view name, std::string_view open) {
    scan_.skeleton += open;
    if (tag == GUMBO_TAG_UNKNOWN) {
      const bool simple =
          name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
            return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == ':' || c == '_';
          });
      scan_.skeleton += simple ? name : "x";
    } else {
      scan_.skeleton += gumbo_normalized_tagname(tag);
    }
    scan_.skeleton += '>';
  }

  // Where the end tag of `name` begins, from `pos` on; npos where there is none.
  size_t find_end_tag(std::string_view name, size_t pos) const {
    for (; (pos = page_.find("</", pos)) != std::string_view::npos; pos += 2) {
      if (pos + 2 + name.size() > page_.size()) break;
      const std::string_view found = page_.substr(pos + 2, name.size());
      const char stop = at(pos + 2 + name.size());
      if (std::equal(found.begin(), found.end(), name.begin(),
                     [](char a, char b) { return ascii_lower(a) == ascii_lower(b); }) &&
          (is_ascii_space(stop) || stop == '/' || stop == '>' || stop == '\0')) {
        return pos;
      }
    }
    return std::string_view::npos;
  }

  // The byte after the element whose content begins at `pos`; `otherwise` if it has no end. That
  // it has none is kept, lest each of many such tags looks for its own.
  size_t skip_element(std::string_view name, size_t pos, size_t otherwise) {
    const GumboTag tag = tag_of(name);
    if (std::find(endless_.begin(), endless_.end(), tag) != endless_.end()) return otherwise;
    const size_t end = find_end_tag(name, pos);
    if (end == std::string_view::npos) {
      endless_.push_back(tag);
      return otherwise;
    }
    return read_attributes(end + 2 + name.size(), nullptr);
  }

  size_t skip_script(const Tag& tag, size_t pos) {
    const size_t next = skip_element("script", pos, page_.size());
    const std::string_view type = scan_.attribute(tag, AttributeName::kType);
    if (find_ascii(type, "ld+json", 0) != std::string_view::npos) {
      const size_t end = find_end_tag("script", pos);
      scan_.json_ld.push_back(page_.substr(pos, std::min(end, page_.size()) - pos));
    }
    return next;
  }

  size_t read_title(std::string_view name, size_t pos) {
    const size_t next = skip_element(name, pos, pos);
    if (scan_.title.empty() && next != pos) {
      scan_.title = page_.substr(pos, find_end_tag(name, pos) - pos);
    }
    return next;
  }

  std::string_view page_;
  const PageLimits& limits_;
  OpenElements open_;
  Scan scan_;
  uint32_t n_tags_ = 0;
  std::vector<GumboTag> endless_;
};

}  // namespace

std::string_view Scan::attribute(const Tag& tag, AttributeName name) const {
  for (size_t i = tag.first_attribute; i < size_t{tag.first_attribute} + tag.n_attributes; ++i) {
    if (attributes[i].name == name) return attributes[i].raw;
  }
  return {};
}

bool Scan::has_attribute(const Tag& tag, AttributeName name) const {
  for (size_t i = tag.first_attribute; i < size_t{tag.first_attribute} + tag.n_attributes; ++i) {
    if (attributes[i].name == name) return true;
  }
  return false;
}

Result<Scan> scan_page(std::string_view page, std::string_view where, const PageLimits& limits) {
  Scanner scanner(page, limits);
  if (!scanner.run()) {
    return fail(ErrorCode::kTooLarge,
                "more than " + std::to_string(limits.max_tags) + " tags in a page",
                std::string(where));
  }
  return scanner.take();
}

}  // namespace quoth
