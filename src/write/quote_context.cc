#include "write/quote_context.h"

#include <algorithm>
#include <unordered_map>

namespace quoth {
namespace {

// Bytes of a context that are looked for in all of the text at once.
constexpr uint32_t kKeyBytes = 32;
constexpr uint64_t kBase = 0x9E3779B97F4A7C15u;  // of the polynomial hash modulo 2^64, odd

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

ByteSpan widen(std::string_view text, ByteSpan span, uint32_t n_code_points) {
  for (uint32_t n = 0; n < n_code_points && span.begin > 0; ++n) {
    do --span.begin;
    while (span.begin > 0 && is_continuation(text[span.begin]));
  }
  for (uint32_t n = 0; n < n_code_points && span.end < text.size(); ++n) {
    do ++span.end;
    while (span.end < text.size() && is_continuation(text[span.end]));
  }
  return span;
}

bool is_unique(std::string_view text, ByteSpan span) {
  const std::string_view words = text.substr(span.begin, span.size());
  return text.find(words) == span.begin &&
         text.find(words, span.begin + 1) == std::string_view::npos;
}

uint64_t hash_of(std::string_view key) {
  uint64_t hash = 0;
  for (const char c : key) hash = hash * kBase + static_cast<unsigned char>(c) + 1;
  return hash;
}

// How often the first kKeyBytes of each context occur, by their hash. Two keys of one hash only
// make both look less unique than they are.
class KeyCounts {
 public:
  KeyCounts(std::string_view text, const std::vector<ByteSpan>& contexts) {
    for (const ByteSpan& c : contexts) {
      if (c.size() >= kKeyBytes) counts_.try_emplace(key_of(text, c), 0);
    }
    if (!counts_.empty()) count(text);
  }

  bool occurs_once(std::string_view text, ByteSpan context) const {
    if (context.size() < kKeyBytes) return false;
    return counts_.at(key_of(text, context)) == 1;
  }

 private:
  static uint64_t key_of(std::string_view text, ByteSpan context) {
    return hash_of(text.substr(context.begin, kKeyBytes));
  }

  void count(std::string_view text) {
    uint64_t leaving = 1;  // kBase to the power of kKeyBytes
    for (uint32_t i = 0; i < kKeyBytes; ++i) leaving *= kBase;
    uint64_t hash = hash_of(text.substr(0, kKeyBytes));
    for (size_t end = kKeyBytes;; ++end) {
      if (const auto found = counts_.find(hash); found != counts_.end()) ++found->second;
      if (end == text.size()) return;
      const auto in = static_cast<unsigned char>(text[end]);
      const auto out = static_cast<unsigned char>(text[end - kKeyBytes]);
      hash = hash * kBase + in + 1 - leaving * (uint64_t{out} + 1);
    }
  }

  std::unordered_map<uint64_t, uint32_t> counts_;
};

}  // namespace

std::vector<ByteSpan> unique_contexts(std::string_view text, const std::vector<ByteSpan>& spans) {
  std::vector<ByteSpan> contexts;
  contexts.reserve(spans.size());
  for (const ByteSpan& span : spans) contexts.push_back(widen(text, span, kQuoteContext));
  const KeyCounts counts(text, contexts);
  for (size_t i = 0; i < spans.size(); ++i) {
    if (counts.occurs_once(text, contexts[i])) continue;
    for (uint32_t n = kQuoteContext; !is_unique(text, contexts[i]) && n < kMaxQuoteContext;) {
      n *= 2;
      contexts[i] = widen(text, spans[i], n);
    }
  }
  return contexts;
}

}  // namespace quoth
