#include "extract/coreference.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace quoth {
namespace {

constexpr size_t kMostCandidates = 24;
constexpr uint32_t kReach = 12;  // sentences that a pronoun looks back

EntityKind kind_of(NameKind k) {
  switch (k) {
    case NameKind::kPerson:
    case NameKind::kLikely: return EntityKind::kPerson;
    case NameKind::kDocument: return EntityKind::kDocument;
    case NameKind::kGroup: return EntityKind::kGroup;
    default: return EntityKind::kOrganisation;
  }
}

class Resolver {
 public:
  Resolver(const Mentions& mentions, const Words& words, const std::vector<Saying>& sayings,
           std::vector<CandidateTrace>* trace)
      : m_(mentions), words_(words), sayings_(sayings), trace_(trace) {
    cluster_of_.assign(m_.names.size(), UINT32_MAX);
    for (uint32_t c = 0; c < m_.clusters.size(); ++c) {
      for (const uint32_t n : m_.clusters[c].names) cluster_of_[n] = c;
    }
    for (uint32_t c = 0; c < m_.roles.size(); ++c) {
      for (const Role& role : m_.roles[c]) role_of_.emplace(role.head, c);
    }
    const auto first = std::find_if(m_.clusters.begin(), m_.clusters.end(), [](const auto& c) {
      return c.kind == NameKind::kPerson || c.kind == NameKind::kLikely;
    });
    first_person_ = static_cast<uint32_t>(first - m_.clusters.begin());
    find_holders();
    speakers_.resize(sayings.size());
  }

  Chains run() {
    for (pass_ = 0; pass_ < 2; ++pass_) {
      start();
      for (uint32_t i = 0; i < m_.mentions.size(); ++i) take(i);
      find_speakers();
    }
    merge_documents();
    return {std::move(chains_), std::move(of_mention_), std::move(speakers_)};
  }

