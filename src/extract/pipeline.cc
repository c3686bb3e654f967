#include "extract/pipeline.h"

#include <algorithm>
#include <span>

#include "extract/frame.h"
#include "extract/resolve.h"
#include "nn/isa.h"
#include "text/tokenizer.h"

namespace quoth {

Result<Pipeline> Pipeline::load(const std::filesystem::path& model) {
  const auto isa = choose_isa();
  if (!isa) return tl::unexpected(isa.error());
  auto file = ModelFile::open(model);
  if (!file) return tl::unexpected(file.error());
  return load(std::move(*file), *isa);
}

Result<Pipeline> Pipeline::load(ModelFile model, Isa isa) {
  Pipeline p(std::move(model));
  p.kernels_ = &kernels(isa);
  auto encoder = Encoder::load(p.file_);
  if (!encoder) return tl::unexpected(encoder.error());
  const EncoderShape shape = encoder->shape();
  auto heads = Heads::load(p.file_, shape.hidden);
  if (!heads) return tl::unexpected(heads.error());
  auto frame_heads = FrameHeads::load(p.file_, shape.hidden);
  if (!frame_heads) return tl::unexpected(frame_heads.error());
  if (*frame_heads) {
    p.frame_heads_ = std::make_unique<const FrameHeads>(std::move(**frame_heads));
  }
  auto coreference = CoreferenceHead::load(p.file_, shape.hidden);
  if (!coreference) return tl::unexpected(coreference.error());
  if (*coreference) {
    p.coreference_ = std::make_unique<const CoreferenceHead>(std::move(**coreference));
  }
  const auto vocabulary = p.file_.blob("vocabulary");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  auto word_piece = std::make_unique<WordPiece>(vocabulary->bytes());
  if (word_piece->vocabulary_size() != shape.vocabulary) {
    return fail(ErrorCode::kModelInvalid, "the vocabulary does not fit the encoder",
                p.file_.where());
  }
  const auto pieces = p.file_.integer("window.pieces");
  if (!pieces) return tl::unexpected(pieces.error());
  const auto overlap = p.file_.integer("window.overlap");
  if (!overlap) return tl::unexpected(overlap.error());
  if (*pieces < 16 || *pieces > shape.positions || *overlap < 0 || *overlap > *pieces / 2) {
    return fail(ErrorCode::kModelInvalid, "the window is out of range", p.file_.where());
  }
  const auto bias = p.file_.tensor("outside_bias", TensorType::kFloat32, {kTagLayers});
  if (!bias) return tl::unexpected(bias.error());
  const auto weights = p.file_.tensor("confidence", TensorType::kFloat32, {6});
  if (!weights) return tl::unexpected(weights.error());
  p.window_ = {static_cast<uint32_t>(*pieces), static_cast<uint32_t>(*overlap)};
  std::copy_n(bias->f32(), kTagLayers, p.outside_bias_.begin());
  std::copy_n(weights->f32(), 6, p.confidence_.begin());
  p.encoder_ = std::make_unique<const Encoder>(std::move(*encoder));
  p.heads_ = std::make_unique<const Heads>(std::move(*heads));
  p.word_piece_ = std::move(word_piece);
  return p;
}

Trace Pipeline::trace(std::string_view text, PipelineScratch& scratch, Keep keep) const {
  Trace trace;
  trace.tokens = tokenize(text);
  trace.pieces = word_piece_->split(trace.tokens, text);
  for (const TokenRange& section : cut_sections(trace.tokens)) {
    const bool states = keep == Keep::kStates && section.end <= kMaxStateTokens;
    Encoded encoded = encode_section(trace.tokens, trace.pieces, section, *encoder_, *heads_,
                                     *kernels_, window_, scratch.encoder, states);
    Spans spans = tag(encoded, *heads_, outside_bias_);
    for (Attribution& a : link(encoded, spans, *heads_, *kernels_, scratch.pointer)) {
      trace.attributions.push_back(std::move(a));
    }
    if (states) {
      encoded.windows.clear();
      encoded.emissions.clear();
    }
    if (states || keep == Keep::kAll) trace.sections.push_back(std::move(encoded));
    if (keep == Keep::kAll) trace.spans.push_back(std::move(spans));
  }
  return trace;
}

std::optional<CoreferenceEvidence> Pipeline::coreference(const std::vector<Encoded>& sections,
                                                         PipelineScratch& scratch) const {
  if (!coreference_) return std::nullopt;
  return CoreferenceEvidence{*coreference_, *kernels_, sections, scratch.pointer};
}

Record Pipeline::extract(std::string_view text, std::string_view published,
                         PipelineScratch& scratch) const {
  Trace t = trace(text, scratch, reads_states() ? Keep::kStates : Keep::kNothing);
  sort_in_text_order(t.attributions);
  Record record;
  record.statements = to_statements(t.attributions, t.tokens, confidence_);
  complete(record, t, text, published, scratch);
  return record;
}

void Pipeline::complete(Record& record, const Trace& t, std::string_view text,
                        std::string_view published, PipelineScratch& scratch) const {
  const auto evidence = coreference(t.sections, scratch);
  resolve(record, t.tokens, text, evidence ? &*evidence : nullptr);
  const std::span<const Attribution> all(t.attributions);
  FrameEvidence frames;
  for (const Encoded& section : t.sections) {
    if (!frame_heads_) break;
    const size_t from = frames.replies.size();
    size_t n = 0;
    while (from + n < all.size() && all[from + n].content.front().begin < section.tokens.end) ++n;
    read_frames(std::span(record.statements).subspan(from, n), all.subspan(from, n), section,
                t.tokens, text, *frame_heads_, *kernels_, scratch.frame, frames);
  }
  complete_frames(record, frames, frame_heads_.get(), text, published);
}

}  // namespace quoth
