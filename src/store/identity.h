// By what the record knows articles and their readers.
#pragma once

#include <filesystem>
#include <string>

#include "quoth/error.h"
#include "quoth/record.h"

namespace quoth {

// Hexadecimal SHA-256. `identity` is that of an article across models and runs: of its text, title,
// url, publisher, author, date and language; not of its id, which may be the path of a file that
// was moved, and not of its section, which says where it was put and not what it is.
struct ArticleHashes {
  std::string identity;
  std::string text;
};

ArticleHashes hash_article(const Article& article);

// What reads articles: an article is read again where this changes. The hash is the one that the
// model file holds of itself (docs/model-format.md).
//
//   "quoth 0.1.0, quoth-base 1 (93a1b2c3d4e5f607)"
Result<std::string> extractor_name(const std::string& version, const std::string& model_name,
                                   const std::filesystem::path& model_file);

}  // namespace quoth
