// Threads that run handlers, apart from the thread of the sockets.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace quoth {

// What is to be done, and for whom: where nobody wants it any more when its turn comes, or when
// room is needed, drop() is called in its place. None of them throws, and is_wanted() takes no
// time.
struct QueuedWork {
  std::function<void()> run;
  std::function<bool()> is_wanted = {};
  std::function<void()> drop = {};
};

// Runs jobs in the order they come, on its own threads. Any thread may submit.
class WorkQueue {
 public:
  WorkQueue(size_t n_threads, size_t max_waiting);
  ~WorkQueue() { end(); }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // Forgets the jobs that still wait, and returns when those under way have ended. Not for a
  // worker.
  void end();

  // False, and the job is not run, if max_waiting wait already that are wanted.
  bool submit(QueuedWork job);
  // The same, for the next part of what was let in before: never refused until the queue ends.
  void go_on(QueuedWork job);

 private:
  bool add(QueuedWork job, size_t max_waiting);
  void drop_unwanted();
  void work();

  size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<QueuedWork> waiting_;
  bool ends_ = false;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace quoth
