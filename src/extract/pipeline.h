// The stages of an article, wired: text -> pieces -> encode -> tag -> link -> statements
// -> resolve.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/coreference_scores.h"
#include "extract/encode.h"
#include "extract/link.h"
#include "extract/statements.h"
#include "extract/tag.h"
#include "nn/coreference_head.h"
#include "nn/encoder.h"
#include "nn/frame_heads.h"
#include "nn/heads.h"
#include "nn/model_file.h"
#include "quoth/engine.h"
#include "text/wordpiece.h"

namespace quoth {

struct PipelineScratch {
  EncoderScratch encoder;
  PointerScratch pointer;
  FrameScratch frame;
};

// What each stage made of a text; for dumps and tests.
struct Trace {
  Tokens tokens;
  Pieces pieces;
  std::vector<Encoded> sections;
  std::vector<Spans> spans;
  std::vector<Attribution> attributions;
};

// Tokens whose states are held until the speakers are known, about 100 MB. Statements further on in
// an article have no frame.
constexpr uint32_t kMaxStateTokens = 1 << 16;

// Immutable and thread safe; scratch is the caller's.
class Pipeline {
 public:
  static Result<Pipeline> load(const std::filesystem::path& model);
  static Result<Pipeline> load(ModelFile file, Isa isa);

  // `published`: the day of publication as ISO 8601, or empty.
  Record extract(std::string_view text, std::string_view published, PipelineScratch& scratch) const;

  // Everything up to the attributions. What stays of encoded sections: nothing, the states of
  // tokens, as far as kMaxStateTokens goes, or all with the spans.
  enum class Keep : uint8_t { kNothing, kStates, kAll };
  Trace trace(std::string_view text, PipelineScratch& scratch, Keep keep) const;

  // Speakers and frames of the record, whose statements are those of the trace's attributions, in
  // text order; the trace has the states of tokens, if anything reads them.
  void complete(Record& record, const Trace& trace, std::string_view text,
                std::string_view published, PipelineScratch& scratch) const;

  // What resolve() asks of encoded sections with states; none where the file has no such head.
  std::optional<CoreferenceEvidence> coreference(const std::vector<Encoded>& sections,
                                                 PipelineScratch& scratch) const;
  // Whether anything reads the states of tokens.
  bool reads_states() const { return frame_heads_ || coreference_; }

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
  std::unique_ptr<const FrameHeads> frame_heads_;       // null where the file has none
  std::unique_ptr<const CoreferenceHead> coreference_;  // null where the file has none
  WindowOptions window_;
  std::array<float, kTagLayers> outside_bias_{};
  ConfidenceWeights confidence_{};
};

}  // namespace quoth
