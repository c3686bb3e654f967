#include "html/blocks.h"

#include <algorithm>
#include <string_view>

#include "html/ascii.h"
#include "html/tags.h"

namespace quoth {
namespace {

uint32_t inside_of_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ARTICLE: return bit(Inside::kArticle);
    case GUMBO_TAG_MAIN: return bit(Inside::kMain);
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU: return bit(Inside::kNavigation);
    case GUMBO_TAG_ASIDE: return bit(Inside::kAside);
    case GUMBO_TAG_FOOTER: return bit(Inside::kFooter);
    case GUMBO_TAG_HEADER: return bit(Inside::kHeader);
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LABEL: return bit(Inside::kForm);
    case GUMBO_TAG_TABLE: return bit(Inside::kTable);
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI: return bit(Inside::kList);
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION: return bit(Inside::kFigure);
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_Q: return bit(Inside::kQuote);
    case GUMBO_TAG_SECTION: return bit(Inside::kSection);
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_CODE: return bit(Inside::kPreformatted);
    case GUMBO_TAG_DL: return bit(Inside::kDefinitions);
    case GUMBO_TAG_ADDRESS: return bit(Inside::kAddress);
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY: return bit(Inside::kDetails);
    case GUMBO_TAG_TIME: return bit(Inside::kTime);
    default: return 0;
  }
}

bool hides(std::string_view style) {
  const size_t display = find_ascii(style, "display", 0);
  if (display == std::string_view::npos) return false;
  const size_t none = find_ascii(style, "none", display);
  return none != std::string_view::npos && none < display + 12;
}

uint32_t inside_of_role(std::string_view role) {
  if (equals_ascii(role, "main")) return bit(Inside::kMain);
  if (equals_ascii(role, "article")) return bit(Inside::kArticle);
  if (equals_ascii(role, "navigation")) return bit(Inside::kNavigation);
  if (equals_ascii(role, "complementary")) return bit(Inside::kAside);
  if (equals_ascii(role, "contentinfo")) return bit(Inside::kFooter);
  if (equals_ascii(role, "banner")) return bit(Inside::kHeader);
  return 0;
}

uint32_t inside_of_itemprop(std::string_view itemprop) {
  for (const std::string_view body : {"articlebody", "reviewbody", "recipeinstructions"}) {
    if (find_ascii(itemprop, body, 0) != std::string_view::npos) return bit(Inside::kArticleBody);
  }
  return equals_ascii(itemprop, "comment") ? bit(Inside::kComment) : 0;
}

class Cutter {
 public:
  Cutter(std::string_view page, const Scan& scan, const std::vector<Node>& nodes)
      : page_(page), scan_(scan), nodes_(nodes), out_{PageText(page), {}} {}

  PageBlocks run() {
    for (uint32_t i = 0; i < nodes_.size();) {
      while (!frames_.empty() && nodes_[frames_.back().node].end <= i) leave();
      const Node& node = nodes_[i];
      if (node.tag == kTextNode) {
        add_text(scan_.runs[node.index]);
        ++i;
      } else if (is_skipped_tag(node.tag)) {
        if (is_block_tag(node.tag)) flush(false);
        i = node.end;
      } else {
        enter(i++);
      }
    }
    while (!frames_.empty()) leave();
    return std::move(out_);
  }

 private:
  struct Frame {
    uint32_t node;
    bool block;
    bool known = false;  // whether what follows is computed
    uint32_t groups = 0, parent = 0, any = 0, inside = 0;
  };

  void enter(uint32_t index) {
    const Node& node = nodes_[index];
    if (node.tag == GUMBO_TAG_BR) return add_br();
    const bool block = is_block_tag(node.tag);
    if (block) flush(false);
    if (node.tag == GUMBO_TAG_HR) return;
    frames_.push_back({index, block});
    links_ += is_link(node);
    bold_ += is_bold(node.tag);
    if (is_link(node)) ++n_links_;
  }

  void leave() {
    const Node& node = nodes_[frames_.back().node];
    if (frames_.back().block) flush(false);
    links_ -= is_link(node);
    bold_ -= is_bold(node.tag);
    frames_.pop_back();
  }

  bool is_link(const Node& node) const {
    return node.tag == GUMBO_TAG_A && node.index != kImplied &&
           scan_.has_attribute(scan_.tags[node.index], AttributeName::kHref);
  }
  static bool is_bold(GumboTag tag) { return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG; }

  void add_br() {
    if (had_br_ || ends_sentence()) return flush(true);
    had_br_ = true;
    out_.text.append_break();
  }

  // True if the block so far ends as sentences do, quotation marks and brackets aside.
  bool ends_sentence() const {
    std::string_view text = std::string_view(out_.text.text()).substr(begin_);
    while (!text.empty()) {
      const char c = text.back();
      if (c == '.' || c == '!' || c == '?' || c == ':') return true;
      if (text.ends_with("\u2026")) return true;
      if (c == '"' || c == '\'' || c == ')' || c == ' ') {
        text.remove_suffix(1);
        continue;
      }
      bool closing = false;
      for (const std::string_view mark :
           {"\u201D", "\u201C", "\u2019", "\u00BB", "\u00AB", "\u203A"}) {
        if (!text.ends_with(mark)) continue;
        text.remove_suffix(mark.size());
        closing = true;
        break;
      }
      if (!closing) return false;
    }
    return false;
  }

