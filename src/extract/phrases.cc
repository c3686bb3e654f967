#include "extract/phrases.h"

#include <algorithm>
#include <array>

namespace quoth {
namespace {

template <size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_article(std::string_view w) { return w == "the" || w == "a" || w == "an"; }

bool makes_definite(std::string_view w) {
  return w == "the" || w == "this" || w == "that" || w == "these" || w == "those" || w == "both";
}

constexpr std::array<std::string_view, 41> kAfterHead = {
    "of",    "in",        "at",      "for",   "from",     "with",    "on",      "to",     "by",
    "near",  "under",     "over",    "about", "inside",   "within",  "outside", "behind", "across",
    "among", "around",    "beside",  "after", "before",   "against", "like",    "who",    "whom",
    "whose", "which",     "that",    "close", "familiar", "is",      "was",     "are",    "were",
    "as",    "including", "between", "where", "when"};

// The clause that tells how a source spoke begins after a comma.
bool opens_clause(std::string_view w) {
  static constexpr std::array<std::string_view, 12> kClauses = {
      "who",     "whose",  "which", "speaking", "citing",    "quoting",
      "writing", "asking", "whom",  "like",     "including", "such"};
  return is_one_of(w, kClauses);
}

class PhraseParser {
 public:
  PhraseParser(TokenRange phrase, const Words& words, const std::vector<Name>& names)
      : phrase_(phrase), words_(words) {
    const auto first = std::partition_point(
        names.begin(), names.end(), [&](const Name& n) { return n.tokens.begin < phrase.begin; });
    if (first != names.begin() && std::prev(first)->tokens.end >= phrase.end) {
      whole_ = &*std::prev(first);
      whole_index_ = static_cast<uint32_t>(std::prev(first) - names.begin());
    }
    for (auto it = first; it != names.end() && it->tokens.begin < phrase.end; ++it) {
      if (it->tokens.end <= phrase.end && it->kind != NameKind::kAttribute) {
        names_.push_back({&*it, static_cast<uint32_t>(it - names.begin())});
      }
    }
  }

  std::vector<Part> run() {
    while (!phrase_.empty() && !words_.token(phrase_.begin).is_word) ++phrase_.begin;
    while (!phrase_.empty() && !words_.token(phrase_.end - 1).is_word) --phrase_.end;
    drop_bracket();
    if (phrase_.empty()) return {};
    if (whole_ != nullptr && names_.empty()) return {name_part({whole_, whole_index_})};
    if (auto parts = joint_names(); !parts.empty()) return parts;
    if (auto parts = joint_parts(); !parts.empty()) return parts;
    return {single()};
  }

 private:
  struct Found {
    const Name* name;
    uint32_t index;
  };

  // "Ines Duarte (Vt.)": what stands in brackets at the end says nothing of who speaks.
  void drop_bracket() {
    if (phrase_.end >= words_.size() || words_.raw(phrase_.end) != ")") return;
    for (uint32_t i = phrase_.end; i > phrase_.begin + 1; --i) {
      if (words_.raw(i - 1) != "(") continue;
      phrase_.end = i - 1;
      return;
    }
  }

  Part name_part(const Found& f) const {
    return {f.name->tokens, MentionType::kName, f.index, f.name->tokens.end - 1, false};
  }

  Part single() const {
    const Found* best = best_name();
    const Pronoun pronoun = words_[phrase_.begin].pronoun;
    if (pronoun != Pronoun::kNone && is_pronoun_phrase()) {
      return {{phrase_.begin, phrase_.begin + 1}, MentionType::kPronoun, 0, phrase_.begin, false};
    }
    if (best != nullptr && !speaks_through(*best->name)) return name_part(*best);
    const Part description = describe(phrase_, words_);
    if (const Found* owner = owner_of(description)) return name_part(*owner);
    return description;
  }

  // "he", "he himself", "who, she said,"; "that poll" and "her office" are descriptions, "his
  // thoughts" stands for him.
  bool is_pronoun_phrase() const {
    const Word& first = words_[phrase_.begin];
    if (phrase_.size() == 1) return true;
    if (first.lower == "that") return false;
    if (!is_possessive_pronoun(first.lower)) {
      return !words_[phrase_.begin + 1].noun || words_[phrase_.begin + 1].function;
    }
    return is_nobody(describe(phrase_, words_).head);
  }

