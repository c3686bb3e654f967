// Which statements are written, and what the formats ask of one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/record.h"
#include "write/offsets.h"

namespace quoth {

// A statement to write. `index` is its place in the engine's list, so that ids stay the same when
// others are left out; `within` is the index of the next outer statement that is written, and
// `replies_to` that of the statement answered, if it is written.
struct Selected {
  const Statement* statement = nullptr;
  uint32_t index = 0;
  std::optional<uint32_t> within;
  std::optional<uint32_t> replies_to;
};

// The statements of at least min_confidence, both rounded to thousandths. Points into `statements`.
std::vector<Selected> select(const std::vector<Statement>& statements, float min_confidence);

// Confidence in thousandths, rounded half up: 0.9996 -> 1000.
int thousandths(float confidence);

// "0.97", "0.125", "1.0": at least one decimal, at most three.
std::string format_confidence(float confidence);

// "s1" for index 0.
std::string statement_id(uint32_t index);

// "e1" for index 0.
std::string entity_id(size_t index);

// The pieces of a role, joined.
std::string join_pieces(const std::vector<ByteSpan>& spans, std::string_view text,
                        std::string_view separator);
// The names of the speakers, joined by "; ".
std::string join_speakers(const std::vector<Speaker>& speakers);

// The offsets of every span of these statements and entities that a record shows. The first needs a
// unit other than kSource; the second keeps a reference to the article.
OffsetMap map_offsets(std::string_view text, const std::vector<Selected>& selected, OffsetUnit unit,
                      const std::vector<Entity>& entities = {});
OffsetMap map_offsets(const Article& article, const std::vector<Selected>& selected,
                      OffsetUnit unit, const std::vector<Entity>& entities = {});

}  // namespace quoth
