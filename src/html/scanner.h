// The tokens of a page: its tags with the attributes that matter, and its runs of text.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/limits.h"
#include "quoth/error.h"

namespace quoth {

// The attributes that anything here looks at; the others are passed over.
enum class AttributeName : uint8_t {
  kId,
  kClass,
  kRole,
  kItemprop,
  kItemtype,
  kProperty,
  kName,
  kContent,
  kHref,
  kDatetime,
  kLang,
  kRel,
  kHidden,
  kStyle,
  kAriaHidden,
  kType,
  kHttpEquiv,
  kTestId,
  kComponent,
  kTitle,
};

struct Attribute {
  AttributeName name;
  std::string_view raw;  // of the page, entities as they stand
};

struct Tag {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  uint32_t skeleton = 0;  // where it stands in the skeleton
  uint32_t page = 0;      // where it begins in the page
  uint32_t first_attribute = 0;
  uint16_t n_attributes = 0;
};

// Text between two tags, as it stands in the page.
struct Run {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t skeleton = 0;  // where it stands in the skeleton
  bool blank = false;     // nothing but ASCII white space
};

// What the tree is built from. The skeleton is HTML with the page's tags, without attributes, and
// for each run of text "~" and four digits of its number in base 64 from '0' on, or a space for
// one of white space alone: whatever the parser makes of it, where a text came from stays certain,
// and most of a page need not be parsed. Left out of it are comments, scripts, styles, <svg>,
// <noscript>, <template>, frames, tags that hold metadata, and tags nested deeper than the limit.
//
//   <p id="a">Hi &amp; <b>ho</b></p>  ->  <p>~0000<b>~0001</b></p>
struct Scan {
  std::string skeleton;
  std::vector<Tag> tags;  // the start tags of the skeleton, in order
  std::vector<Attribute> attributes;
  std::vector<Run> runs;
  std::vector<Tag> metas;                 // <meta> and <link>
  std::vector<std::string_view> json_ld;  // the texts of its scripts
  std::string_view title;                 // of the first <title>, as it stands

  std::string_view attribute(const Tag& tag, AttributeName name) const;  // raw; empty if not there
  bool has_attribute(const Tag& tag, AttributeName name) const;
};

constexpr char kRunMark = '~';
constexpr size_t kRunDigits = 4;

// Scans a page of valid UTF-8 in one pass. `page` must outlive the result. Fails with kTooLarge
// where there are more tags or runs of text than the limits allow.
Result<Scan> scan_page(std::string_view page, std::string_view where, const PageLimits& limits);

}  // namespace quoth
