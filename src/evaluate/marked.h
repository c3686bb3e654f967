// Documents as corpora and predictions mark them: plain values. Offsets are code points, as in the
// files, and may be anything a file says: the measures never index a text with them unchecked.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "quoth/record.h"

namespace quoth {

// Code points [begin, end) of the text of a document.
struct MarkedSpan {
  int64_t begin = 0;
  int64_t end = 0;

  friend bool operator==(MarkedSpan, MarkedSpan) = default;
};

// What names an attribution: nothing, a number or a string. In gold links it is the index of an
// attribution, in predictions the "id" of one, which may be either.
using MarkedId = std::variant<std::monostate, int64_t, std::string>;

// A link to another attribution. `present` tells "within": null from no "within" at all: a gold
// document without the key in any attribution does not mark such links, and none are counted in it.
struct MarkedLink {
  bool present = false;
  MarkedId target;

  friend bool operator==(const MarkedLink&, const MarkedLink&) = default;
};

struct MarkedSpeaker {
  std::string name;
  std::string kind;

  friend bool operator==(const MarkedSpeaker&, const MarkedSpeaker&) = default;
};

// One attribution. The fields from `speakers` on are those of predictions; empty is "not told".
struct MarkedAttribution {
  std::vector<MarkedSpan> source;
  std::vector<MarkedSpan> cue;
  std::vector<MarkedSpan> content;
  MarkedId id;
  MarkedLink within;
  MarkedLink replies_to;
  std::vector<MarkedSpeaker> speakers;
  std::optional<std::string> act;
  std::string channel;
  std::string addressee;
  std::string when;

  friend bool operator==(const MarkedAttribution&, const MarkedAttribution&) = default;
};

struct MarkedRole {
  std::string_view name;
  std::vector<MarkedSpan> MarkedAttribution::*spans;
};
inline constexpr std::array<MarkedRole, 3> kMarkedRoles = {{
    {"source", &MarkedAttribution::source},
    {"cue", &MarkedAttribution::cue},
    {"content", &MarkedAttribution::content},
}};

struct MarkedLinkKind {
  std::string_view name;
  MarkedLink MarkedAttribution::*link;
};
inline constexpr std::array<MarkedLinkKind, 2> kMarkedLinks = {{
    {"within", &MarkedAttribution::within},
    {"replies_to", &MarkedAttribution::replies_to},
}};

// A document of a gold corpus. `sentences` may be empty: then spans are not cut.
struct GoldDocument {
  Article article;
  std::vector<MarkedSpan> sentences;
  std::vector<MarkedAttribution> attributions;

  friend bool operator==(const GoldDocument&, const GoldDocument&) = default;
};

// What a gold attribution means: who is answerable, what is done by it, to whom, how, when.
struct GoldFrame {
  std::vector<std::string> speakers;
  std::string kind;
  std::string act;
  std::string addressee;
  std::string channel;
  std::string when;

  friend bool operator==(const GoldFrame&, const GoldFrame&) = default;
};

// Frames by document id and index of the attribution.
using GoldFrames = std::unordered_map<std::string, std::unordered_map<int64_t, GoldFrame>>;

// Predicted attributions by document id.
using Predictions = std::unordered_map<std::string, std::vector<MarkedAttribution>>;

// Statements of an article as a prediction for it: byte spans of `text` become code points,
// statement i gets the id "s<i+1>", and `within` the id of the statement meant. The statements must
// satisfy validate() for this text.
std::vector<MarkedAttribution> marked(const std::vector<Statement>& statements,
                                      std::string_view text);

// The same for many documents, by id; ids that `gold` does not hold are left out.
Predictions predictions_of(const std::vector<GoldDocument>& gold,
                           const std::vector<std::pair<std::string, Record>>& records);

}  // namespace quoth
