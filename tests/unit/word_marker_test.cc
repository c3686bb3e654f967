#include "store/word_marker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "store/rows.h"

namespace quoth {
namespace {

using Spans = std::vector<ByteSpan>;

Spans spans(std::string_view words, std::string_view text) {
  Database db = Database::in_memory().value();
  WordMarker marker = WordMarker::open(db).value();
  EXPECT_TRUE(marker.look_for(parse_terms(words).value()));
  return marker.spans(text).value();
}

TEST(WordMarker, WordsPhrasesAndPrefixes) {
  EXPECT_EQ(spans("harbour", "The harbour, HARBOUR harbours"), (Spans{{4, 11}, {13, 20}}));
  EXPECT_EQ(spans("\"not fit\"", "not fit, not a fit; Not... fit"), (Spans{{0, 7}, {20, 30}}));
  EXPECT_EQ(spans("harb*", "harbours rehab harb"), (Spans{{0, 8}, {15, 19}}));
  EXPECT_EQ(spans("don't", "I don’t, don't"), (Spans{{2, 9}, {11, 16}}));
  EXPECT_EQ(spans("ebene", "Café Ébène"), (Spans{{6, 13}}));
  EXPECT_EQ(spans("nobody", "The harbour"), Spans());
  EXPECT_EQ(spans("", "The harbour"), Spans());
  EXPECT_EQ(spans("harbour", ""), Spans());
}

TEST(WordMarker, WhatOverlapsIsOneSpan) {
  EXPECT_EQ(spans("\"a b\" \"b c\" d", "a b c d"), (Spans{{0, 5}, {6, 7}}));
  EXPECT_EQ(spans("\"a a\"", "a a a"), (Spans{{0, 5}}));
  EXPECT_EQ(spans("a", "a a"), (Spans{{0, 1}, {2, 3}}));
  EXPECT_EQ(spans("\"a b c\" b", "a b c b"), (Spans{{0, 5}, {6, 7}}));
}

// A row for each text, and what highlight() makes of them.
class AgainstTheIndex : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(
        db_.execute("CREATE VIRTUAL TABLE t USING fts5 (text, speaker, tokenize = 'unicode61 "
                    "remove_diacritics 2', prefix = '2 3 4 5')"));
  }

  void add(const std::string& text) {
    Query insert = db_.prepare("INSERT INTO t VALUES (?, 'ab b')").value();
    ASSERT_TRUE(insert.bind(1, text).run());
  }

  // The texts with marks by highlight(), where all terms are found.
  std::vector<std::string> by_index(std::string_view words) {
    Query query = db_.prepare(
                         "SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH ? ORDER BY "
                         "rowid")
                      .value();
    query.bind(
        1, fmt::format("{{text speaker}} : ({})", fmt::join(parse_words(words).value(), " AND ")));
    std::vector<std::string> out;
    EXPECT_TRUE(for_each_row(query, [&] { out.emplace_back(query.text(0)); }));
    return out;
  }

  std::vector<std::string> by_marker(std::string_view words) {
    WordMarker marker = WordMarker::open(db_).value();
    EXPECT_TRUE(marker.look_for(parse_terms(words).value()));
    Query query = db_.prepare("SELECT text FROM t WHERE t MATCH ? ORDER BY rowid").value();
    query.bind(
        1, fmt::format("{{text speaker}} : ({})", fmt::join(parse_words(words).value(), " AND ")));
    std::vector<std::string> out;
    EXPECT_TRUE(for_each_row(query, [&] {
      std::string marked(query.text(0));
      const Spans found = marker.spans(marked).value();
      for (auto span = found.rbegin(); span != found.rend(); ++span) {
        marked.insert(span->end, "]").insert(span->begin, "[");
      }
      out.push_back(std::move(marked));
    }));
    return out;
  }

  Database db_ = Database::in_memory().value();
};

TEST_F(AgainstTheIndex, MarksTheSame) {
  const std::vector<std::string> pieces = {"a",   "b",       "ab", "abc", "Ab", "áb",
                                           "b-a", "a’b",     "ÅB", "aé",  "1a", "東",
                                           "ﬁ",   "a\u0301", "--", "“b”", "ß",  "ab."};
  std::mt19937 random(3);
  const auto some = [&](size_t most) {
    std::string out;
    for (size_t n = 1 + random() % most; n > 0; --n) {
      out += pieces[random() % pieces.size()];
      if (n > 1) out += random() % 8 == 0 ? "  " : " ";
    }
    return out;
  };
  for (int i = 0; i < 300; ++i) add(some(12));
  size_t n_found = 0;
  for (int i = 0; i < 400; ++i) {
    std::string words;
    for (size_t n = 1 + random() % 3; n > 0; --n) {
      switch (random() % 3) {
        case 0: words += some(1); break;
        case 1: words += '"' + some(3) + '"'; break;
        default: words += some(1) + "*";
      }
      words += ' ';
    }
    if (parse_words(words).value().empty()) continue;
    const std::vector<std::string> expected = by_index(words);
    ASSERT_EQ(by_marker(words), expected) << words;
    n_found += expected.size();
  }
  EXPECT_GT(n_found, 5000);
}

}  // namespace
}  // namespace quoth