  // A noun that is nobody who could speak: "mind", "thoughts", but not "reviewers".
  bool is_nobody(uint32_t head) const {
    if (words_[head].noun) return words_[head].noun->kind == EntityKind::kNone;
    const std::string& w = words_[head].lower;
    return !w.ends_with("ers") && !w.ends_with("ors") && !w.ends_with("ians");
  }

  // The first name of a person, or else the longest name, that neither describes a noun nor is
  // governed by a preposition, nor is one of a group that the phrase begins with.
  const Found* best_name() const {
    const Found* best = nullptr;
    const Part whole = describe(phrase_, words_);
    for (const Found& f : names_) {
      const Name& n = *f.name;
      if (describes_in_phrase(n) || after_preposition(n) || in_clause(n)) continue;
      if (is_member(n, whole) || is_part_of_group(n)) continue;
      if (best == nullptr || better(n, *best->name)) best = &f;
    }
    return best;
  }

  static bool is_person(const Name& n) {
    return n.kind == NameKind::kPerson || n.kind == NameKind::kLikely;
  }

  static bool better(const Name& a, const Name& b) {
    if (is_person(a) != is_person(b)) return is_person(a);
    return !is_person(a) && a.tokens.size() > b.tokens.size() && a.kind != NameKind::kPlace;
  }

  // Before another word of the phrase that is no name: "Keller supporters", "Keller’s office".
  bool describes_in_phrase(const Name& n) const {
    const uint32_t end = n.tokens.end;
    if (end >= phrase_.end) return false;
    if (joins(words_[end].lower) && !is_person(n) && describes_at(end + 1)) return true;
    return n.describes ||
           (words_.token(end).is_word && !words_[end].function && !words_[end].capital);
  }

  // Named after a group: "Other lawyers, like Ken Osei", "the networks — CNN, Fox News".
  bool is_member(const Name& n, const Part& whole) const {
    const Word& head = words_[whole.head];
    if (!head.noun || (head.capital && !words_.starts_sentence(whole.head))) return false;
    if (n.title.begin <= whole.head + 1) return false;
    if (head.noun->plural || head.noun->kind == EntityKind::kDocument) return true;
    // "secretary of state Ines Duarte": nothing stands between the office and the name.
    const Word& before = words_[n.title.begin - 1];
    if (is_person(n) && !before.function && words_.token(n.title.begin - 1).is_word) return false;
    // In apposition, "a lawyer for the guild, the former judge Ken Osei", or governed?
    for (uint32_t i = n.title.begin; i > whole.head + 1; --i) {
      if (words_.raw(i - 1) == ",") return false;
      if (is_one_of(words_[i - 1].lower, kAfterHead)) return true;
    }
    return false;
  }

  // "Two lawyers, Ken Osei and Dana Wirth": right behind the comma that follows the head.
  bool is_apposition_of(const Name& n, const Part& whole) const {
    const Word& first = words_[phrase_.begin];
    const bool counted = first.lower == "two" || first.lower == "three" || first.lower == "both";
    const uint32_t comma = n.title.begin - 1;
    return words_.raw(comma) == "," && (comma == whole.head + 1 || counted);
  }

  // "some Republicans", "committed Democrats": more than the name is meant.
  bool is_part_of_group(const Name& n) const {
    if (n.kind != NameKind::kGroup) return false;
    const bool opens = n.title.begin == phrase_.begin || only_article_before(n);
    return !opens || (n.tokens.end < phrase_.end && words_.token(n.tokens.end).is_word);
  }

  bool only_article_before(const Name& n) const {
    return n.title.begin <= phrase_.begin + 1 && is_article(words_[phrase_.begin].lower);
  }

  // Whether a preposition of the phrase governs it, or it stands in brackets.
  bool after_preposition(const Name& n) const {
    uint32_t i = n.title.begin;
    while (i > phrase_.begin && (words_[i - 1].lower == "the" || is_title(words_[i - 1].lower)))
      --i;
    for (uint32_t k = phrase_.begin; k < n.tokens.begin; ++k) {
      if (words_.raw(k) == "(") return true;
    }
    return n.prepositional && i > phrase_.begin;
  }

