// Whom and what an article mentions, where.
#pragma once

#include <optional>
#include <vector>

#include "extract/name_clusters.h"
#include "extract/phrases.h"

namespace quoth {

// A statement as the resolver sees it: where its roles stand, in tokens.
struct Saying {
  std::vector<TokenRange> source;
  std::vector<TokenRange> cue;
  std::vector<TokenRange> content;
  Form form = Form::kIndirect;
  std::optional<uint32_t> within;
};

struct Mention {
  Part part;
  Pronoun pronoun = Pronoun::kNone;
  std::optional<uint32_t> source_of;  // the saying in whose source it stands
  bool quoted = false;
  bool subject = false;        // probably the subject of its clause
  bool possessive = false;     // "Keller’s", "her"
  bool prepositional = false;  // "with Keller"
};

// What is said of a named person: "head of the harbour authority".
struct Office {
  TokenRange tokens;  // without a leading article
  uint32_t head = 0;
};

// All mentions in text order: every name, every pronoun of the third person and of the first, the
// parts of every source, and the descriptions whose head is a noun of the lists ("the company", "a
// senior official"). Those of a source come first among those that begin at the same token.
struct Mentions {
  std::vector<Name> names;
  std::vector<NameCluster> clusters;
  std::vector<Mention> mentions;
  std::vector<std::vector<uint32_t>> of_source;           // mentions by saying, in text order
  std::vector<std::vector<Office>> roles;                 // by cluster: those worded differently
  std::vector<std::pair<uint32_t, uint32_t>> role_heads;  // head token and cluster of all of them
};

Mentions find_mentions(const Words& words, const std::vector<Saying>& sayings);

}  // namespace quoth
