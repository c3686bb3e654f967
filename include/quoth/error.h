// Errors are values. Whatever an input, a disk or a model file can cause comes back as Result<T>;
// no function of the public API throws or aborts on it.
//
//   quoth::Result<quoth::Engine> engine = quoth::Engine::load("quoth-base.qmodel");
//   if (!engine) {
//     const quoth::Error& e = engine.error();
//     std::cerr << e.where << ": " << e.message << " (" << quoth::name(e.code) << ")\n";
//   }
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace quoth {

// The one table of errors: X(code, name in records, exit status of a program that fails with it
// alone, HTTP status, Python exception).
#define QUOTH_ERROR_TABLE(X)                                               \
  X(kUsage, "usage", 2, 400, "ValueError")                                 \
  X(kNotFound, "not_found", 1, 404, "FileNotFoundError")                   \
  X(kPermission, "permission_denied", 1, 403, "PermissionError")           \
  X(kIo, "io_error", 1, 500, "OSError")                                    \
  X(kInvalidUtf8, "invalid_utf8", 1, 422, "UnicodeDecodeError")            \
  X(kBinaryInput, "binary_input", 1, 422, "ValueError")                    \
  X(kUnknownEncoding, "unknown_encoding", 1, 422, "ValueError")            \
  X(kInvalidJson, "invalid_json", 1, 422, "ValueError")                    \
  X(kInvalidXml, "invalid_xml", 1, 422, "ValueError")                      \
  X(kInvalidDocument, "invalid_document", 1, 422, "ValueError")            \
  X(kInvalidArchive, "invalid_archive", 1, 422, "ValueError")              \
  X(kNoSourceOffsets, "no_source_offsets", 1, 422, "ValueError")           \
  X(kTooLarge, "too_large", 1, 413, "ValueError")                          \
  X(kModelNotFound, "model_not_found", 2, 500, "FileNotFoundError")        \
  X(kModelInvalid, "model_invalid", 2, 500, "ValueError")                  \
  X(kModelVersion, "model_version", 2, 500, "ValueError")                  \
  X(kUnsupportedIsa, "unsupported_isa", 2, 500, "RuntimeError")            \
  X(kRecordInvalid, "record_invalid", 2, 500, "ValueError")                \
  X(kRecordVersion, "record_version", 2, 500, "ValueError")                \
  X(kRecordBusy, "record_busy", 2, 503, "TimeoutError")                    \
  X(kMethodNotAllowed, "method_not_allowed", 1, 405, "ValueError")         \
  X(kConflict, "conflict", 2, 409, "ValueError")                           \
  X(kUnsupportedMediaType, "unsupported_media_type", 1, 415, "ValueError") \
  X(kHeadersTooLarge, "headers_too_large", 1, 431, "ValueError")           \
  X(kInternal, "internal", 2, 500, "RuntimeError")                         \
  X(kBusy, "busy", 1, 503, "RuntimeError")

enum class ErrorCode {
#define QUOTH_ERROR_CODE(code, ...) code,
  QUOTH_ERROR_TABLE(QUOTH_ERROR_CODE)
#undef QUOTH_ERROR_CODE
};

// What went wrong, in words that name it, and where: a file, a file with a line ("a.jsonl:7") or a
// byte position ("a.txt: byte 12"). `message` is one line without a final full stop.
struct Error {
  ErrorCode code = ErrorCode::kIo;
  std::string message;
  std::string where;

  friend bool operator==(const Error&, const Error&) = default;
};

// The row of a code in the table: its stable name as written in error records, and what it maps to.
std::string_view name(ErrorCode code);
int exit_status(ErrorCode code);
int http_status(ErrorCode code);
std::string_view python_exception(ErrorCode code);

template <typename T>
using Result = tl::expected<T, Error>;

// Shorthand for a failing return: `return fail(ErrorCode::kIo, "cannot read", path);`
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = "") {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

}  // namespace quoth
