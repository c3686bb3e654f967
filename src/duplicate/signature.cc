#include "duplicate/signature.h"

#include <unicode/uchar.h>
#include <xxhash.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth {
namespace {

// splitmix64 (G. Steele, D. Lea, C. Flood, 2014): the random numbers of the orders, from a fixed
// seed.
constexpr uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

struct Orders {
  std::array<uint64_t, kMinima> factors;  // odd, so that x -> factor * x + shift is a permutation
  std::array<uint64_t, kMinima> shifts;
};

constexpr Orders kOrders = [] {
  constexpr uint64_t kGolden = 0x9E3779B97F4A7C15;
  Orders orders{};
  for (uint64_t i = 0; i < kMinima; ++i) {
    orders.factors[i] = mix(kGolden * (2 * i + 1)) | 1;
    orders.shifts[i] = mix(kGolden * (2 * i + 2));
  }
  return orders;
}();

// Takes the words of a text in order and gathers the hashes of its shingles.
class Shingles {
 public:
  bool full() const { return hashes_.size() >= kMaxShingles; }

  void add_word(std::string_view word) {
    for (size_t i = 1; i < kShingleWords; ++i) last_[i - 1] = last_[i];
    last_.back() = XXH3_64bits(word.data(), word.size());
    if (++n_words_ >= kShingleWords) hashes_.push_back(XXH3_64bits(last_.data(), sizeof(last_)));
  }

  std::vector<uint64_t> distinct() && {
    std::sort(hashes_.begin(), hashes_.end());
    hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
    return std::move(hashes_);
  }

 private:
  std::array<uint64_t, kShingleWords> last_ = {};
  size_t n_words_ = 0;
  std::vector<uint64_t> hashes_;
};

constexpr size_t kMaxWordBytes = 256;  // a longer run of letters is cut into several words

std::vector<uint64_t> shingles_of(std::string_view text) {
  Shingles shingles;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) shingles.add_word(word);
    word.clear();
  };
  for (size_t pos = 0; pos < text.size() && !shingles.full();) {
    const CodePoint c = decode_utf8(text, pos);
    pos += std::max<size_t>(c.size, 1);
    if (c.size == 0 || !(is_word_char(c.value) || is_mark(c.value) || is_invisible(c.value))) {
      end_word();
    } else if (!is_invisible(c.value)) {
      const bool alone = is_cjk(c.value) || word.size() > kMaxWordBytes;
      if (alone) end_word();
      if (c.value < 0x80) {
        word += static_cast<char>(c.value >= 'A' && c.value <= 'Z' ? c.value | 0x20 : c.value);
      } else {
        append_utf8(word, static_cast<char32_t>(
                              u_foldCase(static_cast<UChar32>(c.value), U_FOLD_CASE_DEFAULT)));
      }
      if (is_cjk(c.value)) end_word();
    }
  }
  end_word();
  return std::move(shingles).distinct();
}

}  // namespace

Signature signature_of(std::string_view text) {
  const std::vector<uint64_t> shingles = shingles_of(text);
  std::array<uint64_t, kMinima> minima;
  minima.fill(UINT64_MAX);
  for (const uint64_t shingle : shingles) {
    for (size_t i = 0; i < kMinima; ++i) {
      minima[i] = std::min(minima[i], kOrders.factors[i] * shingle + kOrders.shifts[i]);
    }
  }
  Signature signature;
  signature.n_shingles = static_cast<uint32_t>(shingles.size());
  if (shingles.empty()) return signature;
  std::transform(minima.begin(), minima.end(), signature.minima.begin(),
                 [](uint64_t minimum) { return static_cast<uint16_t>(mix(minimum) >> 48); });
  return signature;
}

double resemblance(const Signature& a, const Signature& b) {
  if (a.n_shingles == 0 || b.n_shingles == 0) return 0;
  int n_equal = 0;
  for (size_t i = 0; i < kMinima; ++i) n_equal += a.minima[i] == b.minima[i];
  return n_equal / static_cast<double>(kMinima);
}

// |A and B| = J / (1 + J) * (|A| + |B|), as J = |A and B| / (|A| + |B| - |A and B|).
double containment(const Signature& part, const Signature& whole) {
  const double j = resemblance(part, whole);
  if (j == 0) return 0;
  const double n_both = j / (1 + j) * (static_cast<double>(part.n_shingles) + whole.n_shingles);
  return std::min(1.0, n_both / part.n_shingles);
}

}  // namespace quoth
