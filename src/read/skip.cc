#include "read/skip.h"

#include <string>

#include "language/detect.h"

namespace quoth {

std::optional<SkippedInput> skip_by_language(const Article& article, const ReadOptions& options) {
  if (options.language != "en") return std::nullopt;
  const DetectedLanguage detected = detect_language(article.text);
  const std::string& language = detected.tag.empty() ? article.language : detected.tag;
  if (language.empty() || is_english_tag(language)) return std::nullopt;
  return SkippedInput{article.id, SkipReason::kNotEnglish};
}

}  // namespace quoth
