#include "extract/coreference.h"

#include <algorithm>

#include "extract/chain_resolver.h"

namespace quoth {
namespace {

EntityKind kind_of(NameKind k) {
  switch (k) {
    case NameKind::kPerson:
    case NameKind::kLikely: return EntityKind::kPerson;
    case NameKind::kDocument: return EntityKind::kDocument;
    case NameKind::kGroup: return EntityKind::kGroup;
    default: return EntityKind::kOrganisation;
  }
}

}  // namespace

ChainResolver::ChainResolver(const Mentions& mentions, const Words& words,
                             const std::vector<Saying>& sayings, const CoreferenceScores* scores,
                             std::vector<CandidateTrace>* trace)
    : m_(mentions), words_(words), sayings_(sayings), scores_(scores), trace_(trace) {
  cluster_of_.assign(m_.names.size(), UINT32_MAX);
  for (uint32_t c = 0; c < m_.clusters.size(); ++c) {
    for (const uint32_t n : m_.clusters[c].names) cluster_of_[n] = c;
  }
  names_of_.resize(m_.clusters.size());
  for (uint32_t i = 0; i < m_.mentions.size(); ++i) {
    const Part& p = m_.mentions[i].part;
    if (p.type == MentionType::kName && cluster_of_[p.name] != UINT32_MAX)
      names_of_[cluster_of_[p.name]].push_back(i);
  }
  role_of_.insert(m_.role_heads.begin(), m_.role_heads.end());
  const auto first = std::find_if(m_.clusters.begin(), m_.clusters.end(), [](const auto& c) {
    return c.kind == NameKind::kPerson || c.kind == NameKind::kLikely;
  });
  first_person_ = static_cast<uint32_t>(first - m_.clusters.begin());
  find_holders();
  speakers_.resize(sayings.size());
}

Chains ChainResolver::run() {
  for (pass_ = 0; pass_ < 2; ++pass_) {
    start();
    for (uint32_t i = 0; i < m_.mentions.size(); ++i) take(i);
    find_speakers();
  }
  merge_documents();
  return {std::move(chains_), std::move(of_mention_), std::move(speakers_)};
}

void ChainResolver::find_holders() {
  holder_.assign(words_.size(), -1);
  std::vector<uint32_t> size(words_.size(), UINT32_MAX);
  for (uint32_t s = 0; s < sayings_.size(); ++s) {
    uint32_t total = 0;
    for (const TokenRange& c : sayings_[s].content) total += c.size();
    for (const TokenRange& c : sayings_[s].content) {
      for (uint32_t i = c.begin; i < c.end; ++i) {
        if (total >= size[i]) continue;
        size[i] = total;
        holder_[i] = static_cast<int32_t>(s);
      }
    }
  }
}

void ChainResolver::start() {
  chains_.clear();
  recent_.clear();
  of_mention_.assign(m_.mentions.size(), {});
  chain_of_cluster_.assign(m_.clusters.size(), UINT32_MAX);
  author_.reset();
  last_speakers_.clear();
  joint_.clear();
}

uint32_t ChainResolver::open_chain() {
  chains_.emplace_back();
  return static_cast<uint32_t>(chains_.size() - 1);
}

void ChainResolver::take(uint32_t i) {
  const Mention& m = m_.mentions[i];
  std::vector<uint32_t> meant;
  switch (m.part.type) {
    case MentionType::kName: meant = of_name(m); break;
    case MentionType::kPronoun: meant = of_pronoun(i); break;
    case MentionType::kDescription: meant = of_description(i); break;
  }
  for (const uint32_t c : meant) touch(c, i);
  if (m.source_of && !meant.empty() && !m.quoted) note_speaker(meant, *m.source_of);
  of_mention_[i] = std::move(meant);
}

void ChainResolver::touch(uint32_t id, uint32_t mention) {
  const Mention& m = m_.mentions[mention];
  Chain& c = chains_[id];
  c.mentions.push_back(mention);
  Referent& r = c.referent;
  ++r.n_mentions;
  note_place(r.anywhere, m);
  if (!m.quoted) {
    note_place(r.outside, m);
    r.was_outside = true;
  }
  if (m.pronoun == Pronoun::kHe && r.gender == Gender::kUnknown) r.gender = Gender::kMale;
  if (m.pronoun == Pronoun::kShe && r.gender == Gender::kUnknown) r.gender = Gender::kFemale;
  if (r.open_kind && (m.pronoun == Pronoun::kHe || m.pronoun == Pronoun::kShe)) {
    r.open_kind = false;
    r.is_person = true;
    r.kind = EntityKind::kPerson;
  }
  const auto it = std::find(recent_.begin(), recent_.end(), id);
  if (it != recent_.end()) recent_.erase(it);
  recent_.insert(recent_.begin(), id);
  if (recent_.size() > 4 * kMostCandidates) recent_.pop_back();
}

void ChainResolver::note_place(LastMention& p, const Mention& m) const {
  const uint32_t at = m.part.tokens.begin;
  p.token = at;
  p.sentence = words_[at].sentence;
  p.paragraph = words_[at].paragraph;
  p.subject = m.subject || m.source_of.has_value();
  p.possessive = m.possessive;
  p.prepositional = m.prepositional;
  p.quoted = m.quoted;
  p.pronoun = m.part.type == MentionType::kPronoun;
  p.full = m.part.type == MentionType::kName && m.part.tokens.size() > 1;
  if (p.subject) p.subject_sentence = p.sentence;
}

void ChainResolver::note_speaker(const std::vector<uint32_t>& meant, uint32_t saying) {
  if (saying == last_saying_ && !last_speakers_.empty()) {
    last_speakers_.back().insert(last_speakers_.back().end(), meant.begin(), meant.end());
  } else {
    last_speakers_.push_back(meant);
  }
  last_saying_ = saying;
  if (last_speakers_.back().size() > 1) joint_ = last_speakers_.back();
}

std::vector<uint32_t> ChainResolver::of_name(const Mention& m) {
  const uint32_t cluster = cluster_of_[m.part.name];
  if (cluster == UINT32_MAX) return {};
  if (auto family = family_of(m); family.size() > 1) return family;
  return {chain_of_cluster(cluster)};
}

std::vector<uint32_t> ChainResolver::family_of(const Mention& m) {
  const std::string& word = words_[m.part.tokens.begin].lower;
  if (m.part.tokens.size() > 1 || word.size() < 4 || !word.ends_with('s')) return {};
  const std::string_view name = std::string_view(word).substr(0, word.size() - 1);
  std::vector<uint32_t> out;
  for (uint32_t c = 0; c < m_.clusters.size() && out.size() < 4; ++c) {
    const TokenRange full = m_.names[m_.clusters[c].fullest].tokens;
    if (kind_of(m_.clusters[c].kind) == EntityKind::kPerson && full.size() > 1 &&
        words_[full.end - 1].lower == name)
      out.push_back(chain_of_cluster(c));
  }
  return out;
}

uint32_t ChainResolver::chain_of_cluster(uint32_t cluster) {
  uint32_t& id = chain_of_cluster_[cluster];
  if (id != UINT32_MAX) return id;
  id = open_chain();
  Chain& c = chains_[id];
  const NameCluster& names = m_.clusters[cluster];
  c.cluster = cluster;
  c.referent.kind = kind_of(names.kind);
  c.referent.gender = names.gender;
  c.referent.named = true;
  c.referent.is_person = c.referent.kind == EntityKind::kPerson;
  c.referent.plural = c.referent.kind == EntityKind::kGroup;
  c.referent.open_kind = names.kind == NameKind::kUnknown;
  c.referent.n_names = static_cast<uint32_t>(names.names.size());
  c.referent.is_first = cluster == first_person_;
  return id;
}

void ChainResolver::merge_documents() {
  std::unordered_map<std::string_view, std::vector<uint32_t>> named;
  const auto head_of = [&](const Chain& c) -> std::string_view {
    if (c.cluster || c.author || c.referent.kind != EntityKind::kDocument || c.referent.plural)
      return "";
    for (const uint32_t i : c.mentions) {
      const Part& p = m_.mentions[i].part;
      if (p.type == MentionType::kDescription) return synonym(words_[p.head].lower);
    }
    return "";
  };
  const auto is_named = [&](const Chain& c) {
    return std::any_of(c.mentions.begin(), c.mentions.end(), [&](uint32_t i) {
      const Part& p = m_.mentions[i].part;
      for (uint32_t k = p.tokens.begin; k < p.head; ++k) {
        if (words_[k].capital && !words_[k].function && !is_calendar_word(words_[k].lower))
          return true;
      }
      return false;
    });
  };
  std::vector<std::pair<uint32_t, std::string_view>> nameless;
  for (uint32_t c = 0; c < chains_.size(); ++c) {
    const std::string_view head = head_of(chains_[c]);
    if (head.empty()) continue;
    if (is_named(chains_[c])) named[head].push_back(c);
    else nameless.emplace_back(c, head);
  }
  for (const auto& [c, head] : nameless) {
    const auto it = named.find(head);
    if (it != named.end() && it->second.size() == 1) merge(c, it->second.front());
  }
}

void ChainResolver::merge(uint32_t from, uint32_t into) {
  for (const uint32_t i : chains_[from].mentions) {
    std::replace(of_mention_[i].begin(), of_mention_[i].end(), from, into);
    chains_[into].mentions.push_back(i);
  }
  std::sort(chains_[into].mentions.begin(), chains_[into].mentions.end());
  chains_[from].mentions.clear();
  for (auto& list : speakers_) std::replace(list.begin(), list.end(), from, into);
}

void ChainResolver::find_speakers() {
  std::vector<std::vector<uint32_t>> found(sayings_.size());
  for (uint32_t s = 0; s < sayings_.size(); ++s) {
    for (const uint32_t mention : m_.of_source[s]) {
      for (const uint32_t c : of_mention_[mention]) {
        if (std::find(found[s].begin(), found[s].end(), c) == found[s].end()) found[s].push_back(c);
      }
    }
  }
  speakers_ = std::move(found);
  for (uint32_t s = 0; s < sayings_.size(); ++s) {
    if (sayings_[s].source.empty()) speakers_[s] = without_source(s);
  }
  first_mention_.assign(chains_.size(), UINT32_MAX);
  old_cluster_.assign(chains_.size(), UINT32_MAX);
  for (uint32_t c = 0; c < chains_.size(); ++c) {
    if (!chains_[c].mentions.empty()) first_mention_[c] = chains_[c].mentions.front();
    if (chains_[c].cluster) old_cluster_[c] = *chains_[c].cluster;
  }
}

std::vector<uint32_t> ChainResolver::without_source(uint32_t s) const {
  const Saying& saying = sayings_[s];
  const bool quoted = saying.form == Form::kDirect;
  const bool goes_on =
      !saying.cue.empty() && words_[saying.cue.front().end - 1].lower.ends_with("ing");
  if ((!quoted && !goes_on && !(saying.cue.empty() && saying.form == Form::kMixed)) ||
      saying.within)
    return {};
  const uint32_t begin = saying.content.front().begin;
  constexpr uint32_t kMost = 16;
  for (uint32_t k = s; k > 0 && s - k < kMost; --k) {
    const Saying& before = sayings_[k - 1];
    if (before.within || speakers_[k - 1].empty()) continue;
    const uint32_t at = before.content.back().end - 1;
    if (at >= begin && before.content.front().begin >= begin) continue;
    if (words_[begin].paragraph - std::min(words_[begin].paragraph, words_[at].paragraph) > 2)
      return {};
    return speakers_[k - 1];
  }
  return {};
}

Chains resolve_chains(const Mentions& mentions, const Words& words,
                      const std::vector<Saying>& sayings, const CoreferenceScores* scores,
                      std::vector<CandidateTrace>* trace) {
  return ChainResolver(mentions, words, sayings, scores, trace).run();
}

}  // namespace quoth
