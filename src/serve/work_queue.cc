#include "serve/work_queue.h"

#include <cstdint>
#include <utility>

namespace quoth {
namespace {

bool is_unwanted(const QueuedWork& job) { return job.is_wanted && !job.is_wanted(); }

}  // namespace

WorkQueue::WorkQueue(size_t n_threads, size_t max_waiting) : max_waiting_(max_waiting) {
  for (size_t i = 0; i < n_threads; ++i) threads_.emplace_back([this] { work(); });
}

void WorkQueue::end() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  threads_.clear();
}

bool WorkQueue::submit(QueuedWork job) { return add(std::move(job), max_waiting_); }

void WorkQueue::go_on(QueuedWork job) { add(std::move(job), SIZE_MAX); }

bool WorkQueue::add(QueuedWork job, size_t max_waiting) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= max_waiting) drop_unwanted();
    if (ends_ || waiting_.size() >= max_waiting) return false;
    waiting_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void WorkQueue::drop_unwanted() {
  std::erase_if(waiting_, [](const QueuedWork& job) {
    if (!is_unwanted(job)) return false;
    job.drop();
    return true;
  });
}

void WorkQueue::work() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    if (ends_) return;
    const QueuedWork job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    if (is_unwanted(job)) {
      job.drop();
    } else {
      job.run();
    }
  }
}

}  // namespace quoth
