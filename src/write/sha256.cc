#include "write/sha256.h"

#include <nettle/sha2.h>

#include <array>

namespace quoth {

// Nettle rather than OpenSSL's libcrypto: its hash cannot fail, it uses the processor's SHA
// instructions too, and the library to load at every start is a fifteenth of the size (0.3 MB).
std::string sha256_hex(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
  std::array<uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&context, digest.size(), digest.data());

  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const uint8_t b : digest) {
    hex += kDigits[b >> 4];
    hex += kDigits[b & 15];
  }
  return hex;
}

}  // namespace quoth
