#include "write/sha256.h"

namespace quoth {

// Nettle rather than OpenSSL's libcrypto: its hash cannot fail, it uses the processor's SHA
// instructions too, and the library to load at every start is a fifteenth of the size (0.3 MB).
Sha256::Sha256() { sha256_init(&context_); }

void Sha256::update(std::string_view bytes) {
  sha256_update(&context_, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
}

Sha256::Digest Sha256::digest() {
  Digest digest;
  sha256_digest(&context_, digest.size(), digest.data());
  return digest;
}

Sha256::Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.digest();
}

std::string sha256_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * SHA256_DIGEST_SIZE);
  for (const uint8_t b : sha256(bytes)) {
    hex += kDigits[b >> 4];
    hex += kDigits[b & 15];
  }
  return hex;
}

}  // namespace quoth
