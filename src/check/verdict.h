// What a check says of a quotation or a statement of a draft.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quotes/compare.h"
#include "quoth/span.h"

namespace quoth {

//   kVerbatim       the words are those of a source, and so is who said them
//   kElided         the same, but for words left out where the draft shows it
//   kSupported      an indirect statement that a source bears out
//   kAltered        the words differ
//   kMisattributed  the words are there, and somebody else said them
//   kNotFound       no source has them
//   kUnsure         the words are there, and it could not be told whether the draft is right
// All but the first three are findings.
enum class Verdict : uint8_t {
  kVerbatim,
  kElided,
  kSupported,
  kAltered,
  kMisattributed,
  kNotFound,
  kUnsure,
};

std::string_view name(Verdict verdict);  // "verbatim", "elided", …
bool is_finding(Verdict verdict);

// Where a verdict was read from.
struct Evidence {
  uint32_t source = 0;  // number in the Sources
  std::string id;
  std::vector<ByteSpan> pieces;       // in the source's text
  std::vector<std::string> speakers;  // who said it there; empty where it could not be told

  ByteSpan span() const { return {pieces.front().begin, pieces.back().end}; }
};

// A difference in words. Of words put in, `source` is empty; of words left out, `draft`.
struct Difference {
  EditKind kind = EditKind::kWords;
  std::string draft;
  std::string source;
  ByteSpan draft_span;

  friend bool operator==(const Difference&, const Difference&) = default;
};

struct Finding {
  Verdict verdict = Verdict::kNotFound;
  std::string reason;  // a sentence for people, without a full stop; empty for what is fine
  std::vector<Difference> differences;
  std::optional<Evidence> evidence;
};

}  // namespace quoth