 private:
  // The innermost saying whose content holds a token, and the innermost one that is quoted.
  void find_holders() {
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

  void start() {
    chains_.clear();
    recent_.clear();
    of_mention_.assign(m_.mentions.size(), {});
    chain_of_cluster_.assign(m_.clusters.size(), UINT32_MAX);
    author_.reset();
    last_speakers_.clear();
    joint_.clear();
  }

  uint32_t open_chain() {
    chains_.emplace_back();
    return static_cast<uint32_t>(chains_.size() - 1);
  }

  void take(uint32_t i) {
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

  void touch(uint32_t id, uint32_t mention) {
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

  void note_place(Place& p, const Mention& m) const {
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

  void note_speaker(const std::vector<uint32_t>& meant, uint32_t saying) {
    if (saying == last_saying_ && !last_speakers_.empty()) {
      last_speakers_.back().insert(last_speakers_.back().end(), meant.begin(), meant.end());
    } else {
      last_speakers_.push_back(meant);
    }
    last_saying_ = saying;
    if (last_speakers_.back().size() > 1) joint_ = last_speakers_.back();
  }

  std::vector<uint32_t> of_name(const Mention& m) {
    const uint32_t cluster = cluster_of_[m.part.name];
    if (cluster == UINT32_MAX) return {};
    return {chain_of_cluster(cluster)};
  }

  uint32_t chain_of_cluster(uint32_t cluster) {
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

  // ---- pronouns

  std::vector<uint32_t> of_pronoun(uint32_t i) {
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

  const Saying* holder(uint32_t token) const {
    return holder_[token] < 0 ? nullptr : &sayings_[holder_[token]];
  }

  // Inside a quotation its speaker, outside the author.
  std::vector<uint32_t> first_person(const Mention& m) {
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

  // "Ines Duarte, who": the last mention of the same sentence that fits.
  std::vector<uint32_t> relative(uint32_t i) {
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

  // The chains of this pass for one of the first pass; none if it is not mentioned yet.
  std::vector<uint32_t> renew(uint32_t old) {
    if (pass_ == 0) return {};
    if (old_cluster_[old] != UINT32_MAX) return {chain_of_cluster(old_cluster_[old])};
    return first_mention_[old] == UINT32_MAX ? std::vector<uint32_t>{}
                                             : of_mention_[first_mention_[old]];
  }

  // Chains of the statement that holds a token, as they are named in this pass.
  std::optional<uint32_t> speaker_now(int32_t saying) const {
    if (saying < 0) return std::nullopt;
    for (const uint32_t mention : m_.of_source[saying]) {
      if (!of_mention_[mention].empty()) return of_mention_[mention].front();
    }
    return std::nullopt;
  }

  // In the second pass also of one whose source stands further on, by its names.
  std::optional<uint32_t> speaker_of(int32_t saying) {
    if (auto now = speaker_now(saying)) return now;
    if (saying < 0) return std::nullopt;
    for (const uint32_t old : speakers_[saying]) {
      if (const auto chains = renew(old); !chains.empty()) return chains.front();
    }
    return std::nullopt;
  }

  Surroundings surroundings(const Mention& m) {
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

  std::vector<uint32_t> antecedent(uint32_t i) {
    const Mention& m = m_.mentions[i];
    const uint32_t at = m.part.tokens.begin;
    if (m.pronoun == Pronoun::kThey && joint_is_meant(at)) return joint_;
    if (const auto best = best_antecedent(i, m.pronoun, false, false)) return {*best};
    return forward(i);
  }

  std::optional<uint32_t> best_antecedent(uint32_t i, Pronoun pronoun, bool any_gender,
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
        std::find(seen.chains.begin(), seen.chains.end(), *around.next_named) ==
            seen.chains.end()) {
      seen.chains.push_back(*around.next_named);
      seen.features.push_back(antecedent_features(
          m, words_, *around.next_named, chains_[*around.next_named].referent, nearer, around));
    }
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

  // Those mentioned of late, the last first; outside quotations, for a pronoun that stands there.
  std::vector<uint32_t> by_recency(bool quoted) const {
    std::vector<uint32_t> out = recent_;
    std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) {
      return chains_[a].referent.place(quoted).token > chains_[b].referent.place(quoted).token;
    });
    return out;
  }

  // "After her term, Ines Duarte …": the person named next in the sentence.
  void look_ahead(uint32_t i, Pronoun pronoun, Surroundings& around) {
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

  // "In her speech, Ines Duarte …": nobody before, so the next one in the sentence.
  std::vector<uint32_t> forward(uint32_t i) {
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

  // Two or more who spoke together, and nobody else that is several since.
  bool joint_is_meant(uint32_t at) const {
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

  // ---- descriptions

  std::vector<uint32_t> of_description(uint32_t i) {
    const Mention& m = m_.mentions[i];
    if (m.part.type == MentionType::kDescription) {
      const auto role = role_of_.find(m.part.head);
      if (role != role_of_.end()) return {chain_of_cluster(role->second)};
      if (auto id = same_description(i)) return {*id};
      if (auto id = by_role(i)) return {*id};
      if (auto id = salient_person(i)) return {*id};
    } else if (m.pronoun == Pronoun::kYou) {
      return {};
    }
    return {open_description(m)};
  }

  uint32_t open_description(const Mention& m) {
    const uint32_t id = open_chain();
    Referent& r = chains_[id].referent;
    const auto noun = description_noun(m.part);
    if (noun) {
      r.kind = noun->kind;
      r.gender = noun->gender;
      r.plural = noun->plural;
      r.is_person = noun->is_person && !noun->plural;
    }
    return id;
  }

  // The noun that says what a description stands for; of "one of the groups" the second.
  std::optional<Noun> description_noun(const Part& p) const {
    const Word& head = words_[p.head];
    if (p.head + 1 < p.tokens.end && words_[p.head + 1].lower == "of" && is_count(head)) {
      for (uint32_t i = p.head + 2; i < p.tokens.end; ++i) {
        if (!words_[i].noun || words_[i].function) continue;
        Noun n = *words_[i].noun;
        if (head.lower != "one")
          return n.plural ? std::optional(n) : Noun{EntityKind::kGroup, {}, true, false};
        const bool person = n.is_person;
        n.plural = false;
        if (n.kind == EntityKind::kGroup)
          n.kind = person ? EntityKind::kAnonymous : EntityKind::kOrganisation;
        return n;
      }
      if (head.lower == "one") return Noun{EntityKind::kAnonymous, {}, false, true};
      return Noun{EntityKind::kGroup, {}, true, false};
    }
    if (head.noun && head.noun->plural && head.noun->is_person && p.tokens.begin < p.head) {
      // Those of somebody, or some, are spoken of together; else each speaks for himself.
      const Word& first = words_[p.tokens.begin];
      if (is_possessive_pronoun(first.lower) || first.lower == "some" || owns_any(p)) {
        return Noun{EntityKind::kGroup, head.noun->gender, true, true};
      }
    }
    if (head.noun) return head.noun;
    if (head.lower == "those" || head.lower == "all" || head.lower == "these") {
      return Noun{EntityKind::kGroup, {}, true, false};
    }
    if (words_.token(p.head).casing != Casing::kLower && head.lower.ends_with('s')) {
      return Noun{EntityKind::kGroup, {}, true, false};
    }
    if (head.lower.ends_with('s') && head.lower.size() > 3 && !head.lower.ends_with("ss")) {
      return Noun{EntityKind::kGroup, {}, true, false};
    }
    return std::nullopt;
  }

  bool owns_any(const Part& p) const {
    for (uint32_t i = p.tokens.begin; i < p.head; ++i) {
      if (words_.owns(i)) return true;
    }
    return false;
  }

  static bool is_count(const Word& w) {
    static constexpr std::array<std::string_view, 22> kCounts = {
        "one",    "some",   "many",     "several",   "most",    "few",   "half", "majority",
        "two",    "three",  "four",     "both",      "all",     "none",  "each", "any",
        "number", "dozens", "hundreds", "thousands", "percent", "others"};
    return std::find(kCounts.begin(), kCounts.end(), w.lower) != kCounts.end();
  }

  // Words that say which one: between article and head, and after the head.
  std::vector<std::string_view> modifiers(const Part& p) const {
    static constexpr std::array<std::string_view, 12> kIdle = {"same",   "new", "latest", "recent",
                                                               "former", "own", "other",  "current",
                                                               "young",  "old", "late",   "two"};
    std::vector<std::string_view> out;
    for (uint32_t i = p.tokens.begin; i < p.tokens.end; ++i) {
      const Word& w = words_[i];
      if (i == p.head || w.function || !words_.token(i).is_word) continue;
      if (std::find(kIdle.begin(), kIdle.end(), w.lower) != kIdle.end()) continue;
      if (w.lower[0] >= '0' && w.lower[0] <= '9') continue;
      out.push_back(w.lower);
    }
    return out;
  }

  static std::string_view synonym(std::string_view w) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 33> kSame = {
        {{"sen.", "senator"},
         {"sen", "senator"},
         {"rep.", "congressman"},
         {"rep", "congressman"},
         {"representative", "congressman"},
         {"congresswoman", "congressman"},
         {"gov.", "governor"},
         {"gov", "governor"},
         {"capt.", "captain"},
         {"lt.", "lieutenant"},
         {"sgt.", "sergeant"},
         {"det.", "detective"},
         {"gen.", "general"},
         {"col.", "colonel"},
         {"prof.", "professor"},
         {"dr.", "doctor"},
         {"survey", "poll"},
         {"study", "report"},
         {"review", "report"},
         {"e-mail", "email"},
         {"firm", "company"},
         {"business", "company"},
         {"suit", "lawsuit"},
         {"complaint", "lawsuit"},
         {"memorandum", "memo"},
         {"paper", "newspaper"},
         {"daily", "newspaper"},
         {"film", "video"},
         {"spokeswoman", "spokesperson"},
         {"spokesman", "spokesperson"},
         {"clip", "video"},
         {"polls", "surveys"},
         {"advert", "ad"}}};
    for (const auto& [a, b] : kSame)
      if (a == w) return b;
    return w;
  }

  bool head_matches(uint32_t token, std::string_view head) const {
    return synonym(words_[token].lower) == head;
  }

  // Whether every modifier stands in the mention's words or beside them.
  bool covers(TokenRange r, const std::vector<std::string_view>& wanted) const {
    return std::all_of(wanted.begin(), wanted.end(), [&](std::string_view w) {
      for (uint32_t i = r.begin; i < r.end; ++i) {
        if (words_[i].lower == w) return true;
      }
      return false;
    });
  }

  std::optional<uint32_t> same_description(uint32_t i) const {
    const Part& p = m_.mentions[i].part;
    const std::string_view head = synonym(words_[p.head].lower);
    const std::vector<std::string_view> wanted = modifiers(p);
    const bool repeats = !p.definite && !wanted.empty();
    if (!p.definite && !repeats && !owned(p)) return std::nullopt;
    for (const uint32_t id : recent_) {
      if (is_same(chains_[id], p, head, wanted)) return id;
    }
    return p.definite && wanted.empty() ? by_class(p, head) : std::nullopt;
  }

  // "his wife", "her office".
  bool owned(const Part& p) const {
    return is_possessive_pronoun(words_[p.tokens.begin].lower) ||
           words_[p.tokens.begin].possessive > 0;
  }

  bool is_same(const Chain& c, const Part& p, std::string_view head,
               const std::vector<std::string_view>& wanted) const {
    if (c.cluster) return (p.definite || owned(p)) && names_it(c, p, head, wanted);
    for (auto it = c.mentions.rbegin(); it != c.mentions.rend() && c.mentions.rend() - it > 0;
         ++it) {
      const Part& other = m_.mentions[*it].part;
      if (other.type != MentionType::kDescription || !head_matches(other.head, head)) continue;
      if (words_[other.head].noun && words_[p.head].noun &&
          words_[other.head].noun->plural != words_[p.head].noun->plural)
        continue;
      if (!p.definite) {
        const std::vector<std::string_view> theirs = modifiers(other);
        if (theirs.size() != wanted.size()) continue;
        if (owned(p) != owned(other)) continue;
        if (owned(p) && words_[p.tokens.begin].lower != words_[other.tokens.begin].lower) continue;
      }
      if (covers(other.tokens, wanted)) return true;
      if (it - c.mentions.rbegin() > 8) break;
    }
    return false;
  }

  // A named one by its roles or by the last word of its name: "the mayor", "the board".
  bool names_it(const Chain& c, const Part& p, std::string_view head,
                const std::vector<std::string_view>& wanted) const {
    const bool person = words_[p.head].noun && words_[p.head].noun->is_person;
    if (words_[p.head].noun && words_[p.head].noun->plural && person) return false;
    for (const Role& role : m_.roles[*c.cluster]) {
      if (owned(p) && !is_possessive_pronoun(words_[role.tokens.begin].lower)) continue;
      if (head_matches(role.head, head) && (covers(role.tokens, wanted) || covers_name(c, wanted)))
        return true;
    }
    if (person || owned(p)) return false;
    for (const uint32_t n : m_.clusters[*c.cluster].names) {
      const TokenRange r = m_.names[n].tokens;
      if (r.size() > 1 && head_matches(r.end - 1, head) && covers(r, wanted)) return true;
      for (uint32_t k = r.begin; k + 1 < r.end; ++k) {
        if (words_[k + 1].lower == "of" && head_matches(k, head) && covers(r, wanted)) return true;
      }
    }
    return false;
  }

  bool covers_name(const Chain& c, const std::vector<std::string_view>& wanted) const {
    const auto& names = m_.clusters[*c.cluster].names;
    return std::any_of(names.begin(), names.end(),
                       [&](uint32_t n) { return covers(m_.names[n].tokens, wanted); });
  }

  // "the Vermont senator": the last one who has the office, whatever else is said of him.
  std::optional<uint32_t> by_role(uint32_t i) const {
    const Part& p = m_.mentions[i].part;
    const bool ends = p.head + 1 == p.tokens.end || words_[p.head + 1].lower == "from";
    if (!p.definite || !ends) return std::nullopt;
    const std::string_view head = synonym(words_[p.head].lower);
    for (const uint32_t id : recent_) {
      if (!chains_[id].cluster || !chains_[id].referent.is_person) continue;
      for (const Role& role : m_.roles[*chains_[id].cluster]) {
        if (head_matches(role.head, head)) return id;
      }
    }
    return std::nullopt;
  }

  // What anybody may be called, whatever the office.
  static bool is_generic(std::string_view noun) {
    static constexpr std::array<std::string_view, 32> kGeneric = {
        "man",         "woman",        "candidate",     "nominee",    "politician", "lawmaker",
        "defendant",   "witness",      "patient",       "suspect",    "victim",     "author",
        "billionaire", "businessman",  "businesswoman", "mogul",      "veteran",    "newcomer",
        "frontrunner", "front-runner", "incumbent",     "challenger", "star",       "actor",
        "actress",     "singer",       "player",        "contender",  "republican", "democrat",
        "hopeful",     "writer"};
    return std::find(kGeneric.begin(), kGeneric.end(), noun) != kGeneric.end();
  }

  // "the candidate", where nobody was introduced as one: a named person, as a pronoun would mean.
  std::optional<uint32_t> salient_person(uint32_t i) {
    const Mention& m = m_.mentions[i];
    const auto& noun = words_[m.part.head].noun;
    if (!m.part.definite || !noun || !noun->is_person || noun->plural) return std::nullopt;
    if (m.part.head + 1 < m.part.tokens.end || !is_generic(words_[m.part.head].lower))
      return std::nullopt;
    const Pronoun pronoun = noun->gender == Gender::kFemale ? Pronoun::kShe : Pronoun::kHe;
    return best_antecedent(i, pronoun, noun->gender == Gender::kUnknown, /*named=*/true);
  }

  // "the company" of a body whose name does not tell what it is.
  std::optional<uint32_t> by_class(const Part& p, std::string_view head) const {
    static constexpr std::array<std::string_view, 12> kBodies = {
        "company", "group",   "organization", "organisation", "agency",   "newspaper",
        "network", "charity", "outlet",       "party",        "magazine", "maker"};
    if (std::find(kBodies.begin(), kBodies.end(), head) == kBodies.end()) return std::nullopt;
    const uint32_t sentence = words_[p.head].sentence;
    for (const uint32_t id : recent_) {
      const Referent& r = chains_[id].referent;
      if (!r.named || sentence - r.anywhere.sentence > 4) continue;
      if (r.open_kind && r.anywhere.prepositional) continue;
      if (r.kind == EntityKind::kOrganisation && !is_place_chain(chains_[id])) return id;
    }
    return std::nullopt;
  }

  bool is_place_chain(const Chain& c) const {
    return c.cluster && m_.clusters[*c.cluster].kind == NameKind::kPlace;
  }

  // "a new poll", "the poll": the one poll that the article names, if it names but one.
  void merge_documents() {
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

  void merge(uint32_t from, uint32_t into) {
    for (const uint32_t i : chains_[from].mentions) {
      std::replace(of_mention_[i].begin(), of_mention_[i].end(), from, into);
      chains_[into].mentions.push_back(i);
    }
    std::sort(chains_[into].mentions.begin(), chains_[into].mentions.end());
    chains_[from].mentions.clear();
    for (auto& list : speakers_) std::replace(list.begin(), list.end(), from, into);
  }

  // ---- speakers

  void find_speakers() {
    std::vector<std::vector<uint32_t>> found(sayings_.size());
    for (uint32_t s = 0; s < sayings_.size(); ++s) {
      for (const uint32_t mention : m_.of_source[s]) {
        for (const uint32_t c : of_mention_[mention]) {
          if (std::find(found[s].begin(), found[s].end(), c) == found[s].end())
            found[s].push_back(c);
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

  // A quotation without a source goes on where the last one stopped; the speaker of reported words
  // without one is not told, unless their cue goes on from another ("…, adding that").
  std::vector<uint32_t> without_source(uint32_t s) const {
    const Saying& saying = sayings_[s];
    const bool quoted = saying.form == Form::kDirect;
    const bool goes_on =
        !saying.cue.empty() && words_[saying.cue.front().end - 1].lower.ends_with("ing");
    if ((!quoted && !goes_on && !(saying.cue.empty() && saying.form == Form::kMixed)) ||
        saying.within)
      return {};
    const uint32_t begin = saying.content.front().begin;
    for (uint32_t k = s; k > 0; --k) {
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

  const Mentions& m_;
  const Words& words_;
  const std::vector<Saying>& sayings_;
  std::vector<CandidateTrace>* trace_;
  std::vector<uint32_t> cluster_of_;                // by name
  std::unordered_map<uint32_t, uint32_t> role_of_;  // clusters by the head of what they are called
  std::vector<int32_t> holder_;                     // by token
  uint32_t first_person_ = 0;                       // cluster
  int pass_ = 0;
  std::vector<Chain> chains_;
  std::vector<uint32_t> recent_;  // chains, last mentioned first
  std::vector<std::vector<uint32_t>> of_mention_;
  std::vector<uint32_t> chain_of_cluster_;
  std::optional<uint32_t> author_;
  std::vector<std::vector<uint32_t>> last_speakers_;
  uint32_t last_saying_ = UINT32_MAX;
  std::vector<uint32_t> joint_;
  std::vector<std::vector<uint32_t>> speakers_;  // of this pass, or the last one
  std::vector<uint32_t> first_mention_, old_cluster_;
};

}  // namespace

Chains resolve_chains(const Mentions& mentions, const Words& words,
                      const std::vector<Saying>& sayings, std::vector<CandidateTrace>* trace) {
  return Resolver(mentions, words, sayings, trace).run();
}

}  // namespace quoth
