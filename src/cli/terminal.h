// What the program knows of the terminal it may be running in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quoth {

// An option of the values auto, always and never.
enum class ShowWhen : uint8_t { kAuto, kAlways, kNever };

ShowWhen parse_when(std::string_view text);  // kAuto for anything else than "always" and "never"

bool is_terminal(int fd);

// Columns of the terminal, 80 where fd is none or does not tell.
size_t terminal_width(int fd);

// kAuto is true on a terminal, unless NO_COLOR is set to anything (no-color.org) or TERM is "dumb".
bool use_color(ShowWhen when, int fd);

// Opens /dev/null in place of a standard stream that is closed, in the mode that makes its use
// fail, so that no file opened later takes its number and gets what is meant for the stream.
void keep_standard_streams_taken();

}  // namespace quoth
