// The words around a statement.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/span.h"

namespace quoth {

// Where the source, cue and content of a statement lie: bytes of the text of its article.
struct EvidenceSpans {
  std::vector<ByteSpan> source, cue, content;
};

// statements.evidence, whose offsets are code points, for the text of its article. Nothing if it is
// not what ingest writes for a text like this.
std::optional<EvidenceSpans> parse_evidence(std::string_view json, std::string_view text);

// The sentences of the text that these spans lie in: from the begin of the first one's to the end
// of the last one's. Of a passage of more than kMaxContextBytes that does not end, the part around.
constexpr size_t kMaxContextBytes = 2000;
ByteSpan sentences_around(std::string_view text, const EvidenceSpans& spans);

}  // namespace quoth