  // Whether the name stands in a clause on the source: "a lawyer who met Ines Duarte".
  bool in_clause(const Name& n) const {
    for (uint32_t i = phrase_.begin; i < n.tokens.begin; ++i) {
      if (words_[i].lower == "who" || words_[i].lower == "whose" || words_[i].lower == "which") {
        return true;
      }
    }
    return false;
  }

  // A name followed by a noun that has the say: "the Keller campaign".
  bool speaks_through(const Name& n) const {
    const uint32_t end = n.tokens.end;
    return describes_in_phrase(n) && words_[end].noun;
  }

  // Of "Keller’s mind" it is Keller, since a mind is nobody.
  const Found* owner_of(const Part& d) const {
    if (!is_nobody(d.head)) return nullptr;
    for (const Found& f : names_) {
      if (f.name->possessive && f.name->tokens.end <= d.head &&
          f.name->title.begin <= phrase_.begin + 1) {
        return &f;
      }
    }
    return nullptr;
  }

  // "Ken Osei and Dana Wirth, both lawyers": names joined by "and" and commas only, from the first
  // name on. Names of one word count where the phrase holds nothing else: "Osei and Wirth".
  std::vector<Part> joint_names() const {
    std::vector<Part> parts;
    bool joined_by_and = false, short_name = false;
    const Part whole = describe(phrase_, words_);
    for (const Found& f : names_) {
      const Name& n = *f.name;
      if (parts.empty() && is_member(n, whole) && !is_apposition_of(n, whole)) return {};
      if (!parts.empty() && !are_joined(parts.back().tokens.end, n.tokens.begin, joined_by_and))
        break;
      if (describes_in_phrase(n) || (parts.empty() && after_preposition(n))) return {};
      if (n.kind == NameKind::kPlace && n.tokens.begin > phrase_.begin && parts.empty()) return {};
      short_name |= n.tokens.size() < 2 && n.title.empty();
      parts.push_back(name_part(f));
    }
    if (parts.size() < 2 || !joined_by_and) return {};
    const bool alone = parts.back().tokens.end == phrase_.end;
    return short_name && !alone ? std::vector<Part>() : parts;
  }

  bool are_joined(uint32_t begin, uint32_t end, bool& joined_by_and) const {
    bool and_seen = false, bracket = false, mark = false;
    for (uint32_t i = begin; i < end; ++i) {
      const std::string& w = words_[i].lower;
      const std::string_view raw = words_.raw(i);
      if (raw == "(") bracket = true;
      const bool hidden = bracket || is_party_mark(i);
      if (raw == ")") bracket = false;
      if (hidden) continue;
      and_seen |= joins(w);
      mark |= raw == ",";
      const bool title = is_title(w) || (words_[i].noun && words_[i].noun->is_person);
      if (!joins(w) && raw != "," && w != "the" && !title) return false;
    }
    if (!and_seen && !mark) return false;
    joined_by_and |= and_seen;
    return true;
  }

  static bool joins(std::string_view w) {
    return w == "and" || w == "&" || w == "or" || w == "nor";
  }

  // "R-Tenn." between commas.
  bool is_party_mark(uint32_t i) const {
    const auto opens = [&](uint32_t k) {
      const std::string& w = words_[k].lower;
      return k > 0 && words_.raw(k - 1) == "," && k + 1 < words_.size() &&
             words_.raw(k + 1) == "-" && words_.glued(k + 1) && (w == "d" || w == "r" || w == "i");
    };
    return opens(i) || (i > 0 && opens(i - 1)) || (i > 1 && opens(i - 2)) ||
           (words_[i].lower.size() > 2 && words_[i].lower[1] == '-' && words_.raw(i - 1) == ",");
  }

  // "he and another driver", "Cruz and many observers", "unions, farmers and many voters": an "and"
  // between two that can each stand alone, one of them no name.
  std::vector<Part> joint_parts() const {
    const std::string& first = words_[phrase_.begin].lower;
    const bool pair = first == "both" || first == "neither" || first == "either";
    for (uint32_t i = phrase_.begin + 1; i + 1 < phrase_.end; ++i) {
      if (opens_clause(words_[i].lower) && i > phrase_.begin + 1) return {};
      if (!joins(words_[i].lower) || inside_name(i)) continue;
      const TokenRange left{phrase_.begin + pair, i}, right{i + 1, phrase_.end};
      if (left.empty()) return {};
      std::vector<TokenRange> parts = list_items(left);
      if (parts.empty()) {
        if (!are_two(left, right)) return {};
        parts = {left};
      }
      parts.push_back(right);
      std::vector<Part> out;
      for (const TokenRange& r : parts) {
        for (Part& p : PhraseParser(r, words_, names_).run()) out.push_back(p);
      }
      return out;
    }
    return {};
  }

