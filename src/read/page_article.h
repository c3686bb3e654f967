// From a web page to its article: what is left to do of an item of the reader.
#pragma once

#include "read/reader.h"

namespace quoth {

// The article of a page; a SkippedInput (kNoArticle) if it holds none, a FailedInput if it goes
// over a limit. What the page's surroundings tell (its address, a date) fills what the page itself
// does not; of a page that was made of parts, it comes first. Any number of threads may call it.
ReadItem article_of(Page page, const ReadOptions& options);

}  // namespace quoth
