// A sequence worked on in parallel and delivered in order, in bounded memory.
//
//   run_ordered({.n_workers = 8, .max_in_flight = 32},
//               [&] { return reader.next(); },              // std::optional<In>: empty ends the
//               run
//               [&](In in) { return convert(in); },         // In -> Out, on any of the workers
//               [&](Out out) { file << out; });             // in the order of the source
//
// The source runs on a thread of its own, the work on n_workers threads, and the sink on the
// calling thread: each of source and sink is never called twice at once, the work is. What the sink
// sees does not depend on n_workers.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace quoth {

struct PipelineOptions {
  size_t n_workers = 1;
  size_t max_in_flight = 4;  // inputs taken from the source whose output the sink is not done with
};

// The items in flight, a ring of slots. A ticket numbers the items from 0 in source order; item t
// lives in slot t % capacity from push() to pop().
//
// Invariant: popped_ <= taken_ <= pushed_ <= popped_ + capacity.
template <typename In, typename Out>
class OrderedRing {
 public:
  explicit OrderedRing(size_t capacity) : slots_(std::max<size_t>(capacity, 1)) {}

  // For the source's thread: blocks until a slot is free, so that nothing is read ahead of need.
  void wait_for_room() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return pushed_ - popped_ < slots_.size(); });
  }
  void push(In in) {
    const std::lock_guard lock(mutex_);
    slot(pushed_++).in.emplace(std::move(in));
    work_.notify_one();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.notify_all();
    done_.notify_all();
  }

  // For the workers: the oldest item that nobody works on, or nothing after close().
  std::optional<std::pair<size_t, In>> take() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return taken_ < pushed_ || closed_; });
    if (taken_ == pushed_) return std::nullopt;
    const size_t ticket = taken_++;
    std::pair<size_t, In> item(ticket, *std::move(slot(ticket).in));
    slot(ticket).in.reset();
    return item;
  }
  void put(size_t ticket, Out out) {
    const std::lock_guard lock(mutex_);
    slot(ticket).out.emplace(std::move(out));
    if (ticket == popped_) done_.notify_one();
  }

  // For the sink's thread: the next output in order, or nothing after the last. pop() gives its
  // slot back; call it when the output is dealt with.
  std::optional<Out> front() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return slot(popped_).out || (closed_ && popped_ == pushed_); });
    return std::exchange(slot(popped_).out, std::nullopt);
  }
  void pop() {
    const std::lock_guard lock(mutex_);
    ++popped_;
    room_.notify_one();
  }

 private:
  struct Slot {
    std::optional<In> in;
    std::optional<Out> out;
  };

  Slot& slot(size_t ticket) { return slots_[ticket % slots_.size()]; }

  std::mutex mutex_;
  std::condition_variable room_, work_, done_;
  std::vector<Slot> slots_;
  size_t pushed_ = 0, taken_ = 0, popped_ = 0;
  bool closed_ = false;
};

// Returns when the sink has seen everything. None of the three may throw.
template <typename Source, typename Work, typename Sink>
void run_ordered(PipelineOptions options, Source&& source, Work&& work, Sink&& sink) {
  using In = typename std::invoke_result_t<Source&>::value_type;
  using Out = std::invoke_result_t<Work&, In>;
  OrderedRing<In, Out> ring(options.max_in_flight);

  std::vector<std::jthread> threads;
  threads.emplace_back([&] {
    while (true) {
      ring.wait_for_room();
      std::optional<In> in = source();
      if (!in) break;
      ring.push(*std::move(in));
    }
    ring.close();
  });
  for (size_t i = 0; i < std::max<size_t>(options.n_workers, 1); ++i) {
    threads.emplace_back([&] {
      while (auto item = ring.take()) ring.put(item->first, work(std::move(item->second)));
    });
  }
  while (std::optional<Out> out = ring.front()) {
    sink(*std::move(out));
    ring.pop();
  }
}

}  // namespace quoth
