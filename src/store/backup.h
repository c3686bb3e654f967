// A copy of a record beside it, before it is changed for good.
#pragma once

#include <filesystem>
#include <string>

#include "quoth/error.h"

namespace quoth {

// Copies the record, which nobody may change meanwhile, to FILE.v1.backup (1 being `version`), or
// to FILE.v1.backup-2, … where that is taken. The copy is on the disk, whole, when it has its name.
// Fails with kIo or kPermission.
Result<void> back_up(const std::filesystem::path& file, int version);

// The URI by which SQLite opens a file that nothing changes, without locks or a log.
std::string immutable_uri(const std::filesystem::path& file);

}  // namespace quoth
