// What the commands that read documents share, before the engine sees them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "quoth/error.h"
#include "read/reader.h"

namespace quoth {

// An input on its way through the run, with how far the reader had come.
struct Job {
  ReadItem item;
  Place place;
  uint64_t bytes_read = 0;
  uint64_t bytes_total = 0;
};

// The next one, nothing at the end.
std::optional<Job> next_job(Reader& reader);

// What is left to do of reading, for any thread: a page becomes its article, and an article in
// another language than `read` asks for is skipped. Never a Page.
ReadItem finish_reading(ReadItem item, const ReadOptions& read);

// Without files and lists of files standard input is read, but not from a terminal (kUsage).
Result<void> default_to_stdin(std::vector<std::string>& inputs,
                              const std::vector<std::string>& manifests);

}  // namespace quoth
