// Reads inputs as `quoth extract` does, pages left unread, and tells what that took.
//
//   read_speed FILE...   prints {"items": …, "pages": …, "failed": …, "page_bytes": …, "cpu_s": …}
#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include "read/reader.h"

namespace {

double cpu_seconds() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

}  // namespace

int main(int argc, char** argv) {
  quoth::Reader reader(std::vector<std::string>(argv + 1, argv + argc), {});
  uint64_t n_items = 0, n_pages = 0, n_failed = 0, n_bytes = 0;
  const double start = cpu_seconds();
  while (const auto item = reader.next()) {
    ++n_items;
    if (const auto* page = std::get_if<quoth::Page>(&*item)) {
      ++n_pages;
      n_bytes += page->bytes.size();
    }
    if (std::holds_alternative<quoth::FailedInput>(*item)) ++n_failed;
  }
  std::printf(
      "{\"items\": %ju, \"pages\": %ju, \"failed\": %ju, \"page_bytes\": %ju, \"cpu_s\": %.3f}\n",
      uintmax_t{n_items}, uintmax_t{n_pages}, uintmax_t{n_failed}, uintmax_t{n_bytes},
      cpu_seconds() - start);
  return 0;
}
