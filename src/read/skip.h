// Which articles are left out of a run.
#pragma once

#include <optional>

#include "quoth/record.h"
#include "read/reader.h"

namespace quoth {

// kNotEnglish for an article that is surely written in another language (language/detect.h), where
// options.language is "en"; nothing for one whose page or record says that it is English, for a
// short text and for one of which it cannot be told. Thread safe; some 30 MB a second.
std::optional<SkippedInput> skip_by_language(const Article& article, const ReadOptions& options);

}  // namespace quoth
