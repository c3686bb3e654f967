// Strict JSON syntax, with the place of a fault.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "quoth/error.h"

namespace quoth {

constexpr int kMaxJsonDepth = 256;  // arrays and objects within each other

struct JsonFault {
  size_t byte = 0;  // offset of the first byte that no JSON text could continue with
  std::string_view reason;
};

// What is wrong with `json` as one JSON value (RFC 8259), if anything. Escapes of surrogates must
// pair. Assumes valid UTF-8.
//
// It stands beside simdjson for what that leaves open: On-Demand does not look into values that are
// skipped, the DOM refuses integers of more than 64 bits, and neither tells where a fault is.
//
//   {"a": 1}  -> none     {"a": 1,}  -> byte 8, expected a key     {"a": 1  -> byte 7, ends too
//   early
std::optional<JsonFault> find_json_fault(std::string_view json);

// The same for bytes, as an error at `where`: kBinaryInput for a NUL, kInvalidUtf8 or kInvalidJson.
// The message gives the byte, from 0, of what `json` is called: "… at byte 8 of the line".
std::optional<Error> find_json_error(std::string_view json, const std::string& where,
                                     std::string_view called);

}  // namespace quoth
