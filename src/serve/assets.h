// The files of web/, which are part of the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serve/message.h"

namespace quoth {

struct EmbeddedFile {
  std::string_view name;  // "style.css"
  std::string_view text;
};

// Made by the build from all of web/.
const std::vector<EmbeddedFile>& embedded_files();

// The text of a file that is known to be there.
std::string_view embedded_text(std::string_view name);

// A file with its type and a strong ETag, the begin of its SHA-256; 304 where `request` has that
// one already.
Response file_response(const Request& request, std::string_view name, std::string_view text);

}  // namespace quoth
