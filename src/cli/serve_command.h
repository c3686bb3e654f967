// `quoth serve`: the record in a browser, and its API.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_serve_command(CLI::App& program);

}  // namespace quoth
