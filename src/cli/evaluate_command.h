// `quoth evaluate`: how right statements are, against a marked corpus.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_evaluate_command(CLI::App& program);

}  // namespace quoth
