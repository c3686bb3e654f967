#include "read/skip.h"

#include "language/detect.h"

namespace quoth {

std::optional<SkippedInput> skip_by_language(const Article& article, const ReadOptions& options) {
  if (options.language != "en" || is_english_tag(article.language)) return std::nullopt;
  const DetectedLanguage detected = detect_language(article.text);
  if (detected.tag.empty() || is_english_tag(detected.tag)) return std::nullopt;
  return SkippedInput{article.id, SkipReason::kNotEnglish};
}

}  // namespace quoth
