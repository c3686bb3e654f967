// Any bytes where a compressed file holds members: reading ends, and the sound members of gzip
// before and behind them are read in full.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "archive/byte_source.h"
#include "support/archives.h"
#include "support/memory_file.h"

namespace {

using quoth::testing_support::gzipped;
using quoth::testing_support::MemoryFile;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string drain(std::string_view bytes) {
  const MemoryFile file(bytes);
  auto source = quoth::ByteSource::open(file.path());
  require(source.has_value());
  std::string all;
  uint64_t offset = 0;
  while (true) {
    const auto grown = source->grow();
    require(grown || grown.error().code == quoth::ErrorCode::kInvalidArchive ||
            grown.error().code == quoth::ErrorCode::kTooLarge);
    if (grown && !*grown) break;
    require(source->offset() >= offset && source->offset() <= bytes.size());
    offset = source->offset();
    all += source->held();
    source->consume(source->held().size());
  }
  require(source->bytes_read() == bytes.size());
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  drain(bytes);
  const std::string all = drain(gzipped("first\n") + bytes + gzipped("\nlast"));
  require(all.starts_with("first\n") && all.ends_with("\nlast"));
  return 0;
}
