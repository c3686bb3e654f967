#include "quotes/index.h"

#include <algorithm>
#include <tuple>

namespace quoth {
namespace {

// Of two words in this order (the mixer of MurmurHash3, A. Appleby).
uint64_t pair_key(uint64_t first, uint64_t second) {
  uint64_t x = first * 0x9E3779B97F4A7C15 + second;
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD;
  return x ^ (x >> 33);
}

// Hits within one text and `width` words, and how many different pairs are among them.
struct Window {
  uint32_t begin;
  uint32_t end;
  uint32_t text;
  uint32_t n_shared;
};

}  // namespace

void QuoteIndex::add(std::span<const QuoteWord> text) {
  begins_.push_back(n_words_);
  for (size_t i = 0; i < text.size(); ++i) {
    words_.push_back({text[i].folded, n_words_});
    if (i + 1 < text.size()) {
      pairs_.push_back({pair_key(text[i].folded, text[i + 1].folded), n_words_});
    }
    ++n_words_;
  }
}

void QuoteIndex::finish() {
  const auto before = [](const Posting& a, const Posting& b) {
    return std::tie(a.key, a.place) < std::tie(b.key, b.place);
  };
  std::sort(words_.begin(), words_.end(), before);
  std::sort(pairs_.begin(), pairs_.end(), before);
}

std::vector<QuoteIndex::Hit> QuoteIndex::hits(const std::vector<Posting>& postings,
                                              std::span<const uint64_t> keys) const {
  std::vector<Hit> hits;
  const auto before = [](const Posting& a, const Posting& b) { return a.key < b.key; };
  for (size_t i = 0; i < keys.size(); ++i) {
    const auto [first, last] =
        std::equal_range(postings.begin(), postings.end(), Posting{keys[i], 0}, before);
    if (static_cast<size_t>(last - first) > kMaxPlaces) continue;
    for (auto p = first; p != last; ++p) hits.push_back({p->place, static_cast<uint32_t>(i)});
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.place, a.pair) < std::tie(b.place, b.pair);
  });
  return hits;
}

uint32_t QuoteIndex::text_at(uint32_t place) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), place);
  return static_cast<uint32_t>(after - begins_.begin()) - 1;
}

uint32_t QuoteIndex::end_of(uint32_t text) const {
  return text + 1 < begins_.size() ? begins_[text + 1] : n_words_;
}

std::vector<Passage> QuoteIndex::find(std::span<const QuoteWord> quote, uint32_t slack,
                                      size_t limit) const {
  std::vector<uint64_t> keys, single;
  for (size_t i = 0; i < quote.size(); ++i) {
    single.push_back(quote[i].folded);
    if (i > 0) keys.push_back(pair_key(quote[i - 1].folded, quote[i].folded));
  }
  std::vector<Hit> found = hits(pairs_, keys);
  if (found.empty()) {
    keys = single;
    found = hits(words_, keys);
  }
  // For each hit the window that begins with it.
  const uint32_t width = static_cast<uint32_t>(quote.size()) + slack;
  std::vector<Window> windows;
  std::vector<uint32_t> counts(keys.size(), 0);
  uint32_t n_shared = 0;
  for (size_t first = 0, last = 0; first < found.size(); ++first) {
    const uint32_t text = text_at(found[first].place);
    const uint64_t end = std::min<uint64_t>(uint64_t{found[first].place} + width, end_of(text));
    for (; last < found.size() && found[last].place < end; ++last) {
      n_shared += counts[found[last].pair]++ == 0;
    }
    windows.push_back({found[first].place, found[last - 1].place + 1, text, n_shared});
    n_shared -= --counts[found[first].pair] == 0;
  }
  std::stable_sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) {
    return std::tuple(b.n_shared, a.end - a.begin) < std::tuple(a.n_shared, b.end - b.begin);
  });
  std::vector<Passage> passages;
  for (const Window& w : windows) {
    if (passages.size() >= limit) break;
    const uint32_t base = begins_[w.text];
    const uint32_t margin = static_cast<uint32_t>(quote.size()) + slack;
    const Passage p{.text = w.text,
                    .begin = w.begin - base > margin ? w.begin - base - margin : 0,
                    .end = std::min(end_of(w.text), w.end + margin) - base,
                    .n_shared = w.n_shared};
    const bool overlaps = std::any_of(passages.begin(), passages.end(), [&](const Passage& o) {
      return o.text == p.text && w.begin - base < o.end && o.begin < w.end - base;
    });
    if (!overlaps) passages.push_back(p);
  }
  return passages;
}

}  // namespace quoth
