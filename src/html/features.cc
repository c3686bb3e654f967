#include "html/features.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>

#include "html/ascii.h"
#include "html/tags.h"

namespace quoth {
namespace {

// Counts over the characters of a block.
struct Shape {
  float bytes = 0, words = 0, ends = 0, commas = 0, digits = 0, capitals = 0, bars = 0, quotes = 0;
  bool ends_sentence = false, begins_capital = false;
  uint32_t groups = 0;
};

Shape shape_of(std::string_view text) {
  Shape s;
  s.bytes = static_cast<float>(text.size());
  s.words = 1;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool before_space = i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '"';
    switch (c) {
      case ' ': ++s.words; break;
      case '.':
      case '!':
      case '?': s.ends += before_space; break;
      case ',':
      case ';':
      case ':': ++s.commas; break;
      case '|': ++s.bars; break;
      case '"': ++s.quotes; break;
      case '\xE2': s.quotes += i + 1 < text.size() && text[i + 1] == '\x80'; break;
      case '\xE3': s.ends += text.substr(i).starts_with("\u3002"); break;
      default: s.digits += is_ascii_digit(c); s.capitals += c >= 'A' && c <= 'Z';
    }
  }
  const std::string_view tail = text.substr(text.size() - std::min<size_t>(text.size(), 8));
  s.ends_sentence = tail.find_last_of(".!?:") != std::string_view::npos ||
                    tail.find("\u2026") != std::string_view::npos ||
                    tail.find("\u3002") != std::string_view::npos;
  s.begins_capital = !is_ascii_letter(text[0]) || (text[0] >= 'A' && text[0] <= 'Z');
  if (text.size() <= 240) s.groups = text_groups(text);
  return s;
}

// Sums over the blocks inside an element, or over those whose element has the same name and class.
struct Sum {
  float bytes = 0, link_bytes = 0, blocks = 0, paragraph_bytes = 0, ends = 0;
  double score = 0;  // of an element as the one that holds the article

  void add(const Block& b, const Shape& s) {
    bytes += s.bytes;
    link_bytes += static_cast<float>(b.link_bytes);
    blocks += 1;
    ends += s.ends;
    if (s.bytes > 80 && static_cast<float>(b.link_bytes) < s.bytes * 0.4F)
      paragraph_bytes += s.bytes;
  }
  float link_share() const { return bytes > 0 ? link_bytes / bytes : 0; }
};

float log1(float x) { return std::log2(1 + x); }
float ratio(float a, float b) { return b > 0 ? a / b : 0; }

class Extractor {
 public:
  Extractor(const PageBlocks& page, const Scan& scan, const std::vector<Node>& nodes,
            std::string_view title)
      : page_(page), scan_(scan), nodes_(nodes), title_(title) {}

  BlockFeatures run() {
    sum_up();
    BlockFeatures out;
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      const size_t before = out.values.size();
      add_block(i, out.values);
      out.n_features = out.values.size() - before;
    }
    return out;
  }

  // With a name for each value instead, for the one block of an example.
  std::vector<std::string>* names = nullptr;

 private:
  std::string_view text_of(const Block& b) const {
    return std::string_view(page_.text.text()).substr(b.begin, b.end - b.begin);
  }

  void sum_up() {
    sums_.resize(nodes_.size());
    for (const Block& b : page_.blocks) {
      shapes_.push_back(shape_of(text_of(b)));
      const Shape& s = shapes_.back();
      total_.add(b, s);
      likeness_.push_back(&likes_[signature(b.node)]);
      likeness_.back()->add(b, s);
      for (uint32_t node = b.node;; node = nodes_[node].parent) {
        sums_[node].add(b, s);
        if (nodes_[node].parent == node) break;
      }
      add_score(b, s);
    }
    choose_body();
    find_heading();
  }

  // An element's score as in Arc90's Readability: what a paragraph is worth goes to its parent and,
  // divided, further up.
  void add_score(const Block& b, const Shape& s) {
    if (s.bytes < 60 || ratio(static_cast<float>(b.link_bytes), s.bytes) > 0.5F) return;
    double worth = 1 + s.commas + s.ends + std::min(s.bytes / 100, 4.0F);
    if (b.inside & (bit(Inside::kNavigation) | bit(Inside::kAside) | bit(Inside::kFooter)))
      worth /= 4;
    if (b.any & (bit(MarkupGroup::kComment) | bit(MarkupGroup::kSidebar))) worth /= 3;
    uint32_t node =
        b.broken || nodes_[b.node].tag == GUMBO_TAG_DIV ? b.node : nodes_[b.node].parent;
    for (int level = 0; level < 4; ++level) {
      sums_[node].score += worth;
      worth *= level == 0 ? 0.6 : 0.5;
      if (nodes_[node].parent == node) break;
      node = nodes_[node].parent;
    }
  }

