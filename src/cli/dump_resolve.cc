#include "cli/dump_resolve.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "extract/pipeline.h"
#include "extract/resolve.h"
#include "text/tokenizer.h"
#include "write/escape.h"
#include "write/writer.h"

namespace quoth {
namespace {

// Byte offsets by code point, one more than there are.
std::vector<uint32_t> byte_offsets(std::string_view text) {
  std::vector<uint32_t> out;
  for (size_t i = 0; i < text.size();) {
    out.push_back(static_cast<uint32_t>(i));
    i += std::max<uint32_t>(1, decode_utf8(text, i).size);
  }
  out.push_back(static_cast<uint32_t>(text.size()));
  return out;
}

std::vector<ByteSpan> spans(const std::vector<MarkedSpan>& marked,
                            const std::vector<uint32_t>& bytes) {
  std::vector<ByteSpan> out;
  for (const MarkedSpan& m : marked) {
    const int64_t most = static_cast<int64_t>(bytes.size()) - 1;
    const int64_t begin = std::clamp<int64_t>(m.begin, 0, most);
    const int64_t end = std::clamp<int64_t>(m.end, 0, most);
    if (begin < end) out.push_back({bytes[begin], bytes[end]});
  }
  std::sort(out.begin(), out.end());
  return out;
}

Form form_of(const Statement& s, const Tokens& tokens) {
  size_t quoted = 0, words = 0;
  for (const Token& t : tokens.tokens) {
    if (!t.is_word) continue;
    const bool inside = std::any_of(s.content.begin(), s.content.end(),
                                    [&](ByteSpan c) { return c.contains(t.span); });
    words += inside;
    quoted += inside && (t.quoting == Quoting::kInside || t.quoting == Quoting::kNested);
  }
  if (quoted == 0) return Form::kIndirect;
  return quoted == words ? Form::kDirect : Form::kMixed;
}

uint32_t first_byte(const Statement& s) {
  uint32_t first = s.content.empty() ? UINT32_MAX : s.content.front().begin;
  if (!s.source.empty()) first = std::min(first, s.source.front().begin);
  if (!s.cue.empty()) first = std::min(first, s.cue.front().begin);
  return first;
}

// The smallest content that holds that of statement i.
std::optional<uint32_t> holder(const std::vector<Statement>& statements, uint32_t i) {
  std::optional<uint32_t> best;
  uint32_t best_size = UINT32_MAX;
  const ByteSpan inner = statements[i].content.front();
  for (uint32_t k = 0; k < statements.size(); ++k) {
    for (const ByteSpan& c : statements[k].content) {
      if (k == i || !c.contains(inner) || c.size() <= inner.size() || c.size() >= best_size)
        continue;
      best = k;
      best_size = c.size();
    }
  }
  return best;
}

Record statements_of(const GoldDocument& d, const Tokens& tokens) {
  Record record;
  const std::vector<uint32_t> bytes = byte_offsets(d.article.text);
  for (const MarkedAttribution& a : d.attributions) {
    Statement s;
    s.source = spans(a.source, bytes);
    s.cue = spans(a.cue, bytes);
    s.content = spans(a.content, bytes);
    if (s.content.empty()) s.content = s.cue;
    if (s.content.empty()) continue;
    s.form = form_of(s, tokens);
    s.confidence = 1;
    record.statements.push_back(std::move(s));
  }
  std::stable_sort(
      record.statements.begin(), record.statements.end(),
      [](const Statement& a, const Statement& b) { return first_byte(a) < first_byte(b); });
  for (uint32_t i = 0; i < record.statements.size(); ++i) {
    record.statements[i].within = holder(record.statements, i);
  }
  return record;
}

// The attributions of the statements, for the heads that read the encoder's vectors.
std::vector<Attribution> attributions_of(const Record& record, const Words& words) {
  std::vector<Attribution> out;
  for (const Statement& s : record.statements) {
    Attribution a;
    if (!s.source.empty()) a.source = words.tokens_of(s.source.front());
    if (!s.cue.empty()) a.cue = words.tokens_of(s.cue.front());
    for (const ByteSpan& c : s.content) a.content.push_back(words.tokens_of(c));
    a.layer = s.within ? 1 : 0;
    out.push_back(std::move(a));
  }
  return out;
}

std::string join(const AntecedentFeatures& features) {
  std::string out;
  for (const float f : features) out += fmt::format("{}{:.4g}", out.empty() ? "" : ",", f);
  return out;
}

}  // namespace

std::string dump_resolved(const GoldDocument& d, const Pipeline* pipeline) {
  const std::string& text = d.article.text;
  PipelineScratch scratch;
  Trace trace;
  if (pipeline != nullptr) trace = pipeline->trace(text, scratch, Pipeline::Keep::kStates);
  else trace.tokens = tokenize(text);
  Record record = statements_of(d, trace.tokens);
  if (pipeline == nullptr) {
    resolve(record, trace.tokens, text);
  } else {
    trace.attributions = attributions_of(record, Words(trace.tokens, text));
    pipeline->complete(record, trace, text, d.article.published, scratch);
  }
  return Writer({.format = Format::kJsonl}).document(d.article, record).bytes;
}

std::string dump_candidates(const GoldDocument& d, const Pipeline* pipeline) {
  const std::string& text = d.article.text;
  const Tokens tokens = tokenize(text);
  Record record = statements_of(d, tokens);
  ResolveTrace trace;
  PipelineScratch scratch;
  Trace encoded;
  if (pipeline != nullptr) encoded = pipeline->trace(text, scratch, Pipeline::Keep::kStates);
  const std::optional<CoreferenceEvidence> evidence =
      pipeline == nullptr ? std::nullopt : pipeline->coreference(encoded.sections, scratch);
  resolve(record, tokens, text, evidence ? &*evidence : nullptr, &trace);
  const Mentions& m = trace.mentions;
  std::string out;
  for (const CandidateTrace& t : trace.candidates) {
    const auto span = [&](const Part& p) {
      const uint32_t b = tokens.tokens[p.tokens.begin].span.begin;
      const uint32_t e = tokens.tokens[p.tokens.end - 1].span.end;
      const std::string_view all = text;
      return fmt::format("[{},{}]", count_code_points(all.substr(0, b)),
                         count_code_points(all.substr(0, e)));
    };
    out += "{\"id\":";
    append_json_string(out, d.article.id);
    out += fmt::format(",\"pronoun\":{},\"source\":{},\"candidates\":[",
                       span(m.mentions[t.mention].part),
                       m.mentions[t.mention].source_of ? "true" : "false");
    for (size_t k = 0; k < t.chains.size(); ++k) {
      out += k == 0 ? "{\"mentions\":[" : ",{\"mentions\":[";
      const auto& list = trace.chains.chains[t.chains[k]].mentions;
      for (size_t j = 0; j < list.size(); ++j) {
        const Mention& mention = m.mentions[list[j]];
        if (mention.part.type == MentionType::kPronoun) continue;
        if (out.back() == ']') out += ',';
        out += span(mention.part);
      }
      out += fmt::format("],\"features\":[{}]}}", join(t.features[k]));
    }
    out += "]}\n";
  }
  return out;
}

}  // namespace quoth
