// Reading what `quoth evaluate` compares: gold documents, predictions and frames, from the contents
// of their files. Lines end in LF, CR or CRLF; blank ones are skipped. `where` names the file in
// errors, which say the line as well: "gold.jsonl:7".
//
//   {"id": "a1", "text": "“No,” she said.", "sentences": [[0, 15]],
//    "attributions": [{"source": [[6, 9]], "cue": [[10, 14]], "content": [[0, 5]]}]}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluate/marked.h"
#include "quoth/error.h"

namespace quoth {

// Nesting and size that a line of JSON may have.
inline constexpr size_t kMaxMarkedDepth = 64;
inline constexpr size_t kMaxMarkedLineBytes = 256u << 20;

// One document a line: "id", "text" and "attributions" are needed, "sentences" is not; the title,
// url, publisher and date ("published" or "date") are kept for whoever extracts from the text.
// Fails with kInvalidUtf8, kInvalidJson, kInvalidDocument (a field is missing or of another type)
// or kTooLarge.
Result<std::vector<GoldDocument>> parse_gold(std::string_view jsonl, const std::string& where);

// Whether the fields that only frames are compared with (speakers, act, addressee, channel, when)
// are read. Corpora use some of these names for other things, so a gold file can be read as a
// prediction only without them.
enum class FrameFields { kIgnore, kRead };

// One document a line: "id", and a list "attributions" or, where that is absent or empty,
// "statements" (as `quoth extract` writes it); without either, for instance on a line with an
// "error", nothing was predicted. Of two lines with one id the last counts. Fails as parse_gold.
Result<Predictions> parse_predictions(std::string_view jsonl, const std::string& where,
                                      FrameFields frame_fields);

// Eight fields a line, separated by tabs; other lines are skipped:
//   document id, index, speakers separated by " | ", kind, act, addressee, channel, when
// "-" stands for none. Fails with kInvalidUtf8 or kInvalidDocument (the index is no number).
Result<GoldFrames> parse_frames(std::string_view tsv, const std::string& where);

}  // namespace quoth
