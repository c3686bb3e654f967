// Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for editors.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "check/check.h"

namespace quoth {

// A place in a file: lines and columns from 1 (columns are code points), and bytes.
struct FileRegion {
  uint32_t start_line = 1;
  uint32_t start_column = 1;
  uint32_t end_line = 1;
  uint32_t end_column = 1;  // behind the last character
  uint64_t byte_offset = 0;
  uint64_t byte_length = 0;

  friend bool operator==(const FileRegion&, const FileRegion&) = default;
};

// Where bytes [begin, end) of a file lie. Both may be anything up to the size of the file.
FileRegion region_of(std::string_view file, uint64_t begin, uint64_t end);

// Collects the findings of drafts and writes them as one log with one run. Verdicts that are fine
// are no results. A rule of the log is a verdict, as "quoth/altered".
class SarifLog {
 public:
  explicit SarifLog(std::string version) : version_(std::move(version)) {}

  // `path` names the draft's file. `file` is what it holds, where draft.source_map says how the
  // text lies in it; else (empty) regions are those of the text.
  void add(const CheckedDraft& checked, std::string_view path, std::string_view file);
  // A draft that could not be read: a notification.
  void add_failure(std::string_view where, std::string_view message);

  std::string finish() const;

 private:
  void add_result(const Checked& checked, const FileRegion& region, std::string_view path);

  std::string version_;
  std::vector<std::string> results_;
  std::vector<std::string> notifications_;
};

}  // namespace quoth
