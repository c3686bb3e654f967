// The engine: an article in, its record out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "quoth/error.h"
#include "quoth/record.h"

namespace quoth {

// Instruction sets that the products of the network are written for. All give the same statements.
enum class Isa { kPortable, kAvx2, kAvx512Vnni };

std::string_view name(Isa isa);  // "portable", "avx2", "avx512vnni"

// Reads statements. Immutable after load(): one engine serves any number of threads at once, and
// takes no locks while it reads but for handing out scratch memory, which is pooled and grows with
// the number of threads and not of documents.
//
//   auto engine = quoth::Engine::load("models/quoth-base.qmodel");
//   if (!engine) return report(engine.error());
//   quoth::Article article{.id = "a1", .text = "“We won,” said Maria Keller."};
//   quoth::Record record = engine->extract(article);
//   for (const quoth::Statement& s : record.statements) use(s);
class Engine {
 public:
  // Loads a model file (docs/model-format.md). Fails with kModelNotFound, kModelInvalid (truncated,
  // altered, or no model file at all) or kModelVersion. Runs on the best instruction set of this
  // processor, or the one that the environment variable QUOTH_ISA names (portable, avx2,
  // avx512vnni); kUnsupportedIsa if the processor lacks that one or the name is unknown.
  static Result<Engine> load(const std::filesystem::path& model);

  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // The record of an article. article.text must be valid UTF-8. Deterministic: the same text gives the same result, whatever ran before or beside it.
  Record extract(const Article& article) const;

  // What the model file says of itself, for instance "quoth-base 1"; never empty.
  const std::string& model_name() const;
  Isa isa() const;

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Where a program finds its model: `given` if not empty, else what the environment variable
// QUOTH_MODEL names, else quoth.qmodel beside the program, in ../share/quoth/ under its prefix, or,
// for a program in a build tree, in models/ of its source tree. kModelNotFound names every place
// looked at.
Result<std::filesystem::path> find_model(const std::filesystem::path& given);

}  // namespace quoth
