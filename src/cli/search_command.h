// `quoth search`: statements of a record by words and by who said what.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_search_command(CLI::App& program);

}  // namespace quoth
