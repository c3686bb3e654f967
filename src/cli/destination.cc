#include "cli/destination.h"

#include <utility>

namespace quoth {

Result<Destination> Destination::open(Format format, const std::string& path) {
  Destination destination;
  if (format != Format::kBrat) {
    auto output = Output::open(path);
    if (!output) return tl::unexpected(output.error());
    destination.output_ = *std::move(output);
    return destination;
  }
  auto folder = OutputFolder::open(path);
  if (!folder) return tl::unexpected(folder.error());
  if (const auto done = (*folder)->write_once("annotation.conf", brat_configuration()); !done) {
    return tl::unexpected(done.error());
  }
  destination.folder_ = *std::move(folder);
  return destination;
}

Result<Destination> Destination::resume(const std::string& path, uint64_t bytes) {
  auto output = Output::resume(path, bytes);
  if (!output) return tl::unexpected(output.error());
  Destination destination;
  destination.output_ = *std::move(output);
  return destination;
}

Result<Delivery> Destination::write(const std::string& bytes) {
  return bytes.empty() ? Delivery::kDone : output_->write(bytes);
}

Result<void> Destination::write(const std::vector<WrittenFile>& files) {
  return files.empty() ? Result<void>() : folder_->write(files);
}

Result<void> Destination::sync() { return output_ ? output_->sync() : Result<void>(); }

Result<void> Destination::commit() { return output_ ? output_->commit() : Result<void>(); }

void Destination::abandon(std::chrono::milliseconds patience) {
  if (output_) output_->abandon(patience);
  if (folder_) folder_->abandon(patience);
}

}  // namespace quoth
