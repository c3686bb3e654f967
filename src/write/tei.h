// Statements as TEI P5 (https://tei-c.org/release/doc/tei-p5-doc/en/html/): the text of the article
// with the speech marked in it.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// A <TEI> element: a header of what the input told; a <standOff> with the speakers and with the
// fields of the statements; and the text, a <p> for each paragraph, with
//
//   <said xml:id="d1.s1" who="#d1.p1" direct="true" cert="0.97">   content
//   <rs type="source" corresp="#d1.s1">, <seg type="cue" corresp="#d1.s1">
//
// A content of several pieces is several <said>, linked by next and prev; the first one has the id
// of the statement, the others d1.s1.2 and on. `direct` of a mixed statement is "inapplicable". The
// paragraphs are those of the tokenizer, and white space between them is not kept. Ids need
// number_ids() (write/markup.h).
std::string write_tei(const Article& article, const std::vector<Entity>& entities,
                      const std::vector<Selected>& selected);

// Around the documents of an output. One is a document of its own, several are a <teiCorpus>.
std::string tei_declaration();
std::string tei_corpus_begin();
std::string tei_corpus_end();
std::string tei_empty();  // a <TEI> without text, for a run without documents

// True of a date that TEI's @when takes: a year, month, day or time of ISO 8601 that exists.
bool is_tei_date(std::string_view date);

}  // namespace quoth
