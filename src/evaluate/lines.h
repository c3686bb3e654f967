// Lines of a text whose line breaks are LF, CR or CRLF, as Python reads text files.
#pragma once

#include <cstddef>
#include <string_view>

namespace quoth {

// Calls use(line, number) for each line, without its break, numbered from 1; stops where it returns
// false. "" has no line, "\n" one empty line, "a\r\nb" two.
template <typename Use>
void for_each_line(std::string_view text, Use&& use) {
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find_first_of("\r\n");
    if (!use(text.substr(0, end), number) || end == std::string_view::npos) return;
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
}

}  // namespace quoth
