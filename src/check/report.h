// What a check found, written for programs and for people.
#pragma once

#include <string>
#include <string_view>

#include "check/check.h"
#include "quoth/error.h"

namespace quoth {

// One line, ended by "\n"; offsets are code points of the text of the draft and of the source:
//   {"id": "d1", "quotes": [{"text": "…", "span": [0, 9], "speaker": "Ines Duarte", "verdict":
//    "altered", "difference": [{"kind": "words", "draft": "can", "source": "cannot", "span": [4,
//    7]}], "source": {"id": "a1", "span": [12, 24], "speaker": "Ines Duarte"}, "reason": "…"}],
//    "statements": […]}
// speaker, difference and source are null where there are none, reason is absent.
std::string write_check_jsonl(const CheckedDraft& checked, const Sources& sources);

//   {"id": "d.jsonl:7", "error": {"code": "invalid_json", "message": "…", "where": "d.jsonl:7"}}
// is written by write_jsonl() of the writers.

struct CheckTextOptions {
  bool color = false;
};

// The draft with its quotes marked by their verdicts, and under it a line for each finding.
std::string write_check_text(const CheckedDraft& checked, const CheckTextOptions& options);

// "a words b" of a difference: “can” → “cannot”.
std::string describe(const Difference& difference);
// A finding in a sentence, for people.
std::string describe(const Checked& checked);

std::string_view name(EditKind kind);  // "words", "case", …

}  // namespace quoth
