// What must hold for any text, tried on generated ones. The generator is seeded: a failure names
// the seed, and the same seed makes the same text on every machine.
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <thread>

#include "case_file.h"
#include "support/token_invariants.h"
#include "text/tokenizer.h"
#include "text/wordpiece.h"

namespace quoth {
namespace {

constexpr std::array<std::string_view, 92> kParts = {" ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     "\n",
                                                     "\n\n",
                                                     "\r\n",
                                                     "\r",
                                                     "\t",
                                                     "  ",
                                                     "\xC2\xA0",
                                                     "\xC2\x85",
                                                     "\xE2\x80\xA8",
                                                     "\xE2\x80\xA9",
                                                     "\v",
                                                     "\f",
                                                     "the",
                                                     "said",
                                                     "mayor",
                                                     "Harbour",
                                                     "Ana",
                                                     "RUIZ",
                                                     "McLane",
                                                     "eBay",
                                                     "I",
                                                     "He",
                                                     "The",
                                                     "we",
                                                     "No",
                                                     "Mr",
                                                     "Inc",
                                                     "U.S",
                                                     "p.m",
                                                     "St",
                                                     "J",
                                                     "'em",
                                                     "O’Neil",
                                                     "don't",
                                                     "dogs'",
                                                     "1",
                                                     "24",
                                                     "3.5",
                                                     "1,000",
                                                     "½",
                                                     "é",
                                                     "e\xCC\x81",
                                                     "\xCC\x81",
                                                     "ß",
                                                     "東京",
                                                     "محمد",
                                                     "𝒮",
                                                     "_",
                                                     ".",
                                                     ".",
                                                     ".",
                                                     ",",
                                                     "!",
                                                     "?",
                                                     "...",
                                                     "…",
                                                     ". . .",
                                                     ":",
                                                     ";",
                                                     "-",
                                                     "--",
                                                     "—",
                                                     "–",
                                                     "(",
                                                     ")",
                                                     "[",
                                                     "]",
                                                     "\"",
                                                     "\"",
                                                     "“",
                                                     "”",
                                                     "'",
                                                     "‘",
                                                     "’",
                                                     "``",
                                                     "''",
                                                     "«",
                                                     "»",
                                                     "„",
                                                     "🚀",
                                                     "👨\xE2\x80\x8D👩",
                                                     "🇩🇪",
                                                     "\xC2\xAD",
                                                     "\xE2\x80\x8D"};

// SplitMix64 (Steele, Lea and Flood 2014): the same numbers with every standard library.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t below(uint64_t n) {
    uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (z ^ z >> 31) % n;
  }

 private:
  uint64_t state_;
};

std::string generate(uint64_t seed) {
  Random random(seed);
  std::string text;
  for (uint64_t n = random.below(120); n > 0; --n) text += kParts[random.below(kParts.size())];
  return text;
}

// The bytes in a heap buffer of exactly their size, so that a sanitizer sees an over-read.
class Exact {
 public:
  explicit Exact(std::string_view bytes) : data_(new char[bytes.size()]), size_(bytes.size()) {
    bytes.copy(data_.get(), size_);
  }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_;
};

constexpr uint64_t kTexts = 500;

TEST(TextProperties, InvariantsHoldForGeneratedTexts) {
  for (uint64_t seed = 0; seed < kTexts; ++seed) {
    const Exact text(generate(seed));
    const Tokens tokens = tokenize(text.view());
    ASSERT_EQ(testing_support::find_violation(tokens, text.view()), "")
        << "seed " << seed << ": " << cases::escape(text.view());
  }
}

TEST(TextProperties, InvariantsHoldForEveryPrefix) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const std::string whole = generate(seed);
    for (size_t size = 0; size <= whole.size(); ++size) {
      if (!testing_support::on_boundary(whole, size)) continue;
      const Exact text(std::string_view(whole).substr(0, size));
      ASSERT_EQ(testing_support::find_violation(tokenize(text.view()), text.view()), "")
          << "seed " << seed << ", " << size << " bytes";
    }
  }
}

