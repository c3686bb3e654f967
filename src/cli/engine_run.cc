#include "cli/engine_run.h"

#include <algorithm>
#include <thread>

namespace quoth {

Result<Engine> load_engine(const std::string& given) {
  return find_model(given).and_then([](const auto& model) { return Engine::load(model); });
}

PipelineOptions engine_threads(size_t n_threads) {
  constexpr size_t kInFlightPerThread = 4;
  if (n_threads == 0) n_threads = std::max<size_t>(1, std::thread::hardware_concurrency());
  return {n_threads, kInFlightPerThread * n_threads};
}

}  // namespace quoth
