#include "base/ordered_pipeline.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>

namespace quoth {
namespace {

std::vector<int> squares(size_t n_workers, size_t max_in_flight, int n) {
  int next = 0;
  std::vector<int> seen;
  run_ordered(
      {n_workers, max_in_flight},
      [&] { return next < n ? std::optional<int>(next++) : std::nullopt; },
      [](int x) {
        if (x % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
        return x * x;
      },
      [&](int y) { seen.push_back(y); });
  return seen;
}

TEST(OrderedPipeline, KeepsTheOrderForAnyNumberOfWorkers) {
  std::vector<int> expected(300);
  std::iota(expected.begin(), expected.end(), 0);
  for (int& x : expected) x *= x;
  for (const size_t n_workers : {1, 2, 3, 8, 33}) {
    for (const size_t max_in_flight : {1, 2, 5, 64, 1000}) {
      EXPECT_EQ(squares(n_workers, max_in_flight, 300), expected)
          << n_workers << " workers, " << max_in_flight << " in flight";
    }
  }
}

TEST(OrderedPipeline, EndsWithoutInput) { EXPECT_EQ(squares(4, 16, 0), std::vector<int>()); }

TEST(OrderedPipeline, RunsWithZeroesAsWithOnes) {
  EXPECT_EQ(squares(0, 0, 4), (std::vector<int>{0, 1, 4, 9}));
}

TEST(OrderedPipeline, PassesValuesThatCanOnlyBeMoved) {
  int next = 1;
  std::vector<int> seen;
  run_ordered(
      {2, 4},
      [&]() -> std::optional<std::unique_ptr<int>> {
        if (next > 3) return std::nullopt;
        return std::make_unique<int>(next++);
      },
      [](std::unique_ptr<int> x) {
        ++*x;
        return x;
      },
      [&](std::unique_ptr<int> y) { seen.push_back(*y); });
  EXPECT_EQ(seen, (std::vector<int>{2, 3, 4}));
}

// The first item is held back; the source may be asked for max_in_flight items and no more.
TEST(OrderedPipeline, ReadsNoFurtherAheadThanItMay) {
  std::atomic<int> asked = 0;
  std::atomic<bool> release = false;
  int most_asked = 0;
  std::jthread releaser([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    most_asked = asked;
    release = true;
    release.notify_all();
  });
  run_ordered(
      {3, 6}, [&] { return asked < 40 ? std::optional<int>(asked++) : std::nullopt; },
      [&](int x) {
        if (x == 0) release.wait(false);
        return x;
      },
      [](int) {});
  releaser.join();
  EXPECT_EQ(most_asked, 6);
  EXPECT_EQ(asked, 40);
}

// Three items that each wait for the others to be begun: only three workers at once can end them.
TEST(OrderedPipeline, WorksInParallel) {
  std::atomic<int> begun = 0;
  int next = 0, n_seen = 0;
  run_ordered(
      {3, 3}, [&] { return next < 3 ? std::optional<int>(next++) : std::nullopt; },
      [&](int x) {
        ++begun;
        while (begun < 3) std::this_thread::yield();
        return x;
      },
      [&](int) { ++n_seen; });
  EXPECT_EQ(n_seen, 3);
}

// The source and the sink are never called twice at once, and the sink on the calling thread.
TEST(OrderedPipeline, KeepsSourceAndSinkToOneThreadEach) {
  const std::thread::id caller = std::this_thread::get_id();
  std::thread::id source_thread;
  int next = 0, n_foreign = 0;
  run_ordered(
      {4, 8},
      [&] {
        if (next == 0) source_thread = std::this_thread::get_id();
        n_foreign += std::this_thread::get_id() != source_thread;
        return next < 50 ? std::optional<int>(next++) : std::nullopt;
      },
      [](int x) { return x; }, [&](int) { n_foreign += std::this_thread::get_id() != caller; });
  EXPECT_EQ(n_foreign, 0);
  EXPECT_NE(source_thread, caller);
}

}  // namespace
}  // namespace quoth
