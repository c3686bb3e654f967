#include "nn/window.h"

#include <algorithm>

namespace quoth {

std::vector<TokenRange> cover_with_windows(std::span<const uint32_t> first_piece, uint32_t size,
                                           uint32_t overlap) {
  const auto n_tokens = static_cast<uint32_t>(first_piece.size() - 1);
  const uint32_t room = size - 2, total = first_piece.back();
  if (n_tokens == 0) return {};
  if (total <= room) return {{0, n_tokens}};
  const uint64_t count = (total - overlap + (room - overlap) - 1) / (room - overlap);
  // Windows need not be full: with this many, so many pieces each share `overlap` with the next.
  const auto width = static_cast<uint32_t>((total + (count - 1) * overlap + count - 1) / count);
  std::vector<TokenRange> windows;
  const auto add = [&](uint32_t begin) {
    const auto past =
        std::upper_bound(first_piece.begin(), first_piece.end(), first_piece[begin] + width);
    const uint32_t fits = static_cast<uint32_t>(past - first_piece.begin()) - 1;
    windows.push_back({begin, std::max(fits, begin + 1)});
  };
  for (uint64_t k = 0; k < count; ++k) {
    const auto target = static_cast<uint32_t>(uint64_t{total - width} * k / (count - 1));
    const auto at = std::lower_bound(first_piece.begin(), first_piece.end(), target);
    // Tokens of very many pieces may leave a gap, or a window that shows nothing new.
    const uint32_t begin = std::min(static_cast<uint32_t>(at - first_piece.begin()),
                                    windows.empty() ? 0 : windows.back().end);
    if (begin < n_tokens && (windows.empty() || begin > windows.back().begin)) add(begin);
  }
  while (windows.back().end < n_tokens) add(windows.back().end);
  return windows;
}

uint32_t margin(TokenRange window, TokenRange span, uint32_t n_tokens) {
  const uint32_t left = window.begin > 0 ? span.begin - window.begin : n_tokens;
  const uint32_t right = window.end < n_tokens ? window.end - span.end : n_tokens;
  return std::min(left, right);
}

}  // namespace quoth