  bool are_two(TokenRange left, TokenRange right) const {
    if (two_persons(left, right)) return true;
    if (!stands_alone(left) || !opens_part(right)) return false;
    return !(fills(left) && fills(right)) && !(fills(left) && describes_at(right.begin));
  }

  // "White House" of "Pentagon and White House aides".
  bool describes_at(uint32_t begin) const {
    return std::any_of(names_.begin(), names_.end(), [&](const Found& f) {
      return f.name->tokens.begin == begin && describes_in_phrase(*f.name) && !is_person(*f.name) &&
             f.name->kind != NameKind::kGroup;
    });
  }

  // The items of a list in front of its "and", two or more; none if it is no list.
  std::vector<TokenRange> list_items(TokenRange left) const {
    std::vector<TokenRange> items;
    uint32_t begin = left.begin;
    for (uint32_t i = left.begin; i <= left.end; ++i) {
      if (i < left.end && (words_.raw(i) != "," || inside_name(i))) continue;
      if (i > begin) items.push_back({begin, i});
      begin = i + 1;
    }
    if (items.size() < 2) return {};
    // "Ken Osei, the guild’s secretary and …": an apposition, no list.
    if (begins_with_person(items[0]) && !begins_with_person(items[1])) return {};
    const bool all = std::all_of(items.begin(), items.end(), [&](TokenRange r) {
      return stands_alone(r) && (r.begin == left.begin || !is_apposition(r));
    });
    return all ? items : std::vector<TokenRange>();
  }

  // "the mayor", "a lawyer" behind a comma.
  bool is_apposition(TokenRange r) const {
    const std::string& first = words_[r.begin].lower;
    return is_article(first) || first == "both" || words_[r.begin].pronoun == Pronoun::kWho;
  }

  // "Ken Osei, head of the guild, and Dana Wirth of Brenner Steel": both sides begin with a person.
  bool two_persons(TokenRange left, TokenRange right) const {
    return begins_with_person(left) && begins_with_person(right);
  }

  bool begins_with_person(TokenRange r) const {
    return std::any_of(names_.begin(), names_.end(), [&](const Found& f) {
      return is_person(*f.name) && f.name->title.begin == r.begin && r.contains(f.name->tokens) &&
             !describes_in_phrase(*f.name);
    });
  }

  PhraseParser(TokenRange phrase, const Words& words, const std::vector<Found>& names)
      : phrase_(phrase), words_(words) {
    for (const Found& f : names) {
      if (phrase.contains(f.name->tokens)) names_.push_back(f);
    }
  }

  bool inside_name(uint32_t i) const {
    return std::any_of(names_.begin(), names_.end(), [&](const Found& f) {
      return f.name->tokens.begin < i && i < f.name->tokens.end;
    });
  }

  // A name and nothing else.
  bool fills(TokenRange r) const {
    return std::any_of(names_.begin(), names_.end(), [&](const Found& f) {
      return f.name->title.begin == r.begin && f.name->tokens.end == r.end;
    });
  }

  // A pronoun, a name that ends the range, or a noun phrase of its own.
  bool stands_alone(TokenRange r) const {
    if (words_[r.begin].pronoun != Pronoun::kNone && r.size() == 1) return true;
    for (uint32_t i = r.begin; i < r.end; ++i) {
      const bool mark =
          !words_.token(i).is_word && words_.raw(i) != "-" && !words_.is_apostrophe(i);
      if (is_one_of(words_[i].lower, kAfterHead) || mark) return false;
    }
    for (const Found& f : names_) {
      if (f.name->tokens.end != r.end) continue;
      if (f.name->kind == NameKind::kGroup || f.name->title.begin <= r.begin + 1) return true;
    }
    const std::string& first = words_[r.begin].lower;
    const Word& last = words_[r.end - 1];
    if (!last.noun) return r.size() > 1 && last.lower.ends_with('s') && !last.capital;
    return last.noun->plural ||
           (r.size() > 1 && (is_article(first) || is_possessive_pronoun(first)));
  }

