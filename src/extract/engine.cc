#include "quoth/engine.h"

#include <algorithm>
#include <cassert>
#include <mutex>

#include "extract/pipeline.h"

namespace quoth {

// The pipeline is immutable; what a call needs to write to comes from the pool.
struct Engine::Impl {
  explicit Impl(Pipeline p) : pipeline(std::move(p)) {}

  std::unique_ptr<PipelineScratch> borrow() const {
    const std::lock_guard lock(mutex);
    if (pool.empty()) return std::make_unique<PipelineScratch>();
    auto scratch = std::move(pool.back());
    pool.pop_back();
    return scratch;
  }

  void give_back(std::unique_ptr<PipelineScratch> scratch) const {
    const std::lock_guard lock(mutex);
    pool.push_back(std::move(scratch));
  }

  const Pipeline pipeline;
  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<PipelineScratch>> pool;
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::load(const std::filesystem::path& model) {
  auto pipeline = Pipeline::load(model);
  if (!pipeline) return tl::unexpected(pipeline.error());
  return Engine(std::make_unique<Impl>(std::move(*pipeline)));
}

Record Engine::extract(const Article& article) const {
  auto scratch = impl_->borrow();
  Record record = impl_->pipeline.extract(article.text, article.published, *scratch);
  impl_->give_back(std::move(scratch));
  assert(validate(record, article.text));
  return record;
}

const std::string& Engine::model_name() const { return impl_->pipeline.model_name(); }
Isa Engine::isa() const { return impl_->pipeline.isa(); }

}  // namespace quoth
