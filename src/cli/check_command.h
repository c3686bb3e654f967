// `quoth check`: the quotations of a draft against sources.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_check_command(CLI::App& program);

}  // namespace quoth
