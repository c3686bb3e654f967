// What two statements of an article have to do with each other, for telling who answers whom.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nn/frame_heads.h"
#include "quoth/record.h"

namespace quoth {

// Facts of pairs of an article's first `n` statements.
class PairFacts {
 public:
  // The statements must outlive this, and `text` is what they are of.
  PairFacts(const std::vector<Statement>& statements, size_t n, std::string_view text);

  // Of statement i and an earlier one, j; `between` counts the statements between them that are not
  // of i's speakers. In order: same speakers; others; i's speaker is named in j; j's in i; words in
  // common, in fifths; any; i lies in j; j lies in i or both in a third; j is a question; and i the
  // next statement; i's speaker is whom j was told; j's is whom i was told; i was told "him",
  // "them" or the like, and not by j's speaker; bytes between, up to 1200; others in turn;
  // `between`, in fifths up to 5. The twin of pair_facts() in
  // training/quoth_training/frame_features.py.
  std::array<float, kPairFacts> operator()(uint32_t i, uint32_t j, size_t between) const;

  bool same_speakers(uint32_t i, uint32_t j) const;

 private:
  // The words of a statement, in small letters.
  struct Wording {
    std::set<std::string> said;      // of the content, without light words
    std::set<std::string> named;     // of the content, those that begin with a capital
    std::set<std::string> speakers;  // of the speakers' names, likewise
    std::set<std::string> told;      // of the addressee, likewise
    bool pronoun = false;            // the addressee is "him", "them" or the like
    bool asks = false;               // the content ends with a question mark
    uint32_t at = 0;                 // byte of the cue, else of the source, else of the content
  };

  static Wording wording(const Statement& s, std::string_view text);

  const std::vector<Statement>& statements_;
  std::vector<Wording> words_;
};

}  // namespace quoth
