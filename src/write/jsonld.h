// Statements in the vocabulary of schema.org, as JSON-LD.
#pragma once

#include <string>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// The nodes of one document, separated by ",\n", for the @graph between jsonld_begin() and
// jsonld_end(): a NewsArticle, its speakers, and for each statement a Quotation, by its speaker
// (spokenByCharacter, which schema.org has for whom the article attributes it to, and creator). An
// indirect statement is a Claim: its words are the article's, and a Quotation would put them into
// the mouth of the speaker.
std::string write_jsonld(const Article& article, const std::vector<Entity>& entities,
                         const std::vector<Selected>& selected);

std::string jsonld_begin();
std::string jsonld_end();

}  // namespace quoth
