// Statements as brat standoff annotation (https://brat.nlplab.org/standoff.html).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// The pair of files of a document, .txt and .ann:
//   T1  Source 13 30                    text-bound: Source, Cue, Content; pieces "b e;b e"
//   R1  Says Arg1:T1 Arg2:T3            source to content; CuedBy from content to cue; Within and
//                                       RepliesTo from content to content
//   A1  Form T3 direct                  of content; Act and Channel likewise
//   #1  AnnotatorNotes T3 s1; confidence 0.97; …
//
// brat is a program of lines: white space other than spaces and line feeds is a space in .txt (CR
// LF is a space and a line feed, a lone CR a line feed), one code point for one, so that offsets
// are those of the record. Spans are cut at line feeds.
std::vector<WrittenFile> write_brat(const Article& article, const std::vector<Entity>& entities,
                                    const std::vector<Selected>& selected);

// annotation.conf, which tells brat of the types above.
std::string brat_configuration();

// A name for a file from the id of a document: letters, digits, "-", "_" and "." of ASCII, all else
// "_"; its last 100 characters, without dots at the begin, never empty.
//
//   news/2024/a 1.txt -> news_2024_a_1.txt      ../etc -> _etc      "" -> document
std::string safe_stem(std::string_view id);

// Gives each document of a run a name of its own, also where upper and lower case are one.
class FileNames {
 public:
  // `stem`, else the first of stem-2, stem-3, … that is free.
  std::string take(const std::string& stem);

 private:
  std::unordered_map<std::string, size_t> taken_;  // names in lower case, and the last n tried
};

}  // namespace quoth
