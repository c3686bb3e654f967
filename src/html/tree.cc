#include "html/tree.h"

#include <algorithm>
#include <string_view>

#include "html/arena.h"

namespace quoth {
namespace {

// The number that add_run() of scanner.cc wrote after a mark.
uint32_t run_of(const char* digits) {
  uint32_t number = 0;
  for (size_t i = 0; i < kRunDigits; ++i) {
    const char c = digits[i] == '!' ? '<' : digits[i];
    number = number * 64 + static_cast<uint32_t>(c - '0');
  }
  return number;
}

class Flattener {
 public:
  explicit Flattener(const Scan& scan) : scan_(scan) {}

  std::vector<Node> flatten(const GumboNode* root) {
    nodes_.reserve(scan_.tags.size() + scan_.runs.size() + 4);
    push(root, 0);
    while (!stack_.empty()) {
      auto& [node, index, next] = stack_.back();
      const GumboVector& children = node->v.element.children;
      if (next == children.length) {
        nodes_[index].end = static_cast<uint32_t>(nodes_.size());
        stack_.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[next++]);
      if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE) {
        push(child, index);
      } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE) {
        add_text(child->v.text, index);
      }
    }
    return std::move(nodes_);
  }

 private:
  struct Frame {
    const GumboNode* node;
    uint32_t index;
    unsigned next;  // child
  };

  uint32_t offset_of(const char* original) const {
    return static_cast<uint32_t>(original - scan_.skeleton.data());
  }

  void push(const GumboNode* node, uint32_t parent) {
    const auto index = static_cast<uint32_t>(nodes_.size());
    const auto depth = static_cast<uint32_t>(stack_.size());
    const GumboElement& element = node->v.element;
    nodes_.push_back({element.tag, parent, 0, depth, find_tag(element.original_tag)});
    stack_.push_back({node, index, 0});
  }

  uint32_t find_tag(const GumboStringPiece& original) const {
    if (original.data == nullptr || original.length == 0) return kImplied;
    const uint32_t offset = offset_of(original.data);
    const auto it = std::lower_bound(scan_.tags.begin(), scan_.tags.end(), offset,
                                     [](const Tag& t, uint32_t at) { return t.skeleton < at; });
    if (it == scan_.tags.end() || it->skeleton != offset) return kImplied;
    return static_cast<uint32_t>(it - scan_.tags.begin());
  }

  // A text of the tree may hold several runs; white space between two follows the first one.
  void add_text(const GumboText& text, uint32_t parent) {
    const auto depth = static_cast<uint32_t>(stack_.size());
    const size_t size = std::string_view(text.text).size();
    uint32_t last = kImplied;
    for (size_t i = 0; i < size;) {
      const bool marked = text.text[i] == kRunMark && i + kRunDigits < size;
      const uint32_t run = marked ? run_of(text.text + i + 1) : blank_run(text, i, last);
      i += marked ? 1 + kRunDigits : 1;
      if (run >= scan_.runs.size()) continue;
      last = run;
      const auto end = static_cast<uint32_t>(nodes_.size() + 1);
      nodes_.push_back({kTextNode, parent, end, depth, run});
    }
  }

  uint32_t blank_run(const GumboText& text, size_t at, uint32_t last) const {
    uint32_t run = kImplied;
    if (last != kImplied) {
      run = last + 1;
    } else if (at == 0 && text.original_text.data != nullptr) {
      run = run_at(offset_of(text.original_text.data));
    }
    return run < scan_.runs.size() && scan_.runs[run].blank ? run : kImplied;
  }

  uint32_t run_at(uint32_t offset) const {
    if (offset >= scan_.skeleton.size() || scan_.skeleton[offset] != ' ') return kImplied;
    const auto it = std::upper_bound(scan_.runs.begin(), scan_.runs.end(), offset,
                                     [](uint32_t at, const Run& r) { return at < r.skeleton; });
    return it == scan_.runs.begin() ? kImplied : static_cast<uint32_t>(it - scan_.runs.begin() - 1);
  }

  const Scan& scan_;
  std::vector<Node> nodes_;
  std::vector<Frame> stack_;
};

}  // namespace

std::vector<Node> build_tree(const Scan& scan) {
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* memory, size_t size) {
    return static_cast<Arena*>(memory)->allocate(size);
  };
  options.deallocator = [](void*, void*) {};
  options.userdata = &arena;
  options.max_errors = 0;
  const GumboOutput* output =
      gumbo_parse_with_options(&options, scan.skeleton.data(), scan.skeleton.size());
  return Flattener(scan).flatten(output->root);
}

}  // namespace quoth
