// Ending early, by Ctrl-C or kill, without leaving half a line behind.
#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace quoth {

// While one lives, SIGINT, SIGTERM and SIGHUP run `clean_up` on a thread of its own and then end
// the process by that same signal, at once: other threads may be in a read that nothing ends. A
// signal that the parent has the program ignore (nohup) stays ignored.
//
// Create it before any other thread, since threads inherit that the signals are blocked.
class InterruptWatch {
 public:
  explicit InterruptWatch(std::function<void()> clean_up);
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

 private:
  void wait();

  std::function<void()> clean_up_;
  sigset_t watched_;
  sigset_t mask_before_;
  std::jthread thread_;
};

}  // namespace quoth
