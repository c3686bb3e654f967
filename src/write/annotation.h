// Statements as annotations of the W3C (https://www.w3.org/TR/annotation-model/), in JSON-LD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// One annotation a statement, each on a line of its own, separated by ",\n"; empty without
// statements. Between annotation_page_begin() and annotation_page_end() they are the items of an
// AnnotationPage: that is the unit which viewers load and which annotation servers hand out, one
// JSON document that any JSON-LD processor reads.
//
// The target is the content, a SpecificResource for each piece; the body is a text to show, and a
// schema:Quotation with the fields of the record, in which quoth:source and quoth:cue point into
// the text as the target does. Every place has two selectors: TextPositionSelector, in code points
// as the model asks, whatever options.offsets is; and TextQuoteSelector, by which it is found again
// where the text has been changed elsewhere (write/quote_context.h). With OffsetUnit::kSource it
// has a DataPositionSelector too, in bytes of the input.
std::string write_annotations(const Article& article, const std::vector<Entity>& entities,
                              const std::vector<Selected>& selected, const WriteOptions& options);

std::string annotation_page_begin();
std::string annotation_page_end(std::string_view id);

}  // namespace quoth
