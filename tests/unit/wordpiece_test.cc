#include "text/wordpiece.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/tokenizer.h"

namespace quoth {
namespace {

// The line number is the id.
const std::vector<std::string> kVocabulary = {
    "[PAD]", "[UNK]", "\"", "'",   "—",     ",",    ".",   "-",       "har",  "##bour", "##b",
    "##our", "s",     "we", "won", "said",  "cafe", "##s", "1",       "##0",  ",000",   "東",
    "京",    "don",   "t",  "!",   "##ing", "$",    "5",   "strasse", "stra", "##ße"};

WordPiece make_word_piece() {
  std::string data;
  for (const std::string& piece : kVocabulary) data += piece + '\n';
  return WordPiece(data);
}

// "piece piece | piece": the pieces of each token.
std::string pieces_of(const std::string& text) {
  const WordPiece word_piece = make_word_piece();
  const Tokens tokens = tokenize(text);
  const Pieces pieces = word_piece.split(tokens, text);
  EXPECT_EQ(pieces.first_piece.size(), tokens.tokens.size() + 1);
  EXPECT_EQ(pieces.first_piece.back(), pieces.ids.size());
  std::string out;
  for (size_t i = 0; i < tokens.tokens.size(); ++i) {
    EXPECT_LT(pieces.first_piece[i], pieces.first_piece[i + 1]) << "a token without a piece";
    if (i > 0) out += " |";
    for (uint32_t p = pieces.first_piece[i]; p < pieces.first_piece[i + 1]; ++p) {
      out += (p > 0 ? " " : "") + kVocabulary.at(static_cast<size_t>(pieces.ids[p]));
    }
  }
  return out;
}

TEST(WordPiece, ReadsTheVocabularyByLine) {
  const WordPiece word_piece = make_word_piece();
  EXPECT_EQ(word_piece.vocabulary_size(), kVocabulary.size());
  EXPECT_EQ(word_piece.unknown_id(), 1);
  const WordPiece unterminated("[UNK]\na");
  EXPECT_EQ(unterminated.vocabulary_size(), 2u);
  EXPECT_EQ(unterminated.unknown_id(), 0);
}

TEST(WordPiece, NoTokensHaveNoPieces) {
  const WordPiece word_piece = make_word_piece();
  const Pieces pieces = word_piece.split(Tokens{}, "");
  EXPECT_TRUE(pieces.ids.empty());
  EXPECT_EQ(pieces.first_piece, std::vector<uint32_t>{0});
}

TEST(WordPiece, TakesTheLongestPieceFirst) {
  EXPECT_EQ(pieces_of("harbour"), "har ##bour");
  EXPECT_EQ(pieces_of("harbs"), "har ##b ##s");
  EXPECT_EQ(pieces_of("s"), "s");
}

TEST(WordPiece, FoldsCaseAndAccents) {
  EXPECT_EQ(pieces_of("HARBOUR"), "har ##bour");
  EXPECT_EQ(pieces_of("Caf\xC3\xA9s"), "cafe ##s");     // é as one code point
  EXPECT_EQ(pieces_of("Cafe\xCC\x81s"), "cafe ##s");    // e and a combining acute
  EXPECT_EQ(pieces_of("Caf\xC2\xAD\xC3\xA9"), "cafe");  // a soft hyphen is nothing
  EXPECT_EQ(pieces_of("Straße"), "stra ##ße");          // no folding beyond BERT's
}

TEST(WordPiece, AWordWithAnUnknownPartIsOneUnknown) {
  EXPECT_EQ(pieces_of("harq"), "[UNK]");
  EXPECT_EQ(pieces_of("we harq won"), "we | [UNK] | won");
  EXPECT_EQ(pieces_of(std::string(199, 's')).substr(0, 9), "s ##s ##s");
  EXPECT_EQ(pieces_of(std::string(201, 's')), "[UNK]");  // longer than BERT's limit
}

TEST(WordPiece, MarksInsideATokenAreWords) {
  EXPECT_EQ(pieces_of("don't"), "don ' t");
  EXPECT_EQ(pieces_of("don’t"), "don ' t");
  EXPECT_EQ(pieces_of("1,000"), "1 , [UNK]");
  EXPECT_EQ(pieces_of("s.s."), "s . s .");
}

TEST(WordPiece, SymbolsOfAsciiAreWordsAndOthersAreNot) {
  EXPECT_EQ(pieces_of("$5"), "$ | 5");
  EXPECT_EQ(pieces_of("€5"), "[UNK] | 5");
}

TEST(WordPiece, IdeographsAreWords) { EXPECT_EQ(pieces_of("東京"), "東 京"); }

TEST(WordPiece, QuotationMarksOfEveryShapeReadAlike) {
  for (const std::string text : {"“We won,” we said.", "\"We won,\" we said.", "‘We won,’ we said.",
                                 "'We won,' we said.", "``We won,'' we said.", "«We won,» we said.",
                                 "„We won,“ we said.", "''We won,'' we said."}) {
    EXPECT_EQ(pieces_of(text), "\" | we | won | , | \" | we | said | .") << text;
  }
}

TEST(WordPiece, NestedMarksReadAsSingles) {
  EXPECT_EQ(pieces_of("“We said ‘won’”"), "\" | we | said | ' | won | ' | \"");
  EXPECT_EQ(pieces_of("'We said \"won\"'"), "\" | we | said | ' | won | ' | \"");
}

TEST(WordPiece, StrayMarksAndApostrophesKeepTheirKind) {
  EXPECT_EQ(pieces_of("5\" s"), "5 | \" | s");
  EXPECT_EQ(pieces_of("5″ s"), "5 | \" | s");
  EXPECT_EQ(pieces_of("the s’ s"), "[UNK] | s | ' | s");
}

TEST(WordPiece, DashesReadAlike) {
  EXPECT_EQ(pieces_of("we — we – we -- we --- we"), "we | — | we | — | we | — | we | — | we");
  EXPECT_EQ(pieces_of("we-we"), "we | - | we");
}

}  // namespace
}  // namespace quoth
