#include "cli/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace quoth {

ShowWhen parse_when(std::string_view text) {
  if (text == "always") return ShowWhen::kAlways;
  if (text == "never") return ShowWhen::kNever;
  return ShowWhen::kAuto;
}

bool is_terminal(int fd) { return isatty(fd) == 1; }

size_t terminal_width(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool use_color(ShowWhen when, int fd) {
  if (when != ShowWhen::kAuto) return when == ShowWhen::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  return is_terminal(fd) && !dumb && (no_color == nullptr || *no_color == '\0');
}

void keep_standard_streams_taken() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) != -1) continue;
    // The lowest free number is taken, which is fd: those below it are open by now.
    const int mode = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (open("/dev/null", mode) == -1) std::_Exit(2);
  }
}

}  // namespace quoth
