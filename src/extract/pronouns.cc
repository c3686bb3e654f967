#include <algorithm>

#include "extract/chain_resolver.h"

namespace quoth {
namespace {

constexpr uint32_t kReach = 12;  // sentences that a pronoun looks back

}  // namespace

std::vector<uint32_t> ChainResolver::of_pronoun(uint32_t i) {
  const Mention& m = m_.mentions[i];
  switch (m.pronoun) {
    case Pronoun::kI:
    case Pronoun::kWe: return first_person(m);
    case Pronoun::kWho:
    case Pronoun::kWhich: return relative(i);
    case Pronoun::kHe:
    case Pronoun::kShe:
    case Pronoun::kIt:
    case Pronoun::kThey: return antecedent(i);
    default: return m.source_of ? of_description(i) : std::vector<uint32_t>{};
  }
}

const Saying* ChainResolver::holder(uint32_t token) const {
  return holder_[token] < 0 ? nullptr : &sayings_[holder_[token]];
}

std::vector<uint32_t> ChainResolver::first_person(const Mention& m) {
  const uint32_t at = m.part.tokens.begin;
  int32_t s = holder_[at];
  if (m.source_of && s == static_cast<int32_t>(*m.source_of)) s = -1;
  while (s >= 0 && sayings_[s].form == Form::kIndirect && sayings_[s].within) {
    s = static_cast<int32_t>(*sayings_[s].within);
  }
  if (s >= 0 && (m.quoted || sayings_[s].form != Form::kIndirect)) {
    std::vector<uint32_t> out;
    for (const uint32_t old : speakers_[s]) {
      for (const uint32_t c : renew(old)) out.push_back(c);
    }
    return out;
  }
  if (m.quoted) return {};
  if (m.pronoun == Pronoun::kWe && !m.source_of) return {};
  if (!author_) {
    author_ = open_chain();
    chains_[*author_].author = true;
    chains_[*author_].referent.kind = EntityKind::kAuthor;
  }
  return {*author_};
}

std::vector<uint32_t> ChainResolver::relative(uint32_t i) {
  const Mention& m = m_.mentions[i];
  const uint32_t at = m.part.tokens.begin;
  const bool who = m.pronoun == Pronoun::kWho;
  for (uint32_t k = i; k > 0; --k) {
    const Mention& before = m_.mentions[k - 1];
    const uint32_t end = before.part.tokens.end;
    if (words_[before.part.tokens.begin].sentence != words_[at].sentence) break;
    if (end > at || before.possessive || of_mention_[k - 1].empty()) continue;
    if (at - end > 12) break;
    const Referent& r = chains_[of_mention_[k - 1].front()].referent;
    const bool adjacent = at - end <= 1;
    const bool human = r.is_person || r.plural || (adjacent && r.open_kind);
    if (who ? human : !r.is_person || adjacent) return of_mention_[k - 1];
  }
  return {};
}

std::vector<uint32_t> ChainResolver::renew(uint32_t old) {
  if (pass_ == 0) return {};
  if (old_cluster_[old] != UINT32_MAX) return {chain_of_cluster(old_cluster_[old])};
  return first_mention_[old] == UINT32_MAX ? std::vector<uint32_t>{}
                                           : of_mention_[first_mention_[old]];
}

std::optional<uint32_t> ChainResolver::speaker_now(int32_t saying) const {
  if (saying < 0) return std::nullopt;
  for (const uint32_t mention : m_.of_source[saying]) {
    if (!of_mention_[mention].empty()) return of_mention_[mention].front();
  }
  return std::nullopt;
}

std::optional<uint32_t> ChainResolver::speaker_of(int32_t saying) {
  if (auto now = speaker_now(saying)) return now;
  if (saying < 0) return std::nullopt;
  for (const uint32_t old : speakers_[saying]) {
    if (const auto chains = renew(old); !chains.empty()) return chains.front();
  }
  return std::nullopt;
}

Surroundings ChainResolver::surroundings(const Mention& m) {
  Surroundings s;
  const auto single = [&](size_t back) -> std::optional<uint32_t> {
    if (last_speakers_.size() < back) return std::nullopt;
    const auto& v = last_speakers_[last_speakers_.size() - back];
    return v.size() == 1 ? std::optional(v.front()) : std::nullopt;
  };
  s.last_speaker = single(1);
  for (size_t back = 2; back <= last_speakers_.size() && back < 6; ++back) {
    const auto other = single(back);
    if (other && other != s.last_speaker) {
      s.before_last = other;
      break;
    }
  }
  const uint32_t at = m.part.tokens.begin;
  int32_t h = holder_[at];
  if (m.source_of && h == static_cast<int32_t>(*m.source_of)) h = -1;
  if (h >= 0) {
    if (m.quoted) s.quoted_speaker = speaker_of(h);
    else s.reporting = speaker_of(h);
  }
  return s;
}

std::vector<uint32_t> ChainResolver::antecedent(uint32_t i) {
  const Mention& m = m_.mentions[i];
  const uint32_t at = m.part.tokens.begin;
  if (m.pronoun == Pronoun::kThey && joint_is_meant(at)) return joint_;
  if (const auto best = best_antecedent(i, m.pronoun, false, false)) return {*best};
  return forward(i);
}

std::optional<uint32_t> ChainResolver::best_antecedent(uint32_t i, Pronoun pronoun, bool any_gender,
                                                       bool named) {
  const Mention& m = m_.mentions[i];
  const uint32_t at = m.part.tokens.begin;
  Surroundings around = surroundings(m);
  if (pronoun == Pronoun::kHe || pronoun == Pronoun::kShe) look_ahead(i, pronoun, around);
  CandidateTrace seen{i, {}, {}};
  uint32_t nearer = 0;
  for (const uint32_t id : by_recency(m.quoted)) {
    const Referent& r = chains_[id].referent;
    const bool fits = any_gender ? r.is_person : agrees(pronoun, r);
    if (chains_[id].author || !fits || (named && !r.named)) continue;
    if (around.quoted_speaker == id) continue;
    if (words_[at].sentence - r.place(m.quoted).sentence > kReach && nearer > 0) continue;
    seen.chains.push_back(id);
    seen.features.push_back(antecedent_features(m, words_, id, r, nearer, around));
    if (++nearer == kMostCandidates) break;
  }
  if (around.next_named && !any_gender && around.quoted_speaker != around.next_named &&
      std::find(seen.chains.begin(), seen.chains.end(), *around.next_named) == seen.chains.end()) {
    seen.chains.push_back(*around.next_named);
    seen.features.push_back(antecedent_features(
        m, words_, *around.next_named, chains_[*around.next_named].referent, nearer, around));
  }
  add_encoder_scores(seen);
  std::optional<uint32_t> best;
  float best_score = 0;
  for (size_t k = 0; k < seen.chains.size(); ++k) {
    const float s = antecedent_score(pronoun, seen.features[k]);
    if (best && s <= best_score) continue;
    best = seen.chains[k];
    best_score = s;
  }
  if (trace_ != nullptr && pass_ == 1) trace_->push_back(std::move(seen));
  return best;
}

std::vector<uint32_t> ChainResolver::by_recency(bool quoted) const {
  std::vector<uint32_t> out = recent_;
  std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) {
    return chains_[a].referent.place(quoted).token > chains_[b].referent.place(quoted).token;
  });
  return out;
}

