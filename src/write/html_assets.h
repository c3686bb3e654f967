// The style and the script of the page, from src/write/data/.
#pragma once

#include <string_view>

namespace quoth {

extern const std::string_view html_style_data;
extern const std::string_view html_script_data;

}  // namespace quoth
