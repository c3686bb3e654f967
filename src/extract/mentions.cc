#include "extract/mentions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace quoth {
namespace {

bool is_determiner(const Word& w) {
  static constexpr std::array<std::string_view, 24> kDeterminers = {
      "the",  "a",   "an",    "this", "that",  "these", "those", "another",
      "one",  "two", "three", "four", "five",  "some",  "many",  "several",
      "both", "his", "her",   "its",  "their", "each",  "every", "no"};
  return std::find(kDeterminers.begin(), kDeterminers.end(), w.lower) != kDeterminers.end() ||
         w.possessive > 0;
}

class MentionFinder {
 public:
  MentionFinder(const Words& words, const std::vector<Saying>& sayings)
      : words_(words), sayings_(sayings) {}

  Mentions run() {
    out_.names = find_names(words_);
    out_.clusters = cluster_names(out_.names, words_);
    taken_.assign(words_.size(), false);
    add_sources();
    add_names();
    add_pronouns();
    add_descriptions();
    sort();
    find_roles();
    return std::move(out_);
  }

 private:
  void add(Part part, std::optional<uint32_t> source_of) {
    Mention m;
    m.part = part;
    m.source_of = source_of;
    const uint32_t begin = part.tokens.begin, end = part.tokens.end;
    if (part.type == MentionType::kPronoun) m.pronoun = words_[begin].pronoun;
    m.quoted = words_.quoted(begin);
    m.possessive = words_[end - 1].possessive > 0 || (part.type == MentionType::kPronoun &&
                                                      is_possessive_pronoun(words_[begin].lower));
    m.prepositional = after_preposition(part);
    m.subject = is_subject(part, m);
    out_.mentions.push_back(m);
  }

  uint32_t phrase_begin(const Part& part) const {
    uint32_t i = part.tokens.begin;
    if (part.type == MentionType::kName) i = out_.names[part.name].title.begin;
    while (i > 0 && (words_[i - 1].lower == "the" || words_[i - 1].lower == "a" ||
                     words_[i - 1].lower == "an"))
      --i;
    return i;
  }

  bool after_preposition(const Part& part) const {
    static constexpr std::array<std::string_view, 27> kPrepositions = {
        "of",     "in",      "at",    "for",    "from",   "with",  "on",     "to",      "by",
        "than",   "between", "near",  "under",  "over",   "about", "inside", "within",  "outside",
        "behind", "across",  "among", "around", "beside", "after", "before", "against", "like"};
    const uint32_t i = phrase_begin(part);
    return i > 0 && words_[i - 1].sentence == words_[i].sentence &&
           std::find(kPrepositions.begin(), kPrepositions.end(), words_[i - 1].lower) !=
               kPrepositions.end();
  }

  // Not owned or governed by a preposition, and followed by what could be its verb.
  bool is_subject(const Part& part, const Mention& m) const {
    if (m.possessive || m.prepositional) return false;
    if (part.type == MentionType::kPronoun) return is_subject_form(part.tokens.begin);
    const uint32_t next = part.tokens.end;
    if (next >= words_.size() || words_[next].sentence != words_[next - 1].sentence) return false;
    const uint32_t begin = phrase_begin(part);
    const bool opens = begin == 0 || words_.starts_sentence(begin);
    if (words_.raw(next) == ",") return opens;
    const Word& w = words_[next];
    if (!words_.token(next).is_word || w.capital) return false;
    static constexpr std::array<std::string_view, 16> kAuxiliaries = {
        "is",    "was", "has", "had",  "will", "would", "did", "does",
        "could", "can", "may", "says", "said", "told",  "who", "also"};
    if (std::find(kAuxiliaries.begin(), kAuxiliaries.end(), w.lower) != kAuxiliaries.end())
      return true;
    return opens || (!w.function && !w.noun);
  }

  bool is_subject_form(uint32_t i) const {
    const std::string& w = words_[i].lower;
    return w == "he" || w == "she" || w == "they" || w == "it" || w == "who" || w == "i" ||
           w == "we";
  }

  void add_sources() {
    out_.of_source.resize(sayings_.size());
    for (uint32_t s = 0; s < sayings_.size(); ++s) {
      for (const TokenRange& phrase : sayings_[s].source) {
        for (const Part& p : parse_phrase(phrase, words_, out_.names)) {
          const auto key = std::pair(p.tokens.begin, p.tokens.end);
          if (!source_spans_.emplace(key, s).second) continue;  // told by two statements
          add(p, s);
          for (uint32_t i = p.tokens.begin; i < p.tokens.end; ++i) taken_[i] = true;
        }
      }
    }
  }