void ChainResolver::look_ahead(uint32_t i, Pronoun pronoun, Surroundings& around) {
  const Mention& m = m_.mentions[i];
  const uint32_t sentence = words_[m.part.tokens.begin].sentence;
  const TokenRange whole = words_.tokens().sentences[sentence];
  uint32_t first = whole.begin;
  while (first < whole.end && !words_.token(first).is_word) ++first;
  around.opens_with_clause = first < m.part.tokens.begin && words_[first].function &&
                             words_[first].pronoun == Pronoun::kNone &&
                             words_[first].lower != "the";
  for (uint32_t k = i + 1; k < m_.mentions.size(); ++k) {
    const Mention& next = m_.mentions[k];
    if (words_[next.part.tokens.begin].sentence != sentence) return;
    if (next.part.type != MentionType::kName || next.quoted != m.quoted) continue;
    const uint32_t c = cluster_of_[next.part.name];
    if (c == UINT32_MAX) continue;
    const NameCluster& names = m_.clusters[c];
    const Gender wanted = pronoun == Pronoun::kShe ? Gender::kFemale : Gender::kMale;
    const bool person = names.kind == NameKind::kPerson || names.kind == NameKind::kLikely ||
                        names.kind == NameKind::kUnknown;
    if (!person || (names.gender != Gender::kUnknown && names.gender != wanted)) continue;
    around.next_named = chain_of_cluster(c);
    return;
  }
}

std::vector<uint32_t> ChainResolver::forward(uint32_t i) {
  const Mention& m = m_.mentions[i];
  const uint32_t sentence = words_[m.part.tokens.begin].sentence;
  if (m.pronoun == Pronoun::kHe || m.pronoun == Pronoun::kShe) {
    for (uint32_t k = i + 1; k < m_.mentions.size(); ++k) {
      const Mention& next = m_.mentions[k];
      if (words_[next.part.tokens.begin].sentence > sentence + 1) break;
      if (next.part.type != MentionType::kName || next.quoted != m.quoted) continue;
      const uint32_t c = cluster_of_[next.part.name];
      if (c == UINT32_MAX) continue;
      const NameKind kind = m_.clusters[c].kind;
      const Gender wanted = m.pronoun == Pronoun::kShe ? Gender::kFemale : Gender::kMale;
      const Gender g = m_.clusters[c].gender;
      if ((kind != NameKind::kPerson && kind != NameKind::kLikely) ||
          (g != Gender::kUnknown && g != wanted))
        continue;
      return of_name(next);
    }
  }
  return m.source_of ? of_description(i) : std::vector<uint32_t>{};
}

bool ChainResolver::joint_is_meant(uint32_t at) const {
  if (joint_.empty()) return false;
  uint32_t last = 0;
  for (const uint32_t id : joint_) last = std::max(last, chains_[id].referent.anywhere.token);
  if (words_[at].sentence - words_[last].sentence > 3) return false;
  for (const uint32_t id : recent_) {
    const Referent& r = chains_[id].referent;
    if (r.anywhere.token <= last) break;
    if (r.plural && !r.anywhere.possessive) return false;
  }
  return true;
}

}  // namespace quoth
