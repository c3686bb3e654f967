#include "quoth/source_map.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

// <p>Fish &amp; chips</p><p>Peas</p>  ->  Fish & chips\nPeas
SourceMap fish_and_chips(uint64_t base = 0) {
  SourceMap map(base);
  map.add_verbatim(0, 3, 5);
  map.add_whole(5, 1, 8, 5);
  map.add_verbatim(6, 13, 6);
  map.add_verbatim(13, 26, 4);
  return map;
}

TEST(SourceMap, MapsVerbatimTextByteByByte) {
  EXPECT_EQ(fish_and_chips().to_source({0, 4}), (SourceSpan{3, 7}));
  EXPECT_EQ(fish_and_chips().to_source({7, 12}), (SourceSpan{14, 19}));
  EXPECT_EQ(fish_and_chips().to_source({14, 16}), (SourceSpan{27, 29}));
}

TEST(SourceMap, TakesAnEntityAsAWhole) {
  EXPECT_EQ(fish_and_chips().to_source({5, 6}), (SourceSpan{8, 13}));
  EXPECT_EQ(fish_and_chips().to_source({0, 6}), (SourceSpan{3, 13}));
  EXPECT_EQ(fish_and_chips().to_source({5, 12}), (SourceSpan{8, 19}));
}

TEST(SourceMap, SpansWhatLiesBetweenThePieces) {
  EXPECT_EQ(fish_and_chips().to_source({7, 17}), (SourceSpan{14, 30}));
}

TEST(SourceMap, LeavesOutTextThatTheInputDoesNotHold) {
  EXPECT_EQ(fish_and_chips().to_source({7, 13}), (SourceSpan{14, 19}));
  EXPECT_EQ(fish_and_chips().to_source({12, 17}), (SourceSpan{26, 30}));
  EXPECT_EQ(fish_and_chips().to_source({12, 13}), (SourceSpan{19, 19}));
}

TEST(SourceMap, CutsWhereTheInputHoldsNothing) {
  using Spans = std::vector<SourceSpan>;
  EXPECT_EQ(fish_and_chips().to_source_pieces({7, 17}), (Spans{{14, 19}, {26, 30}}));
  EXPECT_EQ(fish_and_chips().to_source_pieces({0, 12}), (Spans{{3, 19}}));
  EXPECT_EQ(fish_and_chips().to_source_pieces({5, 6}), (Spans{{8, 13}}));
  EXPECT_EQ(fish_and_chips().to_source_pieces({14, 16}), (Spans{{27, 29}}));
  EXPECT_EQ(fish_and_chips().to_source_pieces({12, 13}), Spans{});
}

TEST(SourceMap, AddsTheBase) {
  EXPECT_EQ(fish_and_chips(5'000'000'000).to_source({0, 4}),
            (SourceSpan{5'000'000'003, 5'000'000'007}));
  EXPECT_EQ(SourceMap(7).to_source({0, 4}), (SourceSpan{7, 7}));
}

TEST(SourceMap, JoinsVerbatimPiecesThatGoOn) {
  SourceMap joined, apart;
  joined.add_verbatim(0, 10, 3);
  joined.add_verbatim(3, 13, 4);
  joined.add_verbatim(7, 17, 0);
  apart.add_verbatim(0, 10, 7);
  EXPECT_EQ(joined, apart);
  apart.add_verbatim(7, 18, 1);
  joined.add_verbatim(7, 17, 1);
  EXPECT_NE(joined, apart);
}

TEST(SourceMap, IsEmptyUntilSomethingIsKnown) {
  EXPECT_TRUE(SourceMap().empty());
  EXPECT_FALSE(fish_and_chips().empty());
}

}  // namespace
}  // namespace quoth
