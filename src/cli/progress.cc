#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace quoth {
namespace {

constexpr size_t kBarColumns = 20;

std::string format_left(double seconds) {
  const auto s = static_cast<uint64_t>(seconds + 0.5);
  if (s >= 3600) return fmt::format("{}:{:02}:{:02} left", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02} left", s / 60, s % 60);
}

// "870 kB", "1.5 MB", "2.0 GB"; powers of ten.
std::string format_bytes(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  if (bytes < 1e9) return fmt::format("{:.1f} MB", bytes / 1e6);
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

std::string bar(double part) {
  const auto filled = static_cast<size_t>(part * kBarColumns);
  std::string out(filled, '=');
  if (filled < kBarColumns) out += '>';
  out.resize(kBarColumns, ' ');
  return '[' + out + ']';
}

}  // namespace

std::string progress_line(const ProgressState& state, double seconds, size_t width) {
  const auto bytes = static_cast<double>(state.bytes_read);
  const auto total = static_cast<double>(state.bytes_total);
  const double rate = seconds > 0 ? bytes / seconds : 0;
  std::string line =
      fmt::format("{} document{}", state.n_documents, state.n_documents == 1 ? "" : "s");
  const double documents = seconds > 0 ? static_cast<double>(state.n_documents) / seconds : 0;
  const std::string speed = state.documents_per_second
                                ? fmt::format("{:.1f} documents/s", documents)
                                : format_bytes(rate) + "/s";
  if (state.bytes_total == 0) {
    line += fmt::format("  {}  {}", format_bytes(bytes), speed);
    return line.substr(0, width);
  }
  const double part = std::min(1.0, bytes / total);
  line = fmt::format("{:3.0f}%  {}  {} of {}  {}", 100 * part, line, format_bytes(bytes),
                     format_bytes(total), speed);
  if (rate > 0) line += "  " + format_left(std::max(0.0, total - bytes) / rate);
  if (line.size() + kBarColumns + 4 <= width) line = bar(part) + ' ' + line;
  return line.substr(0, width);
}

Progress::Progress(ShowWhen when, bool results_on_terminal)
    : terminal_(is_terminal(STDERR_FILENO)),
      shown_(when == ShowWhen::kAlways ||
             (when == ShowWhen::kAuto && terminal_ && !results_on_terminal)) {}

void Progress::update(const ProgressState& state) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(terminal_ ? 100 : 1000)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  // One column is left free: a cursor beyond the last one would wrap the line.
  const std::string line = progress_line(state, seconds, terminal_width(STDERR_FILENO) - 1);
  std::fputs((terminal_ ? '\r' + line + "\x1b[K" : line + '\n').c_str(), stderr);
  std::fflush(stderr);
  drawn_ = terminal_;
}

void Progress::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace quoth
