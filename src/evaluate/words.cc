#include "evaluate/words.h"

#include <algorithm>

#include "base/utf8.h"
#include "evaluate/python_text.h"

namespace quoth {
namespace {

bool joins(char32_t c) { return c == 0x2019 || c == '\'' || c == '.' || c == ','; }
bool is_sign(char32_t c) { return c == '$' || c == 0x20AC || c == 0xA3 || c == '%'; }

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  out.reserve(text.size());
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    out.push_back(c.value);
    pos += c.size == 0 ? 1 : c.size;
  }
  return out;
}

}  // namespace

Words::Words(std::string_view text) {
  const std::vector<char32_t> c = code_points(text);
  const size_t n = c.size();
  for (size_t i = 0; i < n;) {
    size_t end = i;
    if (python_is_word(c[i])) {
      while (end < n && (python_is_word(c[end]) ||
                         (joins(c[end]) && end + 1 < n && python_is_word(c[end + 1])))) {
        ++end;
      }
    } else if (is_sign(c[i])) {
      end = i + 1;
    }
    if (end > i) {
      begins_.push_back(static_cast<int64_t>(i));
      ends_.push_back(static_cast<int64_t>(end));
    }
    i = std::max(end, i + 1);
  }
}

WordRange Words::of(MarkedSpan span) const {
  return {std::upper_bound(ends_.begin(), ends_.end(), span.begin) - ends_.begin(),
          before(span.end)};
}

int64_t Words::before(int64_t code_point) const {
  return std::lower_bound(begins_.begin(), begins_.end(), code_point) - begins_.begin();
}

WordSet Words::set_of(const std::vector<MarkedSpan>& spans) const {
  WordSet out;
  for (const MarkedSpan& s : spans) {
    const WordRange r = of(s);
    for (int64_t w = r.begin; w < r.end; ++w) out.push_back(w);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  const std::string folded = python_casefold(text);
  std::vector<std::string> out;
  bool open = false;
  for (size_t pos = 0; pos < folded.size();) {
    const CodePoint c = decode_utf8(folded, pos);
    const size_t size = c.size == 0 ? 1 : c.size;
    const bool word = python_is_word(c.value);
    if (word && !open) out.emplace_back();
    if (word) out.back() += folded.substr(pos, size);
    open = word;
    pos += size;
  }
  return out;
}

size_t common_size(const WordSet& a, const WordSet& b) {
  size_t n = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i < *j) ++i;
    else if (*j < *i) ++j;
    else ++n, ++i, ++j;
  }
  return n;
}

double overlap(const WordSet& a, const WordSet& b) {
  const size_t both = common_size(a, b), either = a.size() + b.size() - both;
  return either == 0 ? 0.0 : static_cast<double>(both) / static_cast<double>(either);
}

}  // namespace quoth
