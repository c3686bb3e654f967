// The SHA-256 hash (FIPS 180-4).
#pragma once

#include <nettle/sha2.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace quoth {

class Sha256 {
 public:
  using Digest = std::array<uint8_t, SHA256_DIGEST_SIZE>;

  Sha256();
  void update(std::string_view bytes);
  // Of all bytes since the last digest or the begin.
  Digest digest();

 private:
  sha256_ctx context_;
};

Sha256::Digest sha256(std::string_view bytes);

// 64 hexadecimal digits, lower case.
std::string sha256_hex(std::string_view bytes);

}  // namespace quoth
