// The stages of an article, wired: text -> pieces -> encode -> tag -> link -> statements.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/encode.h"
#include "extract/link.h"
#include "extract/statements.h"
#include "extract/tag.h"
#include "nn/encoder.h"
#include "nn/heads.h"
#include "nn/model_file.h"
#include "quoth/engine.h"
#include "text/wordpiece.h"

namespace quoth {

struct PipelineScratch {
  EncoderScratch encoder;
  PointerScratch pointer;
};

// What each stage made of a text; for dumps and tests.
struct Trace {
  Tokens tokens;
  Pieces pieces;
  std::vector<Encoded> sections;
  std::vector<Spans> spans;
  std::vector<Attribution> attributions;
};

// Immutable and thread safe; scratch is the caller's.
class Pipeline {
 public:
  static Result<Pipeline> load(const std::filesystem::path& model);
  static Result<Pipeline> load(ModelFile file, Isa isa);

  Record extract(std::string_view text, PipelineScratch& scratch) const;

  // Everything up to the attributions. With keep, encoded sections and spans stay in the trace.
  Trace trace(std::string_view text, PipelineScratch& scratch, bool keep) const;

  const std::string& model_name() const { return file_.name(); }
  Isa isa() const { return kernels_->isa; }
  const WordPiece& word_piece() const { return *word_piece_; }

 private:
  explicit Pipeline(ModelFile file) : file_(std::move(file)) {}

  ModelFile file_;
  const Kernels* kernels_ = nullptr;
  std::unique_ptr<const WordPiece> word_piece_;
  std::unique_ptr<const Encoder> encoder_;
  std::unique_ptr<const Heads> heads_;
  WindowOptions window_;
  std::array<float, kTagLayers> outside_bias_{};
  ConfidenceWeights confidence_{};
};

}  // namespace quoth
