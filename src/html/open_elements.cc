#include "html/open_elements.h"

#include <algorithm>

#include "html/tags.h"

namespace quoth {
namespace {

// What an end tag does not reach across (WHATWG HTML Standard, "has an element in scope").
bool is_scope(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_MARQUEE:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SELECT: return true;
    default: return false;
  }
}
bool is_paragraph_barrier(GumboTag tag) { return is_scope(tag) || tag == GUMBO_TAG_BUTTON; }
bool is_list_barrier(GumboTag tag) {
  return is_scope(tag) || (is_block_tag(tag) && tag != GUMBO_TAG_P && tag != GUMBO_TAG_DIV &&
                           tag != GUMBO_TAG_ADDRESS && tag != GUMBO_TAG_LI && tag != GUMBO_TAG_DD &&
                           tag != GUMBO_TAG_DT);
}
bool is_table_barrier(GumboTag tag) { return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_HTML; }

}  // namespace

bool OpenElements::pop_through(GumboTag tag, bool (*is_barrier)(GumboTag)) {
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i] == tag) {
      open_.resize(i);
      return true;
    }
    if (is_barrier(open_[i])) return false;
  }
  return false;
}

void OpenElements::close_implied(GumboTag tag) {
  if (closes_paragraph(tag)) pop_through(GUMBO_TAG_P, is_paragraph_barrier);
  switch (tag) {
    case GUMBO_TAG_LI: pop_through(GUMBO_TAG_LI, is_list_barrier); break;
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
      if (!pop_through(GUMBO_TAG_DD, is_list_barrier)) pop_through(GUMBO_TAG_DT, is_list_barrier);
      break;
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_OPTGROUP:
      if (!open_.empty() && open_.back() == GUMBO_TAG_OPTION) open_.pop_back();
      break;
    case GUMBO_TAG_A: {  // the parser takes the open one out, whatever stands inside
      const auto it = std::find(open_.rbegin(), open_.rend(), GUMBO_TAG_A);
      if (it != open_.rend()) open_.erase(std::next(it).base());
      break;
    }
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      if (!pop_through(GUMBO_TAG_TD, is_table_barrier)) pop_through(GUMBO_TAG_TH, is_table_barrier);
      break;
    case GUMBO_TAG_TR: pop_through(GUMBO_TAG_TR, is_table_barrier); break;
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      for (const GumboTag open : {GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT}) {
        if (pop_through(open, is_table_barrier)) break;
      }
      break;
    default: break;
  }
}

bool OpenElements::start(GumboTag tag) {
  if (is_void_tag(tag)) return true;
  close_implied(tag);
  if (open_.size() >= max_depth_) {
    ++refused_[tag];
    return false;
  }
  open_.push_back(tag);
  return true;
}

bool OpenElements::end(GumboTag tag) {
  if (const auto it = refused_.find(tag); it != refused_.end() && it->second > 0) {
    --it->second;
    return false;
  }
  if (is_formatting_tag(tag)) {  // the adoption agency: blocks inside stay open
    const auto it = std::find(open_.rbegin(), open_.rend(), tag);
    if (it != open_.rend()) open_.erase(std::next(it).base());
    return true;
  }
  pop_through(tag, is_scope(tag) ? is_table_barrier : is_scope);
  return true;
}

}  // namespace quoth
