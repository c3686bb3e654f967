// `quoth completion`: the script that lets a shell complete quoth's command line.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_completion_command(CLI::App& program);

}  // namespace quoth
