// quoth people: who is in a record.
#pragma once

#include "cli/command.h"

namespace quoth {

Command add_people_command(CLI::App& program);

}  // namespace quoth