TEST(TextProperties, TheDumpShowsEveryToken) {
  for (uint64_t seed = 0; seed < kTexts; ++seed) {
    const std::string text = generate(seed);
    const Tokens tokens = tokenize(text);
    const std::string dump = to_dump(tokens, text);
    size_t pos = 0;
    for (const Token& t : tokens.tokens) {
      pos = dump.find(text.substr(t.span.begin, t.span.size()), pos);
      ASSERT_NE(pos, std::string::npos) << "seed " << seed;
      pos += t.span.size();
    }
    ASSERT_EQ(std::count(dump.begin(), dump.end(), '\n'),
              static_cast<std::ptrdiff_t>(tokens.sentences.size()));
  }
}

// A paragraph is read without its neighbours, but for a quotation that the next one goes on with.
TEST(TextProperties, AppendingAParagraphChangesNoEarlierToken) {
  for (uint64_t seed = 0; seed < kTexts; ++seed) {
    const std::string text = generate(seed) + "end.";
    const Tokens alone = tokenize(text);
    const Tokens longer = tokenize(text + "\n\nThe mayor left.");
    ASSERT_EQ(longer.tokens.size(), alone.tokens.size() + 4) << "seed " << seed;
    for (size_t i = 0; i < alone.tokens.size(); ++i) {
      ASSERT_EQ(longer.tokens[i], alone.tokens[i]) << "seed " << seed << ", token " << i;
    }
  }
}

TEST(TextProperties, EveryTokenOwnsPieces) {
  const WordPiece word_piece("[UNK]\nthe\n##e\n.\n\"\n'\n—\ns\n##s\n");
  for (uint64_t seed = 0; seed < kTexts; ++seed) {
    const std::string text = generate(seed);
    const Tokens tokens = tokenize(text);
    const Pieces pieces = word_piece.split(tokens, text);
    ASSERT_EQ(pieces.first_piece.size(), tokens.tokens.size() + 1);
    ASSERT_EQ(pieces.first_piece.back(), pieces.ids.size());
    for (size_t i = 0; i < tokens.tokens.size(); ++i) {
      ASSERT_LT(pieces.first_piece[i], pieces.first_piece[i + 1]) << "seed " << seed;
    }
    for (const int32_t id : pieces.ids) {
      ASSERT_GE(id, 0);
      ASSERT_LT(static_cast<size_t>(id), word_piece.vocabulary_size());
    }
  }
}

TEST(TextProperties, ThreadsGiveTheSameTokens) {
  std::vector<Tokens> expected, found(kTexts);
  for (uint64_t seed = 0; seed < kTexts; ++seed) expected.push_back(tokenize(generate(seed)));
  std::vector<std::thread> threads;
  for (uint64_t t = 0; t < 4; ++t) {
    threads.emplace_back([&found, t] {
      for (uint64_t seed = t; seed < kTexts; seed += 4) found[seed] = tokenize(generate(seed));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (uint64_t seed = 0; seed < kTexts; ++seed) {
    ASSERT_EQ(found[seed].tokens, expected[seed].tokens);
    ASSERT_EQ(found[seed].sentences, expected[seed].sentences);
    ASSERT_EQ(found[seed].paragraphs, expected[seed].paragraphs);
  }
}

// Texts that once took time in the square of their length: with look-ahead that is not bounded, any
// of these runs into the time limit of the test.
TEST(TextProperties, LongTextsOfOneKindAreReadInLinearTime) {
  for (const std::string_view part :
       {"'a ", "\"a ", "“a ", "a” ", "‘a “b ", "s' a ", ". “ ", "24\" ", ". ” ", "(", "A. ", "?",
        "\xE2\x80\x8D", "a\xC2\xAD", "a\xCC\x81", "https://x.example/?A", "'\n\n", "A\n"}) {
    std::string text;
    while (text.size() < 400'000) text += part;
    const Tokens tokens = tokenize(text);
    EXPECT_TRUE(tokens.tokens.empty() || tokens.tokens.back().span.end <= text.size());
  }
}

}  // namespace
}  // namespace quoth