  void add_names() {
    for (uint32_t i = 0; i < out_.names.size(); ++i) {
      const Name& n = out_.names[i];
      if (n.kind == NameKind::kAttribute) continue;
      if (source_spans_.contains({n.tokens.begin, n.tokens.end})) continue;
      add({n.tokens, MentionType::kName, i, n.tokens.end - 1, false}, std::nullopt);
    }
    for (const Name& n : out_.names) {
      for (uint32_t i = n.title.begin; i < n.tokens.end; ++i) taken_[i] = true;
    }
  }

  void add_pronouns() {
    for (uint32_t i = 0; i < words_.size(); ++i) {
      const Pronoun p = words_[i].pronoun;
      const bool wanted = p == Pronoun::kHe || p == Pronoun::kShe || p == Pronoun::kThey ||
                          p == Pronoun::kIt || p == Pronoun::kI;
      if (!wanted || source_spans_.contains({i, i + 1})) continue;
      if (words_.raw(i) == "US") continue;
      add({{i, i + 1}, MentionType::kPronoun, 0, i, false}, std::nullopt);
    }
  }

  void add_descriptions() {
    for (uint32_t head = 0; head < words_.size(); ++head) {
      const Word& w = words_[head];
      if (taken_[head] || !w.noun || w.function || w.noun->kind == EntityKind::kNone) continue;
      if (head + 1 < words_.size() && continues_noun(head + 1)) continue;
      const uint32_t begin = description_begin(head);
      if (begin == head && !w.noun->plural && !words_.starts_sentence(head)) continue;
      bool free = true;
      for (uint32_t i = begin; i <= head; ++i) free &= !taken_[i] || words_[i].capital;
      if (!free) continue;
      Part p = describe({begin, head + 1}, words_);
      p.head = head;
      add(p, std::nullopt);
    }
  }

  bool continues_noun(uint32_t i) const {
    return words_[i].sentence == words_[i - 1].sentence && words_[i].noun && !words_[i].function &&
           !words_[i].capital && words_[i - 1].possessive == 0;
  }

  // The determiner of a noun at most five tokens before it, with nothing but words of content
  // between; without one, the first of the names and nouns right before it: "business leaders".
  uint32_t description_begin(uint32_t head) const {
    const uint32_t first = words_.tokens().sentences[words_[head].sentence].begin;
    for (uint32_t i = head; i > first && head - i < 6; --i) {
      const Word& w = words_[i - 1];
      if (w.possessive > 0) return owner_begin(i - 1, first);
      if (is_determiner(w)) return i - 1;
      const bool mark =
          !words_.token(i - 1).is_word && words_.raw(i - 1) != "-" && !words_.is_apostrophe(i - 1);
      if ((w.function && !w.capital) || mark) break;
    }
    uint32_t i = head;
    while (i > first && head - i < 4 && is_modifier(i - 1)) --i;
    return i;
  }

  bool is_modifier(uint32_t i) const {
    const Word& w = words_[i];
    return words_.is_apostrophe(i) ||
           (words_.token(i).is_word && !w.function && (w.capital || (w.noun && !w.noun->plural)));
  }

  // "the Prime" of "the Prime Minister’s spokesman".
  uint32_t owner_begin(uint32_t owner, uint32_t first) const {
    uint32_t i = owner;
    while (i > first && owner - i < 4 && is_modifier(i - 1)) --i;
    if (i > first && (words_[i - 1].lower == "the" || words_[i - 1].lower == "a")) --i;
    return i;
  }

  void sort() {
    std::vector<uint32_t> order(out_.mentions.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return out_.mentions[a].part.tokens.begin < out_.mentions[b].part.tokens.begin;
    });
    std::vector<Mention> sorted;
    sorted.reserve(order.size());
    for (const uint32_t i : order) sorted.push_back(out_.mentions[i]);
    out_.mentions = std::move(sorted);
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> at;
    for (uint32_t i = 0; i < out_.mentions.size(); ++i) {
      const TokenRange r = out_.mentions[i].part.tokens;
      if (out_.mentions[i].source_of) at.emplace(std::pair(r.begin, r.end), i);
    }
    for (uint32_t s = 0; s < sayings_.size(); ++s) {
      for (const TokenRange& phrase : sayings_[s].source) {
        for (const Part& p : parse_phrase(phrase, words_, out_.names)) {
          out_.of_source[s].push_back(at.at({p.tokens.begin, p.tokens.end}));
        }
      }
    }
  }

