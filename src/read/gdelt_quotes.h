// Quotations with what stands around them, as GDELT's Global Quotation Graph has them.
//
// A line of a .gqg.json.gz file is one article:
//   {"date": "2024-03-05T08:30:00Z", "url": "https://…", "title": "Basin to close",
//    "lang": "ENGLISH", "quotes": [
//     {"pre": "told reporters on the quay. ", "quote": "We cannot run it",
//      "post": ", Maria Keller said, adding"}]}
// `quote` is without its marks; `pre` and `post` are the hundred characters or so before and after
// it, cut between words. The article itself is not there.
#pragma once

#include <string>

namespace quoth {

struct QuoteInContext {
  std::string pre, quote, post;

  friend bool operator==(const QuoteInContext&, const QuoteInContext&) = default;
};

// Adds the quotation to `text` as a paragraph of its own, in curly marks, with what stands around
// it:
//   told reporters on the quay. “We cannot run it”, Maria Keller said, adding
// Of `pre`, what ends in the closing mark of an earlier quotation is left out with that mark, and
// of `post` what begins with the opening mark of the next: they have paragraphs of their own, and a
// mark without its pair would turn the rest inside out. Without effect for an empty quote.
void append_quote(std::string& text, const QuoteInContext& quote);

}  // namespace quoth
