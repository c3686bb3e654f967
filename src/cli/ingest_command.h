// `quoth ingest`: articles and their statements into a record.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_ingest_command(CLI::App& program);

}  // namespace quoth
