// What the commands that run the engine share: finding and loading it, and how many threads it
// gets.
#pragma once

#include <cstddef>
#include <string>

#include "base/ordered_pipeline.h"
#include "quoth/engine.h"

namespace quoth {

// The engine with the model `given`, or, where that is empty, the one that find_model() finds.
Result<Engine> load_engine(const std::string& given);

// n_threads workers, 0 for one a core, and four documents in flight for each.
PipelineOptions engine_threads(size_t n_threads);

}  // namespace quoth
