#include "cli/interrupt.h"

#include <pthread.h>
#include <unistd.h>

namespace quoth {
namespace {

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// Wakes the watching thread to end it; sent to that thread alone.
int wake_signal() { return SIGRTMIN; }

[[noreturn]] void die_of(int signal) {
  std::signal(signal, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  raise(signal);
  _exit(128 + signal);
}

}  // namespace

InterruptWatch::InterruptWatch(std::function<void()> clean_up) : clean_up_(std::move(clean_up)) {
  sigemptyset(&watched_);
  sigaddset(&watched_, wake_signal());
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!is_ignored(signal)) sigaddset(&watched_, signal);
  }
  pthread_sigmask(SIG_BLOCK, &watched_, &mask_before_);
  thread_ = std::jthread([this] { wait(); });
}

InterruptWatch::~InterruptWatch() {
  pthread_kill(thread_.native_handle(), wake_signal());
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

void InterruptWatch::wait() {
  int signal = 0;
  while (sigwait(&watched_, &signal) != 0) {
  }
  if (signal == wake_signal()) return;
  clean_up_();
  die_of(signal);
}

}  // namespace quoth