  void choose_body() {
    double best = 0;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      const double score = sums_[i].score * (1 - sums_[i].link_share());
      if (score > best) {
        best = score;
        body_ = i;
      }
    }
    body_up_ = nodes_[body_].parent;
  }

  void find_heading() {
    size_t best_size = 0;
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& b = page_.blocks[i];
      const std::string_view text = text_of(b);
      const bool titled = text.size() > 8 && title_.find(text) != std::string_view::npos;
      const size_t weight = (titled ? text.size() * 4 : 0) + (b.heading == 1   ? 20
                                                              : b.heading == 2 ? 5
                                                                               : 0);
      if (weight > best_size && (b.link_bytes == 0 || titled)) {
        best_size = weight;
        heading_ = i;
      }
    }
    has_heading_ = best_size > 0;
  }

  size_t signature(uint32_t node) const {
    size_t hash = 17;
    for (int level = 0; level < 2; ++level) {
      const Node& n = nodes_[node];
      hash = hash * 31 + static_cast<size_t>(n.tag);
      if (n.index != kImplied) {
        hash = hash * 31 +
               std::hash<std::string_view>()(
                   scan_.attribute(scan_.tags[n.index], AttributeName::kClass).substr(0, 256));
      }
      node = n.parent;
    }
    return hash;
  }

  bool within(uint32_t inner, uint32_t outer) const {
    return inner >= outer && inner < nodes_[outer].end;
  }

  void put(std::vector<float>& row, const char* name, float value) {
    row.push_back(value);
    if (names != nullptr) names->push_back(name);
  }

  void add_block(size_t i, std::vector<float>& row) {
    add_text(i, row);
    add_place(i, row);
    add_markup(i, row);
    add_containers(i, row);
    for (const int step : {-2, -1, 1, 2}) add_neighbour(i, step, row);
  }

  void add_text(size_t i, std::vector<float>& row) {
    const Block& b = page_.blocks[i];
    const Shape& s = shapes_[i];
    put(row, "log_bytes", log1(s.bytes));
    put(row, "log_words", log1(s.words));
    put(row, "link_share", ratio(static_cast<float>(b.link_bytes), s.bytes));
    put(row, "links", static_cast<float>(b.n_links));
    put(row, "bold_share", ratio(static_cast<float>(b.bold_bytes), s.bytes));
    put(row, "sentence_ends", log1(s.ends));
    put(row, "commas", ratio(s.commas, s.words));
    put(row, "digits", ratio(s.digits, s.bytes));
    put(row, "capitals", ratio(s.capitals, s.words));
    put(row, "word_bytes", ratio(s.bytes, s.words));
    put(row, "bars", s.bars);
    put(row, "quotes", s.quotes);
    put(row, "ends_sentence", s.ends_sentence);
    put(row, "begins_capital", s.begins_capital);
    for (size_t g = 0; g < kTextGroups; ++g) put(row, "text_group", s.groups >> g & 1);
    put(row, "text_groups", static_cast<float>(__builtin_popcount(s.groups)));
  }

  void add_place(size_t i, std::vector<float>& row) {
    const Block& b = page_.blocks[i];
    const auto n = static_cast<float>(page_.blocks.size());
    put(row, "heading", b.heading);
    put(row, "depth", static_cast<float>(nodes_[b.node].depth));
    put(row, "broken", b.broken);
    const GumboTag tag = nodes_[b.node].tag;
    put(row, "is_p", tag == GUMBO_TAG_P);
    put(row, "is_li", tag == GUMBO_TAG_LI);
    put(row, "is_div", tag == GUMBO_TAG_DIV);
    put(row, "is_cell", tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH);
    put(row, "is_quote", tag == GUMBO_TAG_BLOCKQUOTE);
    put(row, "at_block", static_cast<float>(i) / n);
    put(row, "at_text", ratio(static_cast<float>(b.begin), static_cast<float>(page_.text.size())));
    const auto distance = static_cast<float>(i) - static_cast<float>(heading_);
    put(row, "after_heading",
        has_heading_ ? std::copysign(log1(std::fabs(distance)), distance) : -20);
    put(row, "is_title", has_heading_ && i == heading_);
    const std::string_view text = text_of(b);
    put(row, "in_title", text.size() > 3 && title_.find(text) != std::string_view::npos);
    for (size_t p = 0; p < static_cast<size_t>(Inside::kCount); ++p)
      put(row, "inside", b.inside >> p & 1);
  }

  void add_markup(size_t i, std::vector<float>& row) {
    const Block& b = page_.blocks[i];
    for (size_t g = 0; g < kMarkupGroups; ++g) {  // 3: its own, 2: near, 1: somewhere above
      const uint32_t mask = 1u << g;
      put(row, "group", b.own & mask ? 3 : b.parent & mask ? 2 : b.any & mask ? 1 : 0);
    }
  }

  void add_containers(size_t i, std::vector<float>& row) {
    const Block& b = page_.blocks[i];
    uint32_t node = b.node;
    for (int level = 0; level < 4; ++level) {
      const Sum& sum = sums_[node];
      put(row, "up_bytes", log1(sum.bytes));
      put(row, "up_links", sum.link_share());
      put(row, "up_paragraphs", ratio(sum.paragraph_bytes, total_.paragraph_bytes));
      put(row, "up_mean", log1(ratio(sum.bytes, sum.blocks)));
      node = nodes_[node].parent;
    }
    const Sum& like = *likeness_[i];
    put(row, "like_blocks", log1(like.blocks));
    put(row, "like_mean", log1(ratio(like.bytes, like.blocks)));
    put(row, "like_links", like.link_share());
    put(row, "like_ends", ratio(like.ends, like.blocks));
    put(row, "like_share", ratio(like.bytes, total_.bytes));
    put(row, "in_body", within(b.node, body_));
    put(row, "in_body_up", within(b.node, body_up_));
    put(row, "below_body",
        static_cast<float>(nodes_[b.node].depth) - static_cast<float>(nodes_[body_].depth));
    put(row, "body_share", ratio(sums_[body_].bytes, total_.bytes));
    put(row, "after_body", nodes_[body_].end <= b.node);
    put(row, "page_bytes", log1(total_.bytes));
    put(row, "page_links", total_.link_share());
    put(row, "page_paragraphs", ratio(total_.paragraph_bytes, total_.bytes));
  }

  void add_neighbour(size_t i, int step, std::vector<float>& row) {
    const auto at = static_cast<std::ptrdiff_t>(i) + step;
    const bool there = at >= 0 && at < static_cast<std::ptrdiff_t>(page_.blocks.size());
    const Block* b = there ? &page_.blocks[static_cast<size_t>(at)] : nullptr;
    const Shape* s = there ? &shapes_[static_cast<size_t>(at)] : nullptr;
    put(row, "next_bytes", there ? log1(s->bytes) : -1);
    put(row, "next_links", there ? ratio(static_cast<float>(b->link_bytes), s->bytes) : -1);
    put(row, "next_ends", there ? s->ends : -1);
    put(row, "next_heading", there ? b->heading : -1);
    put(row, "next_alike", there && likeness_[i] == likeness_[static_cast<size_t>(at)]);
    put(row, "next_sibling",
        there && nodes_[b->node].parent == nodes_[page_.blocks[i].node].parent);
    put(row, "next_groups", there ? static_cast<float>(__builtin_popcount(s->groups)) : -1);
  }

  const PageBlocks& page_;
  const Scan& scan_;
  const std::vector<Node>& nodes_;
  std::string_view title_;
  std::vector<Shape> shapes_;
  std::vector<Sum> sums_;  // by node
  std::unordered_map<size_t, Sum> likes_;
  std::vector<Sum*> likeness_;  // by block
  Sum total_;
  uint32_t body_ = 0, body_up_ = 0;
  size_t heading_ = 0;
  bool has_heading_ = false;
};

}  // namespace

BlockFeatures block_features(const PageBlocks& page, const Scan& scan,
                             const std::vector<Node>& nodes, std::string_view title) {
  return Extractor(page, scan, nodes, title).run();
}

std::vector<std::string> block_feature_names() {
  const Scan scan;
  const std::vector<Node> nodes{{GUMBO_TAG_HTML, 0, 1, 0, kImplied}};
  constexpr std::string_view kPage = "a";
  PageBlocks page{PageText(kPage), {Block{0, 1}}};
  page.text.append(0, 1);
  std::vector<std::string> names;
  Extractor extractor(page, scan, nodes, "");
  extractor.names = &names;
  extractor.run();
  return names;
}

}  // namespace quoth