  void add_text(const Run& run) {
    if (!run.blank) had_br_ = false;
    const bool preformatted = !run.blank && in_pre();
    uint32_t begin = run.begin;
    while (preformatted) {  // a blank line ends a block
      const std::string_view text = page_.substr(begin, run.end - begin);
      const size_t line = std::min(text.find("\n\n"), text.find("\n\r\n"));
      if (line == std::string_view::npos) break;
      append(begin, begin + static_cast<uint32_t>(line));
      flush(true);
      begin += static_cast<uint32_t>(line) + 2;
    }
    append(begin, run.end);
  }

  bool in_pre() const {
    for (auto it = frames_.rbegin(); it != frames_.rend(); ++it) {
      if (it->block) return nodes_[it->node].tag == GUMBO_TAG_PRE;
    }
    return false;
  }

  void append(uint32_t begin, uint32_t end) {
    const uint32_t before = out_.text.size();
    out_.text.append(begin, end);
    const uint32_t added = out_.text.size() - before;
    if (links_ > 0) link_bytes_ += added;
    if (bold_ > 0) bold_bytes_ += added;
    if (added > 0 && !frames_.empty() && !frames_.back().block)
      inline_groups_ |= groups_of_inline();
  }

  // Of the inline elements around the text, up to the block-level one.
  uint32_t groups_of_inline() {
    uint32_t groups = 0;
    for (auto it = frames_.rbegin(); it != frames_.rend() && !it->block; ++it) {
      groups |= groups_of(nodes_[it->node]);
    }
    return groups;
  }

  uint32_t groups_of(const Node& node) {
    if (node.index == kImplied || node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY)
      return 0;
    const Tag& tag = scan_.tags[node.index];
    uint32_t groups = 0;
    for (size_t i = tag.first_attribute; i < size_t{tag.first_attribute} + tag.n_attributes; ++i) {
      const Attribute& attribute = scan_.attributes[i];
      switch (attribute.name) {
        case AttributeName::kId:
        case AttributeName::kClass:
        case AttributeName::kRole:
        case AttributeName::kItemprop:
        case AttributeName::kTestId:
        case AttributeName::kComponent:
        case AttributeName::kRel: groups |= names_.of(attribute.raw); break;
        default: break;
      }
    }
    return groups;
  }

  uint32_t inside_of(const Node& node) const {
    uint32_t inside = inside_of_tag(node.tag);
    if (node.index == kImplied) return inside;
    const Tag& tag = scan_.tags[node.index];
    if (tag.n_attributes == 0) return inside;
    inside |= inside_of_role(scan_.attribute(tag, AttributeName::kRole));
    inside |= inside_of_itemprop(scan_.attribute(tag, AttributeName::kItemprop));
    if (scan_.has_attribute(tag, AttributeName::kHidden) ||
        equals_ascii(scan_.attribute(tag, AttributeName::kAriaHidden), "true") ||
        hides(scan_.attribute(tag, AttributeName::kStyle))) {
      inside |= bit(Inside::kNotShown);
    }
    return inside;
  }

  // Completes the frames from the outermost unknown one on; elements without text are never asked.
  void complete_frames() {
    size_t first = frames_.size();
    while (first > 0 && !frames_[first - 1].known) --first;
    for (size_t i = first; i < frames_.size(); ++i) {
      Frame& f = frames_[i];
      const Node& node = nodes_[f.node];
      f.known = true;
      f.groups = groups_of(node);
      f.inside = inside_of(node);
      f.any = f.groups;
      if (i == 0) continue;
      const Frame& up = frames_[i - 1];
      f.inside |= up.inside;
      f.any |= up.any;
      f.parent = up.groups | (i > 1 ? frames_[i - 2].groups : 0);
    }
  }

  static uint8_t heading_level(GumboTag tag) {
    return is_heading_tag(tag) ? static_cast<uint8_t>(tag - GUMBO_TAG_H1 + 1) : uint8_t{0};
  }

  void flush(bool by_break) {
    const uint32_t end = out_.text.size();
    if (end > begin_) add_block(end);
    begin_ = end;
    if (end > last_end_ || !by_break) broken_ = by_break;
    last_end_ = end;
    link_bytes_ = bold_bytes_ = n_links_ = inline_groups_ = 0;
    had_br_ = false;
    out_.text.begin_block();
  }

  void add_block(uint32_t end) {
    complete_frames();
    Block b;
    b.begin = begin_;
    b.end = end;
    b.link_bytes = link_bytes_;
    b.bold_bytes = bold_bytes_;
    b.n_links = n_links_;
    b.broken = broken_;
    auto frame =
        std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& f) { return f.block; });
    if (frame != frames_.rend()) {
      b.node = frame->node;
      b.own = frame->groups | inline_groups_;
      b.parent = frame->parent;
      b.any = frame->any | inline_groups_;
      b.inside = frame->inside;
    }
    for (const Frame& f : frames_) {
      if (const uint8_t level = heading_level(nodes_[f.node].tag); level != 0) b.heading = level;
    }
    out_.blocks.push_back(b);
  }

  std::string_view page_;
  const Scan& scan_;
  const std::vector<Node>& nodes_;
  PageBlocks out_;
  MarkupGroups names_;
  std::vector<Frame> frames_;
  uint32_t links_ = 0, bold_ = 0;  // open elements
  uint32_t begin_ = 0, last_end_ = 0;
  uint32_t link_bytes_ = 0, bold_bytes_ = 0, n_links_ = 0, inline_groups_ = 0;
  bool had_br_ = false, broken_ = false;
};

}  // namespace

PageBlocks cut_blocks(std::string_view page, const Scan& scan, const std::vector<Node>& nodes) {
  return Cutter(page, scan, nodes).run();
}

}  // namespace quoth