  // Whether a range can be one of several: it has a determiner, a name, a number, or a plural noun
  // for its head.
  bool opens_part(TokenRange r) const {
    const Word& w = words_[r.begin];
    const bool number = words_.raw(r.begin)[0] >= '0' && words_.raw(r.begin)[0] <= '9';
    if (w.function || w.capital || number || (w.noun && w.noun->plural)) return true;
    const auto& head = words_[describe(r, words_).head].noun;
    return head && head->plural;
  }

  TokenRange phrase_;
  const Words& words_;
  std::vector<Found> names_;
  const Name* whole_ = nullptr;  // a name that the phrase is only a part of
  uint32_t whole_index_ = 0;
};

uint32_t head_of(TokenRange r, const Words& words) {
  uint32_t end = r.begin;
  while (end < r.end) {
    const Word& w = words[end];
    const bool stop = is_one_of(w.lower, kAfterHead) || words.raw(end) == "," ||
                      words.raw(end) == "-" || words.raw(end) == "–" || words.raw(end) == "—" ||
                      words.raw(end) == "(";
    const bool hyphen = words.raw(end) == "-" && words.glued(end);
    if (end > r.begin && stop && !hyphen) break;
    ++end;
  }
  for (uint32_t i = end; i > r.begin; --i) {
    if (words[i - 1].noun && words[i - 1].possessive == 0) return i - 1;
  }
  return end - 1;
}

// A comma after which no "and" or "or" goes on with a list.
bool ends_list(uint32_t comma, TokenRange r, const Words& words) {
  for (uint32_t i = comma + 1; i < r.end; ++i) {
    if (words[i].lower == "and" || words[i].lower == "or") return false;
  }
  return true;
}

}  // namespace

std::vector<Part> parse_phrase(TokenRange phrase, const Words& words,
                               const std::vector<Name>& names) {
  return PhraseParser(phrase, words, names).run();
}

Part describe(TokenRange range, const Words& words) {
  Part p;
  p.tokens = range;
  const uint32_t head = head_of(range, words);
  for (uint32_t i = head + 1; i + 1 < range.end; ++i) {
    const std::string_view raw = words.raw(i);
    const bool dash = (raw == "-" && !words.glued(i)) || raw == "–" || raw == "—" || raw == "(";
    if (dash || (raw == "," && (opens_clause(words[i + 1].lower) || ends_list(i, range, words)))) {
      p.tokens.end = i;
      break;
    }
  }
  while (p.tokens.size() > 1 && !words.token(p.tokens.end - 1).is_word) --p.tokens.end;
  static constexpr std::array<std::string_view, 2> kAdverbs = {"even", "as"};
  while (p.tokens.size() > 2 && is_one_of(words[p.tokens.begin].lower, kAdverbs) &&
         (words[p.tokens.begin + 1].function || words.raw(p.tokens.begin + 1)[0] <= '9')) {
    ++p.tokens.begin;
  }
  while (p.tokens.size() > 1 && words[p.tokens.end - 1].lower == "alike") --p.tokens.end;
  p.definite = makes_definite(words[p.tokens.begin].lower);
  const std::string& first = words[p.tokens.begin].lower;
  const bool pointing = first == "this" || first == "that" || first == "these" || first == "those";
  if (p.tokens.size() > 1 &&
      (is_article(first) || (pointing && !words[p.tokens.begin + 1].function) || first == "my" ||
       first == "our")) {
    ++p.tokens.begin;
  }
  p.head = head_of(p.tokens, words);
  const std::string& head_word = words[p.head].lower;
  if (head_word == "poll" || head_word == "survey") p.tokens.end = p.head + 1;
  static constexpr std::array<std::string_view, 4> kIdle = {"new", "latest", "recent", "same"};
  while (p.tokens.begin < p.head && is_one_of(words[p.tokens.begin].lower, kIdle) &&
         !(words[p.tokens.begin].capital && words[p.tokens.begin + 1].capital) &&
         (words[p.tokens.begin + 1].capital || words.raw(p.tokens.begin + 1)[0] <= '9')) {
    ++p.tokens.begin;
  }
  return p;
}

}  // namespace quoth
