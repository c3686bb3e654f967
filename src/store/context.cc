#include "store/context.h"

#include <simdjson.h>

#include <algorithm>

#include "text/tokenizer.h"

namespace quoth {
namespace {

// The begin of every code point asked for, by one pass over the text per ascending run.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}

  // Byte of a code point's begin; text.size() for the one behind the last, nothing beyond.
  std::optional<uint32_t> byte_of(uint64_t index) {
    if (index < n_begun_) n_begun_ = byte_ = 0;
    while (n_begun_ + kBlock <= index && byte_ + kBlock <= text_.size()) {
      n_begun_ += begins_in(text_.substr(byte_, kBlock));
      byte_ += kBlock;
    }
    for (; byte_ < text_.size(); ++byte_) {
      if (!is_begin(text_[byte_])) continue;
      if (n_begun_ == index) return static_cast<uint32_t>(byte_);
      ++n_begun_;
    }
    return n_begun_ == index ? std::optional(static_cast<uint32_t>(byte_)) : std::nullopt;
  }

 private:
  static constexpr size_t kBlock = 64;

  static bool is_begin(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }
  static size_t begins_in(std::string_view block) {
    uint8_t n = 0;  // narrow, so that it is counted in vectors
    for (size_t i = 0; i < kBlock; ++i) n += static_cast<uint8_t>(is_begin(block[i]));
    return n;
  }

  std::string_view text_;
  size_t byte_ = 0;
  uint64_t n_begun_ = 0;  // code points that begin before byte_
};

bool read_spans(simdjson::dom::element json, const char* key, CodePoints& points,
                std::vector<ByteSpan>& spans) {
  simdjson::dom::array array;
  if (json[key].get_array().get(array) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element pair : array) {
    uint64_t begin = 0, end = 0;
    if (pair.at(0).get_uint64().get(begin) != simdjson::SUCCESS ||
        pair.at(1).get_uint64().get(end) != simdjson::SUCCESS || end < begin) {
      return false;
    }
    const auto from = points.byte_of(begin);
    const auto to = points.byte_of(end);
    if (!from || !to || (!spans.empty() && *from < spans.back().end)) return false;
    spans.push_back({*from, *to});
  }
  return true;
}

bool is_begin(std::string_view text, size_t pos) {
  return pos >= text.size() || (static_cast<unsigned char>(text[pos]) & 0xC0) != 0x80;
}

// A part of the text that surely holds the sentences around `span`: whole paragraphs, if they are
// not too long.
ByteSpan window(std::string_view text, ByteSpan span) {
  const size_t least = span.begin > kMaxContextBytes ? span.begin - kMaxContextBytes : 0;
  const size_t most = std::min<size_t>(text.size(), span.end + kMaxContextBytes);
  size_t begin = span.begin;
  while (begin > least && text[begin - 1] != '\n') --begin;
  size_t end = span.end;
  while (end < most && text[end] != '\n') ++end;
  while (!is_begin(text, begin)) ++begin;
  while (!is_begin(text, end)) --end;
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

}  // namespace

std::optional<EvidenceSpans> parse_evidence(std::string_view json, std::string_view text) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return std::nullopt;
  CodePoints points(text);
  EvidenceSpans spans;
  if (!read_spans(root, "source", points, spans.source) ||
      !read_spans(root, "cue", points, spans.cue) ||
      !read_spans(root, "content", points, spans.content) || spans.content.empty()) {
    return std::nullopt;
  }
  return spans;
}

ByteSpan sentences_around(std::string_view text, const EvidenceSpans& spans) {
  ByteSpan all = spans.content.front();
  all.end = spans.content.back().end;
  for (const auto* role : {&spans.source, &spans.cue}) {
    for (const ByteSpan& s : *role) {
      // A source paragraphs away is not shown with all that lies between.
      const uint32_t begin = std::min(all.begin, s.begin), end = std::max(all.end, s.end);
      if (end - begin <= kMaxContextBytes || end - begin == all.size()) all = {begin, end};
    }
  }
  const ByteSpan around = window(text, all);
  const std::string_view part = text.substr(around.begin, around.size());
  const Tokens tokens = tokenize(part);
  ByteSpan found = all;
  for (const TokenRange& sentence : tokens.sentences) {
    const ByteSpan s{tokens.tokens[sentence.begin].span.begin + around.begin,
                     tokens.tokens[sentence.end - 1].span.end + around.begin};
    if (s.begin <= all.begin && all.begin < s.end) found.begin = s.begin;
    if (s.begin < all.end && all.end <= s.end) found.end = s.end;
  }
  return found;
}

}  // namespace quoth
