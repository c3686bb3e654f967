#include "quoth/error.h"

#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <string>

namespace quoth {
namespace {

struct Row {
  ErrorCode code;
  std::string_view name;
  int exit_status;
  int http_status;
  std::string_view python_exception;
};

// Names are part of the record's format and statuses of the program's: a change here breaks
// readers.
constexpr Row kExpected[] = {
    {ErrorCode::kUsage, "usage", 2, 400, "ValueError"},
    {ErrorCode::kNotFound, "not_found", 1, 404, "FileNotFoundError"},
    {ErrorCode::kPermission, "permission_denied", 1, 403, "PermissionError"},
    {ErrorCode::kIo, "io_error", 1, 500, "OSError"},
    {ErrorCode::kInvalidUtf8, "invalid_utf8", 1, 422, "UnicodeDecodeError"},
    {ErrorCode::kBinaryInput, "binary_input", 1, 422, "ValueError"},
    {ErrorCode::kUnknownEncoding, "unknown_encoding", 1, 422, "ValueError"},
    {ErrorCode::kInvalidJson, "invalid_json", 1, 422, "ValueError"},
    {ErrorCode::kInvalidXml, "invalid_xml", 1, 422, "ValueError"},
    {ErrorCode::kInvalidDocument, "invalid_document", 1, 422, "ValueError"},
    {ErrorCode::kInvalidArchive, "invalid_archive", 1, 422, "ValueError"},
    {ErrorCode::kNoSourceOffsets, "no_source_offsets", 1, 422, "ValueError"},
    {ErrorCode::kTooLarge, "too_large", 1, 413, "ValueError"},
    {ErrorCode::kModelNotFound, "model_not_found", 2, 500, "FileNotFoundError"},
    {ErrorCode::kModelInvalid, "model_invalid", 2, 500, "ValueError"},
    {ErrorCode::kModelVersion, "model_version", 2, 500, "ValueError"},
    {ErrorCode::kUnsupportedIsa, "unsupported_isa", 2, 500, "RuntimeError"},
    {ErrorCode::kRecordInvalid, "record_invalid", 2, 500, "ValueError"},
    {ErrorCode::kRecordVersion, "record_version", 2, 500, "ValueError"},
    {ErrorCode::kRecordBusy, "record_busy", 2, 503, "TimeoutError"},
    {ErrorCode::kMethodNotAllowed, "method_not_allowed", 1, 405, "ValueError"},
    {ErrorCode::kConflict, "conflict", 2, 409, "ValueError"},
    {ErrorCode::kUnsupportedMediaType, "unsupported_media_type", 1, 415, "ValueError"},
    {ErrorCode::kHeadersTooLarge, "headers_too_large", 1, 431, "ValueError"},
    {ErrorCode::kInternal, "internal", 2, 500, "RuntimeError"},
    {ErrorCode::kBusy, "busy", 1, 503, "RuntimeError"},
};

constexpr ErrorCode kAllCodes[] = {
#define QUOTH_ERROR_CODE(code, ...) ErrorCode::code,
    QUOTH_ERROR_TABLE(QUOTH_ERROR_CODE)
#undef QUOTH_ERROR_CODE
};

TEST(Error, EveryRowOfTheTable) {
  ASSERT_EQ(std::size(kAllCodes), std::size(kExpected));
  for (size_t i = 0; i < std::size(kExpected); ++i) {
    const Row& row = kExpected[i];
    EXPECT_EQ(kAllCodes[i], row.code) << row.name;
    EXPECT_EQ(name(row.code), row.name);
    EXPECT_EQ(exit_status(row.code), row.exit_status) << row.name;
    EXPECT_EQ(http_status(row.code), row.http_status) << row.name;
    EXPECT_EQ(python_exception(row.code), row.python_exception) << row.name;
  }
}

TEST(Error, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const ErrorCode code : kAllCodes) names.insert(name(code));
  EXPECT_EQ(names.size(), std::size(kAllCodes));
}

TEST(Error, FailMakesAnUnexpectedResult) {
  const Result<int> result = fail(ErrorCode::kTooLarge, "the document has 17 MiB", "a.txt");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error(), (Error{ErrorCode::kTooLarge, "the document has 17 MiB", "a.txt"}));
}

TEST(Error, FailWithoutAPlace) {
  const Result<int> result = fail(ErrorCode::kUsage, "no input");
  EXPECT_EQ(result.error().where, "");
}

}  // namespace
}  // namespace quoth
