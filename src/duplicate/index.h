// Near-duplicates: the same story under another headline, with other paragraphs or a shorter end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "duplicate/signature.h"

namespace quoth {

// A document is a duplicate of an earlier one if their resemblance is at least kMinResemblance, or
// if at least kMinContainment of its own shingles are in the earlier one: a cut copy says nothing
// new. A much longer version of an earlier text is none: it says more.
constexpr double kMinResemblance = 0.5;
constexpr double kMinContainment = 0.75;
// A shorter text is a duplicate of nothing: whether two are copies of each other or of one form
// cannot be told.
constexpr uint32_t kMinShingles = 20;

// Candidates are found by locality-sensitive hashing: kBands pairs of minima, each a key to the
// documents that have them in common. Of each key at most kMaxPerKey documents are kept.
constexpr size_t kBands = 28;
constexpr size_t kMaxPerKey = 16;

// The key of a pair, the band a part of it: 37 bits.
uint64_t band_key(const Signature& signature, size_t band);

// What the constants above say. `later` should have kMinShingles shingles.
bool is_duplicate(const Signature& later, const Signature& earlier);

// The documents of a run so far. Only originals are kept, so what is named is the earliest document
// of its group, and a chain of small changes does not lead far from it.
//
//   DuplicateIndex index;
//   index.add("a", wire_story);                       // nothing
//   index.add("b", "PORT ELLIN — " + wire_story);     // "a"
//   index.add("c", first_half(wire_story));           // "a"
//
// Of two texts that share a part J of their shingles the keys miss (1 - J^2)^kBands: 0.03 % at 0.5,
// 0.8 % at 0.4, 7 % at 0.3. A form that many documents fill in costs no more than kMaxPerKey.
//
// Memory: an original takes at most 600 bytes and its id, a duplicate none; the time of add() does
// not depend on the number of documents. Deterministic in the order of calls. Not thread safe;
// signature_of() is, and is nearly all of the work.
class DuplicateIndex {
 public:
  // The id of the earliest document that this one is a duplicate of; nothing for an original, which
  // is remembered. At most 2^32 - 1 originals; more are compared and not remembered.
  std::optional<std::string> add(std::string_view id, const Signature& signature);
  std::optional<std::string> add(std::string_view id, std::string_view text) {
    return add(id, signature_of(text));
  }

  // What add() would give; nothing is remembered.
  std::optional<std::string> find(const Signature& signature) const;

  size_t n_originals() const { return signatures_.size(); }
  size_t bytes() const;  // of memory held

 private:
  static constexpr uint32_t kFree = UINT32_MAX;

  std::optional<uint32_t> find_original(const Signature& signature) const;
  bool has_key(uint32_t document, const Signature& signature, size_t band) const;
  size_t slot_of(const Signature& signature, size_t band) const;
  void insert(uint32_t document);
  void grow();
  std::string id_of(uint32_t document) const;

  std::vector<Signature> signatures_;
  std::string ids_;  // one after the other
  std::vector<uint64_t> id_ends_;
  std::vector<uint32_t> slots_;  // open addressing: documents, or kFree; a power of two
  size_t n_used_ = 0;
};

}  // namespace quoth
