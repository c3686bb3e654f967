// quoth quotes: the same words in several articles.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_quotes_command(CLI::App& program);

}  // namespace quoth
