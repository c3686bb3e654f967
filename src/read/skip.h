// Which articles are left out of a run.
#pragma once

#include <optional>

#include "quoth/record.h"
#include "read/reader.h"

namespace quoth {

// kNotEnglish for an article in another language, where options.language is "en". What its words
// surely are (language/detect.h) decides; where that cannot be told, as of a short text, what its
// page or record says of it; without either it counts as English. Thread safe; some 30 MB a second.
std::optional<SkippedInput> skip_by_language(const Article& article, const ReadOptions& options);

}  // namespace quoth
