// The fingerprint of a text.
#pragma once

#include <string>
#include <string_view>

namespace quoth {

// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hexadecimal digits.
//
//   ""     e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
//   "abc"  ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
std::string sha256_hex(std::string_view bytes);

}  // namespace quoth
