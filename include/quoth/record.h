// The record: an article, and who said what in it.
//
// Plain values without behaviour; every field that stands for words of the article is a ByteSpan of
// Article::text, so that what the record claims can be shown in the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/source_map.h"
#include "quoth/span.h"

namespace quoth {

// A document as the engine reads it. `text` is valid UTF-8; the other fields are what the input
// told, empty where it did not. `id` is the id that the document came with, else its path as given.
struct Article {
  std::string id = {};
  std::string text = {};
  std::string url = {};
  std::string title = {};
  std::string publisher = {};
  std::string author = {};        // names as printed, joined by "; "
  std::string published = {};     // ISO 8601 date, as given
  std::string language = {};      // BCP 47 tag of what the text is written in, "en"
  std::string duplicate_of = {};  // id of an earlier document of nearly the same text
  SourceMap source_map = {};      // of `text` to the bytes of the input; empty where not known

  friend bool operator==(const Article&, const Article&) = default;
};

// How the words are reported: in quotation marks throughout, without any, or in part.
//   “We won,” she said. -> kDirect    She said they had won. -> kIndirect
//   She said they had “won big”. -> kMixed
enum class Form : uint8_t { kDirect, kIndirect, kMixed };

std::string_view name(Form form);  // "direct", "indirect", "mixed"

// Who is answerable for a statement. `name` is the fullest name in the source phrase, without
// title, leading article or possessive, or the phrase itself where it holds no name. Never empty.
struct Speaker {
  std::string name;
  ByteSpan span;  // where the name stands

  friend bool operator==(const Speaker&, const Speaker&) = default;
};

// One statement: the source is said, by the cue, to have expressed the content.
//
// Invariants (validate() checks them): spans of a role are ascending, disjoint and not empty;
// content is not empty; source, cue and speakers may be; `within` is the index of another statement
// in the same list, whose content holds this one; confidence lies in [0, 1].
//
//   “The water,” mayor Ines Duarte said, “is not fit to drink.”
//   source  {mayor Ines Duarte}   cue {said}   content {“The water,”} {“is not fit to drink.”}
//   form    kDirect               speakers {Ines Duarte}
struct Statement {
  Form form = Form::kIndirect;
  std::vector<ByteSpan> source;
  std::vector<ByteSpan> cue;
  std::vector<ByteSpan> content;
  std::vector<Speaker> speakers;
  std::optional<uint32_t> within;
  float confidence = 0;

  friend bool operator==(const Statement&, const Statement&) = default;
};

// True if every invariant of every statement holds for this text.
bool validate(const std::vector<Statement>& statements, std::string_view text);

// One line a statement, for tests and debugging:
//   s1 direct [mayor Ines Duarte] said: “The water,” … “is not fit to drink.” <Ines Duarte>
// An inner statement ends in " in s1". The confidence is left out, so that dumps are comparable.
std::string to_dump(const std::vector<Statement>& statements, std::string_view text);

}  // namespace quoth
