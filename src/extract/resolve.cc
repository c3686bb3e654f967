#include "extract/resolve.h"

#include <algorithm>

namespace quoth {
namespace {

std::vector<TokenRange> ranges(const std::vector<ByteSpan>& spans, const Words& words) {
  std::vector<TokenRange> out;
  for (const ByteSpan& s : spans) {
    const TokenRange r = words.tokens_of(s);
    if (!r.empty()) out.push_back(r);
  }
  return out;
}

std::vector<Saying> sayings_of(const std::vector<Statement>& statements, const Words& words) {
  std::vector<Saying> out;
  for (const Statement& s : statements) {
    out.push_back({ranges(s.source, words), ranges(s.cue, words), ranges(s.content, words), s.form,
                   s.within});
  }
  return out;
}

void add_once(std::vector<std::string>& list, std::string value, std::string_view not_this = "") {
  if (value.empty() || value == not_this) return;
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

class RecordBuilder {
 public:
  RecordBuilder(Record& record, const Words& words, const Mentions& mentions, const Chains& chains)
      : record_(record), words_(words), m_(mentions), chains_(chains) {}

  void run() {
    mark_speakers();
    add_entities();
    for (uint32_t s = 0; s < record_.statements.size(); ++s) {
      add_speakers(s);
      add_subjects(s);
    }
  }

 private:
  void mark_speakers() {
    speaks_.assign(chains_.chains.size(), false);
    for (const auto& list : chains_.speakers) {
      for (const uint32_t c : list) speaks_[c] = true;
    }
  }

  bool is_wanted(uint32_t c) const {
    const Chain& chain = chains_.chains[c];
    if (chain.author) return speaks_[c];
    if (chain.mentions.empty()) return false;
    if (speaks_[c]) return true;
    if (!chain.cluster || chain.referent.open_kind) return false;
    if (chain.referent.is_person) return true;
    const NameKind kind = m_.clusters[*chain.cluster].kind;
    return kind == NameKind::kPerson || kind == NameKind::kLikely || kind == NameKind::kBody;
  }

  void add_entities() {
    std::vector<uint32_t> order;
    for (uint32_t c = 0; c < chains_.chains.size(); ++c) {
      if (is_wanted(c)) order.push_back(c);
    }
    const auto place = [&](uint32_t c) {
      const Chain& chain = chains_.chains[c];
      return std::pair(chain.author, chain.mentions.empty() ? 0 : chain.mentions.front());
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return place(a) < place(b); });
    entity_.assign(chains_.chains.size(), std::nullopt);
    record_.entities.clear();
    for (const uint32_t c : order) {
      entity_[c] = static_cast<uint32_t>(record_.entities.size());
      record_.entities.push_back(entity(chains_.chains[c]));
    }
  }

  Entity entity(const Chain& chain) const {
    Entity e;
    e.kind = chain.author ? EntityKind::kAuthor : chain.referent.kind;
    e.name = chain.author    ? "AUTHOR"
             : chain.cluster ? fullest_name(*chain.cluster)
                             : description(chain);
    for (const uint32_t i : chain.mentions) {
      const Mention& m = m_.mentions[i];
      e.mentions.push_back(words_.bytes(m.part.tokens, /*bare=*/true));
      if (m.part.type == MentionType::kPronoun)
        add_once(e.pronouns, std::string(subject_form(m.pronoun)));
      if (m.part.type == MentionType::kName)
        add_once(e.aliases, words_.string(m.part.tokens), e.name);
    }
    std::sort(e.mentions.begin(), e.mentions.end());
    if (chain.cluster) add_roles(e, *chain.cluster);
    return e;
  }

  std::string fullest_name(uint32_t cluster) const {
    return words_.string(m_.names[m_.clusters[cluster].fullest].tokens);
  }

  // The longest description, the first of several; the words of the first mention if there is none.
  std::string description(const Chain& chain) const {
    const Part* best = nullptr;
    for (const uint32_t i : chain.mentions) {
      const Part& p = m_.mentions[i].part;
      if (p.type != MentionType::kDescription) continue;
      if (best == nullptr || weight(p) > weight(*best)) best = &p;
    }
    if (best == nullptr) best = &m_.mentions[chain.mentions.front()].part;
    const std::string name = words_.string(best->tokens);
    if (best->type != MentionType::kPronoun) return name;
    return name.substr(0, std::min(name.find('\''), name.find("’")));  // "you" of "you’re"
  }

  // How much a description tells: its words, names above others, less where a pronoun owns it.
  int weight(const Part& p) const {
    int sum = is_possessive_pronoun(words_[p.tokens.begin].lower) ? -3 : 0;
    for (uint32_t i = p.tokens.begin; i < p.tokens.end; ++i) {
      const bool honorific = title_gender(words_[i].lower) != Gender::kUnknown && !words_[i].noun;
      sum += words_[i].capital && !honorific ? 3 : words_.token(i).is_word;
      sum -= words_.owns(i);
    }
    // "the Keller campaign" is a name, "Keller’s 2008 campaign" is none.
    bool name = words_[p.head].lower == "campaign" && p.head + 1 == p.tokens.end &&
                p.head > p.tokens.begin && words_[p.tokens.begin].capital;
    for (uint32_t i = p.tokens.begin; i < p.head; ++i) name &= !words_.owns(i);
    return name ? sum + 6 : sum;
  }

  void add_roles(Entity& e, uint32_t cluster) const {
    for (const Office& role : m_.roles[cluster]) {
      std::string words = words_.string(role.tokens);
      if (e.roles.empty() && words.size() < 4) continue;  // "Mr.", "Dr."
      if (role.tokens.size() == 1 && title_gender(words_[role.head].lower) != Gender::kUnknown &&
          !words_[role.head].noun)
        continue;
      add_once(e.roles, std::move(words));
      if (e.affiliation.empty()) e.affiliation = affiliation(role);
    }
  }

  // The body that a role names.
  std::string affiliation(const Office& role) const {
    const auto first = std::partition_point(m_.names.begin(), m_.names.end(), [&](const Name& n) {
      return n.tokens.begin < role.tokens.begin;
    });
    for (auto it = first; it != m_.names.end() && it->tokens.begin < role.tokens.end; ++it) {
      const Name& n = *it;
      if (role.tokens.contains(n.tokens) && n.kind == NameKind::kBody)
        return words_.string(n.tokens);
    }
    return "";
  }

  void add_speakers(uint32_t s) {
    Statement& statement = record_.statements[s];
    statement.speakers.clear();
    for (const uint32_t c : chains_.speakers[s]) {
      if (!entity_[c]) continue;
      const Entity& e = record_.entities[*entity_[c]];
      Speaker speaker{e.name, mention_in_source(s, c), *entity_[c], e.kind, ""};
      if (!e.roles.empty()) speaker.role = e.roles.front();
      statement.speakers.push_back(std::move(speaker));
    }
  }

  ByteSpan mention_in_source(uint32_t s, uint32_t chain) const {
    for (const uint32_t i : m_.of_source[s]) {
      const auto& meant = chains_.of_mention[i];
      if (std::find(meant.begin(), meant.end(), chain) != meant.end()) {
        return words_.bytes(m_.mentions[i].part.tokens, /*bare=*/true);
      }
    }
    return {};
  }

  // Entities mentioned in the content, but for those who speak.
  void add_subjects(uint32_t s) {
    Statement& statement = record_.statements[s];
    statement.about.clear();
    for (const ByteSpan& span : statement.content) {
      const TokenRange r = words_.tokens_of(span);
      const auto first =
          std::partition_point(m_.mentions.begin(), m_.mentions.end(),
                               [&](const Mention& m) { return m.part.tokens.begin < r.begin; });
      for (auto it = first; it != m_.mentions.end() && it->part.tokens.begin < r.end; ++it) {
        for (const uint32_t c : chains_.of_mention[it - m_.mentions.begin()])
          add_subject(statement, s, c);
      }
    }
    std::sort(statement.about.begin(), statement.about.end());
    statement.about.erase(std::unique(statement.about.begin(), statement.about.end()),
                          statement.about.end());
  }

  void add_subject(Statement& statement, uint32_t s, uint32_t chain) const {
    const auto& speakers = chains_.speakers[s];
    if (!entity_[chain] || std::find(speakers.begin(), speakers.end(), chain) != speakers.end())
      return;
    statement.about.push_back(*entity_[chain]);
  }

  Record& record_;
  const Words& words_;
  const Mentions& m_;
  const Chains& chains_;
  std::vector<bool> speaks_;
  std::vector<std::optional<uint32_t>> entity_;  // by chain
};

}  // namespace

void resolve(Record& record, const Tokens& tokens, std::string_view text,
             const CoreferenceEvidence* evidence, ResolveTrace* trace) {
  const Words words(tokens, text);
  const std::vector<Saying> sayings = sayings_of(record.statements, words);
  Mentions mentions = find_mentions(words, sayings);
  std::optional<CoreferenceScores> scores;
  if (evidence != nullptr) scores.emplace(mentions, *evidence);
  Chains chains = resolve_chains(mentions, words, sayings, scores ? &*scores : nullptr,
                                 trace ? &trace->candidates : nullptr);
  RecordBuilder(record, words, mentions, chains).run();
  if (trace == nullptr) return;
  trace->mentions = std::move(mentions);
  trace->chains = std::move(chains);
}

}  // namespace quoth
