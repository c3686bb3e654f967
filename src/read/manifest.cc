#include "read/manifest.h"

#include <string_view>
#include <utility>

namespace quoth {

Result<Manifest> Manifest::open(const std::string& path) {
  auto source = ByteSource::open(path);
  if (!source) return tl::unexpected(source.error());
  return Manifest(*std::move(source));
}

std::optional<Result<std::string>> Manifest::next() {
  constexpr std::string_view kBlanks = " \t\r\n";
  while (true) {
    const auto line = lines_.next(source_);
    if (!line) return tl::unexpected(line.error());
    if (!*line) return std::nullopt;
    if ((*line)->too_long) {
      return fail(ErrorCode::kInvalidDocument, "the line is too long to name an input",
                  source_.path() + ':' + std::to_string((*line)->number));
    }
    const std::string_view text = (*line)->text;
    if (text.starts_with('#') || text.find_first_not_of(kBlanks) == text.npos) continue;
    return std::string(text);
  }
}

}  // namespace quoth
