#include "nn/window.h"

#include <gtest/gtest.h>

#include <numeric>

#include "nn/heads.h"

namespace quoth {
namespace {

std::vector<uint32_t> one_piece_each(uint32_t n_tokens) {
  std::vector<uint32_t> first(n_tokens + 1);
  std::iota(first.begin(), first.end(), 0u);
  return first;
}

TEST(Window, ShortTextsAreOneWindow) {
  EXPECT_TRUE(cover_with_windows(one_piece_each(0), 16, 4).empty());
  EXPECT_EQ(cover_with_windows(one_piece_each(1), 16, 4), (std::vector<TokenRange>{{0, 1}}));
  EXPECT_EQ(cover_with_windows(one_piece_each(14), 16, 4), (std::vector<TokenRange>{{0, 14}}));
}

TEST(Window, LongTextsAreSpreadEvenly) {
  // 30 pieces, at most 14 a window, 4 shared: three windows of 13 whose starts are 8.5 apart.
  EXPECT_EQ(cover_with_windows(one_piece_each(30), 16, 4),
            (std::vector<TokenRange>{{0, 13}, {8, 21}, {17, 30}}));
}

TEST(Window, EveryTokenIsCoveredAndWindowsFit) {
  for (uint32_t n = 1; n < 300; n += 7) {
    std::vector<uint32_t> first = {0};
    for (uint32_t t = 0; t < n; ++t) first.push_back(first.back() + 1 + (t * 7919) % 4);
    uint32_t covered = 0;
    for (const TokenRange& w : cover_with_windows(first, 32, 8)) {
      EXPECT_LE(w.begin, covered);
      EXPECT_GT(w.end, w.begin);
      EXPECT_LE(first[w.end] - first[w.begin], 30u);
      covered = std::max(covered, w.end);
    }
    EXPECT_EQ(covered, n);
  }
}

TEST(Window, ATokenLargerThanAWindowGetsItsOwn) {
  EXPECT_EQ(cover_with_windows(std::vector<uint32_t>{0, 100}, 16, 4),
            (std::vector<TokenRange>{{0, 1}}));
  EXPECT_EQ(cover_with_windows(std::vector<uint32_t>{0, 3, 100, 200, 203}, 16, 4),
            (std::vector<TokenRange>{{0, 1}, {1, 2}, {2, 3}, {3, 4}}));
}

TEST(Window, MarginIsTheContextOnThePoorerSide) {
  EXPECT_EQ(margin({10, 20}, {12, 13}, 40), 2u);
  EXPECT_EQ(margin({10, 20}, {18, 19}, 40), 1u);
  EXPECT_EQ(margin({0, 20}, {1, 2}, 40), 18u);  // the text's own start is no lack of context
  EXPECT_EQ(margin({0, 20}, {1, 2}, 20), 20u);
}

// The boundaries that training computes with logarithms (distance_bucket() in model.py).
TEST(Distance, BucketsAsInTraining) {
  const int64_t starts[] = {0, 1, 2, 3, 4, 5, 8, 11, 17, 25, 36, 54, 79, 117, 173, 256};
  for (uint32_t b = 0; b < 16; ++b) {
    EXPECT_EQ(distance_bucket(starts[b]), b + 16);
    if (b == 0) continue;
    EXPECT_EQ(distance_bucket(starts[b] - 1), b + 15);
    EXPECT_EQ(distance_bucket(-starts[b]), b);
  }
  EXPECT_EQ(distance_bucket(1 << 20), 31u);
  EXPECT_EQ(distance_bucket(-(1 << 20)), 15u);
}

}  // namespace
}  // namespace quoth