  void find_roles() {
    constexpr size_t kMost = 16;
    out_.roles.resize(out_.clusters.size());
    std::vector<Office> found;
    for (uint32_t c = 0; c < out_.clusters.size(); ++c) {
      const NameKind kind = out_.clusters[c].kind;
      if (kind == NameKind::kBody || kind == NameKind::kPlace || kind == NameKind::kDocument)
        continue;
      std::set<std::string> seen;
      found.clear();
      for (const uint32_t i : out_.clusters[c].names) add_roles(out_.names[i], found);
      for (const Office& role : found) {
        out_.role_heads.emplace_back(role.head, c);
        if (seen.size() < kMost && seen.insert(words_.string(role.tokens)).second) {
          out_.roles[c].push_back(role);
        }
      }
    }
  }

  void add_roles(const Name& n, std::vector<Office>& roles) const {
    const auto is_person = [&](uint32_t i) { return words_[i].noun && words_[i].noun->is_person; };
    if (!n.title.empty() &&
        (is_person(n.title.end - 1) || is_title(words_[n.title.end - 1].lower) ||
         words_[title_head(n.title) + 1].lower == "of")) {
      const uint32_t head = title_head(n.title);
      if (!words_[head].noun || !words_[head].noun->plural) roles.push_back({n.title, head});
    }
    const uint32_t after = n.tokens.end;
    const bool comma = after < words_.size() && words_.raw(after) == ",";
    const bool copula = after + 1 < words_.size() &&
                        (words_[after].lower == "is" || words_[after].lower == "was") &&
                        (words_[after + 1].lower == "a" || words_[after + 1].lower == "an" ||
                         words_[after + 1].lower == "the");
    if (comma || copula) add_role_after(after + 1, roles);
    if (n.title.begin >= 2 && words_.raw(n.title.begin - 1) == ",")
      add_role_before(n.title.begin - 2, roles);
  }

  // "Secretary" of "former Secretary of State".
  uint32_t title_head(TokenRange title) const {
    for (uint32_t i = title.begin + 1; i + 1 < title.end; ++i) {
      if (words_[i].lower == "of") return i - 1;
    }
    return title.end - 1;
  }

  // "…, chief executive of Brenner Steel," up to the next mark or clause.
  void add_role_after(uint32_t begin, std::vector<Office>& roles) const {
    constexpr uint32_t kMost = 14;
    uint32_t end = begin;
    while (end < words_.size() && end - begin < kMost &&
           words_[end].sentence == words_[begin].sentence &&
           (words_.token(end).is_word || words_.raw(end) == "-" || words_.raw(end) == "&") &&
           words_[end].lower != "who" && words_[end].lower != "and") {
      ++end;
    }
    if (end == begin || words_[begin].pronoun == Pronoun::kWho) return;
    const Part p = describe({begin, end}, words_);
    const auto& noun = words_[p.head].noun;
    if (!noun || !noun->is_person || noun->plural) return;
    // "In Chelsea, the mayor said": no apposition, since the clause goes on.
    if (words_[begin].lower == "the" && p.head + 1 < end && words_[p.head].possessive == 0 &&
        !governs(words_[p.head + 1]))
      return;
    for (uint32_t i = p.tokens.begin; i < p.head; ++i) {
      if (words_[i].function && words_[i].lower != "the" && !is_determiner(words_[i]) &&
          words_[i].lower != "former" && words_[i].lower != "and")
        return;
    }
    roles.push_back({p.tokens, p.head});
  }

  // What may follow the head of a role: "of the Farm Board", "in Bremen", "since 2010".
  static bool governs(const Word& w) {
    static constexpr std::array<std::string_view, 14> kWords = {
        "of", "for",   "at", "in", "from", "to",    "with",
        "on", "under", "by", "-",  "&",    "since", "whose"};
    return std::find(kWords.begin(), kWords.end(), w.lower) != kWords.end();
  }

  // "the county’s Labour leader, Ottoline Frayne": `last` is the token before the comma.
  void add_role_before(uint32_t last, std::vector<Office>& roles) const {
    if (!words_[last].noun || !words_[last].noun->is_person || words_[last].noun->plural) return;
    const uint32_t begin = description_begin(last);
    if (begin == last && !words_.starts_sentence(last)) return;
    const Part p = describe({begin, last + 1}, words_);
    roles.push_back({p.tokens, last});
  }

  const Words& words_;
  const std::vector<Saying>& sayings_;
  Mentions out_;
  std::vector<bool> taken_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> source_spans_;
};

}  // namespace

Mentions find_mentions(const Words& words, const std::vector<Saying>& sayings) {
  return MentionFinder(words, sayings).run();
}

}  // namespace quoth
