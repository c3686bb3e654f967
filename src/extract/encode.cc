#include "extract/encode.h"

#include <algorithm>
#include <cstring>

#include "nn/window.h"

namespace quoth {
namespace {

constexpr int32_t kCls = 101, kSep = 102;  // of BERT's vocabularies

// Piece ids and features of a window with its end marks, and the row of each token's first piece.
struct WindowInput {
  std::vector<int32_t> ids;
  std::vector<PieceFeatures> features;
  std::vector<uint32_t> first_rows;
};

WindowInput window_input(const Tokens& tokens, const Pieces& pieces, TokenRange window,
                         size_t max_pieces) {
  WindowInput in;
  in.ids.push_back(kCls);
  in.features.emplace_back();
  for (uint32_t t = window.begin; t < window.end; ++t) {
    const Token& token = tokens.tokens[t];
    const PieceFeatures features{static_cast<uint8_t>(token.casing),
                                 static_cast<uint8_t>(token.quoting),
                                 static_cast<uint8_t>(token.place)};
    in.first_rows.push_back(static_cast<uint32_t>(in.ids.size()));
    for (uint32_t p = pieces.first_piece[t]; p < pieces.first_piece[t + 1]; ++p) {
      if (in.ids.size() + 1 >= max_pieces) break;  // only in a window of one huge token
      in.ids.push_back(pieces.ids[p]);
      in.features.push_back(features);
    }
  }
  in.ids.push_back(kSep);
  in.features.emplace_back();
  return in;
}

}  // namespace

std::vector<TokenRange> cut_sections(const Tokens& tokens) {
  std::vector<TokenRange> sections;
  uint32_t begin = 0;
  for (const TokenRange& p : tokens.paragraphs) {
    if (p.end - begin > kSectionTokens && p.begin > begin) {
      sections.push_back({begin, p.begin});
      begin = p.begin;
    }
    // A paragraph longer than a section is cut where it must be.
    for (; p.end - begin > 2 * kSectionTokens; begin += kSectionTokens) {
      sections.push_back({begin, begin + kSectionTokens});
    }
  }
  const auto n = static_cast<uint32_t>(tokens.tokens.size());
  if (begin < n) sections.push_back({begin, n});
  return sections;
}

size_t Encoded::best_window(TokenRange span) const {
  size_t best = 0;
  uint32_t best_seen = 0, best_margin = 0;
  for (size_t k = 0; k < windows.size(); ++k) {
    const TokenRange w = windows[k].tokens;
    const TokenRange seen{std::max(span.begin, w.begin), std::min(span.end, w.end)};
    if (seen.begin >= seen.end) continue;
    const auto local = [&](TokenRange r) {
      return TokenRange{r.begin - tokens.begin, r.end - tokens.begin};
    };
    const uint32_t m = margin(local(w), local(seen), tokens.size());
    if (seen.size() > best_seen || (seen.size() == best_seen && m > best_margin)) {
      best = k;
      best_seen = seen.size();
      best_margin = m;
    }
  }
  return best;
}

Encoded encode_section(const Tokens& tokens, const Pieces& pieces, TokenRange section,
                       const Encoder& encoder, const Heads& heads, const Kernels& kernels,
                       WindowOptions options, EncoderScratch& scratch, bool keep_states) {
  Encoded out;
  out.tokens = section;
  out.emissions.resize(size_t{section.size()} * kEmissions);
  std::vector<uint32_t> first_piece(pieces.first_piece.begin() + section.begin,
                                    pieces.first_piece.begin() + section.end + 1);
  const uint32_t base = first_piece.front();
  for (uint32_t& p : first_piece) p -= base;

  const size_t hidden = encoder.shape().hidden;
  if (keep_states) out.states = AlignedBuffer<float>(section.size() * hidden);
  std::vector<int64_t> best(section.size(), -1);
  std::vector<float> emissions;
  for (const TokenRange& local : cover_with_windows(first_piece, options.pieces, options.overlap)) {
    const TokenRange window{section.begin + local.begin, section.begin + local.end};
    const WindowInput in = window_input(tokens, pieces, window, options.pieces);
    encoder.encode(in.ids.data(), in.features.data(), in.ids.size(), kernels, scratch);
    EncodedWindow encoded{window, AlignedBuffer<float>(window.size() * hidden)};
    for (uint32_t t = 0; t < window.size(); ++t) {
      std::memcpy(encoded.hidden.data() + t * hidden,
                  scratch.hidden.data() + in.first_rows[t] * hidden, hidden * sizeof(float));
    }
    emissions.resize(size_t{window.size()} * kEmissions);
    heads.emit(encoded.hidden.data(), window.size(), emissions.data());
    for (uint32_t t = local.begin; t < local.end; ++t) {
      const int64_t m = margin(local, {t, t + 1}, section.size());
      if (m <= best[t]) continue;
      best[t] = m;
      std::memcpy(&out.emissions[size_t{t} * kEmissions],
                  &emissions[size_t{t - local.begin} * kEmissions], kEmissions * sizeof(float));
      if (!keep_states) continue;
      std::memcpy(out.states.data() + t * hidden,
                  scratch.hidden.data() + in.first_rows[t - local.begin] * hidden,
                  hidden * sizeof(float));
    }
    out.windows.push_back(std::move(encoded));
  }
  return out;
}

}  // namespace quoth
