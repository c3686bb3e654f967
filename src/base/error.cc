#include "quoth/error.h"

namespace quoth {
namespace {

struct Row {
  std::string_view name;
  int exit_status;
  int http_status;
  std::string_view python_exception;
};

constexpr Row kRows[] = {
#define QUOTH_ERROR_ROW(code, name, exit_status, http_status, exception) \
  {name, exit_status, http_status, exception},
    QUOTH_ERROR_TABLE(QUOTH_ERROR_ROW)
#undef QUOTH_ERROR_ROW
};

const Row& row(ErrorCode code) { return kRows[static_cast<int>(code)]; }

}  // namespace

std::string_view name(ErrorCode code) { return row(code).name; }
int exit_status(ErrorCode code) { return row(code).exit_status; }
int http_status(ErrorCode code) { return row(code).http_status; }
std::string_view python_exception(ErrorCode code) { return row(code).python_exception; }

}  // namespace quoth
