// The files of a directory.
#pragma once

#include <sys/types.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "quoth/error.h"

namespace quoth {

// Walks a directory and what lies below it in byte order of the paths, so "a-b/x", "a.txt", "a/x".
// Links are followed; a directory that is reached again, through a link, is not entered a second
// time, so a loop ends and no file is read twice for it. Hidden entries and what is neither file
// nor directory (pipes, sockets, devices) are left out. Lazy: holds the names of the directories
// that it is in, one listing a level.
class FileWalk {
 public:
  explicit FileWalk(const std::string& directory);

  // The path of the next file, "DIRECTORY/name"; a broken link counts as a file. The error of a
  // directory that cannot be listed, where is its path; the walk goes on after it. Nothing at the
  // end.
  std::optional<Result<std::string>> next();

 private:
  struct Listing {
    std::string prefix;              // path of the directory with a slash at the end
    std::vector<std::string> names;  // sorted, in reverse; of directories with a slash at the end
  };

  // Lists `directory` on top of the stack; the error if that fails. A failure midway keeps the
  // names seen before it.
  std::optional<Error> enter(const std::string& directory);

  std::vector<Listing> stack_;
  std::set<std::pair<dev_t, ino_t>> entered_;
  std::optional<Error> failed_;  // of the first directory, to be told by next()
};

}  // namespace quoth
