#include "cli/extract_work.h"

#include <utility>
#include <variant>

namespace quoth {

Outcome ExtractWork::operator()(Job job) const {
  Outcome outcome{.place = std::move(job.place),
                  .bytes_read = job.bytes_read,
                  .bytes_total = job.bytes_total,
                  .written = {},
                  .compared = {},
                  .skipped = {},
                  .failed = {}};
  job.item = finish_reading(std::move(job.item), read_);
  if (const auto* failed = std::get_if<FailedInput>(&job.item)) {
    outcome.written.bytes = writer_.failure(*failed);
    outcome.failed = failed->error;
  } else if (const auto* skipped = std::get_if<SkippedInput>(&job.item)) {
    outcome.skipped = skipped->reason;
  } else {
    auto& article = std::get<Article>(job.item);
    Record record = engine_.extract(article);
    if (!compare_) {
      outcome.written = writer_.document(article, record);
      outcome.failed = outcome.written.error;
    } else {
      const Signature signature = signature_of(article.text);
      outcome.compared = Compared{std::move(article), std::move(record), signature};
    }
  }
  return outcome;
}

}  // namespace quoth
