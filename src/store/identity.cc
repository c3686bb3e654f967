#include "store/identity.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

#include "write/sha256.h"

namespace quoth {

ArticleHashes hash_article(const Article& article) {
  ArticleHashes hashes;
  hashes.text = sha256_hex(article.text);
  std::string all = "quoth article 1\n" + hashes.text;
  for (const std::string* field : {&article.title, &article.url, &article.publisher,
                                   &article.author, &article.published, &article.language}) {
    all += fmt::format("\n{} ", field->size());  // so that no text can be two lists of fields
    all += *field;
  }
  hashes.identity = sha256_hex(all);
  return hashes;
}

Result<std::string> extractor_name(const std::string& version, const std::string& model_name,
                                   const std::filesystem::path& model_file) {
  constexpr std::streamoff kChecksumOffset = 24;
  std::array<unsigned char, 8> checksum = {};
  std::ifstream in(model_file, std::ios::binary);
  in.seekg(kChecksumOffset);
  if (!in.read(reinterpret_cast<char*>(checksum.data()), checksum.size())) {
    return fail(ErrorCode::kModelInvalid, "cannot be read", model_file.string());
  }
  std::string hex;
  for (auto byte = checksum.rbegin(); byte != checksum.rend(); ++byte) {
    hex += fmt::format("{:02x}", *byte);
  }
  return fmt::format("quoth {}, {} ({})", version, model_name, hex);
}

}  // namespace quoth
