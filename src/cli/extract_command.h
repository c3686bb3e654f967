// `quoth extract`: statements of files, directories and standard input.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_extract_command(CLI::App& program);

}  // namespace quoth
