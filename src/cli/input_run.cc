#include "cli/input_run.h"

#include <unistd.h>

#include <utility>
#include <variant>

#include "cli/terminal.h"
#include "read/page_article.h"
#include "read/skip.h"

namespace quoth {

std::optional<Job> next_job(Reader& reader) {
  std::optional<ReadItem> item = reader.next();
  if (!item) return std::nullopt;
  return Job{*std::move(item), reader.place(), reader.bytes_read(), reader.bytes_total()};
}

ReadItem finish_reading(ReadItem item, const ReadOptions& read) {
  if (auto* page = std::get_if<Page>(&item)) item = article_of(*std::move(page), read);
  if (const auto* article = std::get_if<Article>(&item)) {
    if (auto skipped = skip_by_language(*article, read)) item = *std::move(skipped);
  }
  return item;
}

Result<void> default_to_stdin(std::vector<std::string>& inputs,
                              const std::vector<std::string>& manifests) {
  if (!inputs.empty() || !manifests.empty()) return {};
  if (is_terminal(STDIN_FILENO)) {
    return fail(ErrorCode::kUsage,
                "no FILE given, and standard input is a terminal (use - to type text)");
  }
  inputs = {"-"};
  return {};
}

}  // namespace quoth
