#include "extract/names.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace quoth {
namespace {

class NameFinder {
 public:
  explicit NameFinder(const Words& words) : words_(words) {}

  std::vector<Name> run() {
    for (const TokenRange& s : words_.tokens().sentences) {
      end_ = s.end;
      for (uint32_t i = s.begin; i < s.end;) i = words_[i].headline ? i + 1 : take(i, s.begin);
    }
    add_bare_titles();
    find_in_headlines();
    return std::move(names_);
  }

 private:
  bool capital(uint32_t i) const { return i < end_ && words_[i].capital; }

  // Whether a capitalised token can begin a name.
  bool begins(uint32_t i) const {
    const Word& w = words_[i];
    if (!w.capital || w.pronoun != Pronoun::kNone) return false;
    if (w.function && (!capital(i + 1) || w.lower == "the")) return false;
    if (w.function && words_.starts_sentence(i) && w.lower != "new") return false;
    if (!words_.starts_sentence(i) || words_.caseless()) return true;
    if (capital(i + 1) && w.possessive == 0) return true;
    return is_name_at_start(i);
  }

  // One capitalised word at the start of a sentence.
  bool is_name_at_start(uint32_t i) const {
    const Word& w = words_[i];
    if (words_.n_capital(w.lower) > 0) return true;
    if (words_.token(i).casing != Casing::kTitle) return true;
    if (is_place(w.lower) || is_known_body(w.lower) || is_demonym(w.lower)) return true;
    if (is_first_name(w.lower) && words_.n_lower(w.lower) == 0 && !w.noun) return true;
    if (words_.n_lower(w.lower) > 0 || w.noun || is_title(w.lower)) return false;
    for (const std::string_view end : {"ing", "ed", "ly", "tion"}) {
      if (w.lower.ends_with(end)) return false;
    }
    return w.possessive > 0 || follows_as_verb(i + 1);
  }

  // "Halcyon vowed", "Sarkand has": the next word is in small letters and could be a verb.
  bool follows_as_verb(uint32_t i) const {
    if (i >= end_ || !words_.token(i).is_word) return i < end_ && words_.raw(i) == ",";
    const std::string& w = words_[i].lower;
    static constexpr std::array<std::string_view, 13> kVerbs = {
        "is",   "was",   "has", "had", "will", "would", "did",
        "does", "could", "can", "may", "says", "told"};
    return w.ends_with("ed") || std::find(kVerbs.begin(), kVerbs.end(), w) != kVerbs.end() ||
           w == "said";
  }

  // Takes the run that begins at i, if one does; the token to go on with.
  uint32_t take(uint32_t i, uint32_t sentence) {
    if (!begins(i)) return i + 1;
    uint32_t end = i + 1;
    while (end < end_ && continues(i, end)) ++end;
    while (end > i + 1 && !words_[end - 1].capital && !ends_hyphenated(end)) --end;
    add(i, end, sentence);
    return end;
  }

  bool ends_hyphenated(uint32_t end) const {
    return end >= 2 && words_.raw(end - 2) == "-" && words_.token(end - 1).is_word;
  }

  // Whether token i goes on the name begun at `begin` that ended before it: a capitalised word, a
  // small word between two of them, the parts of a hyphened name, or a nickname in marks.
  bool continues(uint32_t begin, uint32_t i) const {
    if (words_[i - 1].possessive > 0) return false;
    const std::string_view raw = words_.raw(i);
    if (raw == "-" || raw == "&" || raw == "/") {
      return words_.glued(i) == (i + 1 < end_ && words_.glued(i + 1)) && i + 1 < end_ &&
             words_.token(i + 1).is_word && (words_.glued(i) || capital(i + 1));
    }
    if (words_.raw(i - 1) == "-" && words_.glued(i)) return words_.token(i).is_word;
    if (capital(i)) return words_[i].pronoun == Pronoun::kNone;
    if (words_.token(i).is_quote_mark) return in_nickname(i);
    if (is_name_particle(words_[i].lower)) {
      if (i + 2 < end_ && words_.raw(i + 1) == "-" && words_.glued(i + 1) && capital(i + 2))
        return true;
      return capital(i + 1) ||
             (i + 1 < end_ && is_name_particle(words_[i + 1].lower) && capital(i + 2));
    }
    return joins_body(begin, i);
  }

  // “Red” or “Two Pints” between two capitalised words.
  bool in_nickname(uint32_t i) const {
    constexpr uint32_t kMost = 4;
    const auto quoting = [&](uint32_t k) { return words_.token(k).quoting; };
    if (quoting(i) == Quoting::kOpen) {
      for (uint32_t k = i + 1; k + 1 < end_ && k - i <= kMost && words_[k].capital; ++k) {
        if (quoting(k + 1) == Quoting::kClose) return capital(k + 2);
      }
      return false;
    }
    if (quoting(i) != Quoting::kClose || !capital(i + 1)) return false;
    for (uint32_t k = i; k > 0 && i - k <= kMost; --k) {
      if (quoting(k - 1) == Quoting::kOpen) return k >= 2 && words_[k - 2].capital;
      if (!words_[k - 1].capital) return false;
    }
    return false;
  }

  // "Board of Trade", "Foundation for Defense of Democracies", "Committee to Protect Journalists".
  bool joins_body(uint32_t begin, uint32_t i) const {
    static constexpr std::array<std::string_view, 7> kJoints = {"of", "for", "on",
                                                                "to", "and", "the"};
    const std::string& w = words_[i].lower;
    if (std::find(kJoints.begin(), kJoints.end(), w) == kJoints.end()) return false;
    const bool next =
        capital(i + 1) ||
        (i + 2 < end_ && (words_[i + 1].lower == "the" || words_[i + 1].lower == "a") &&
         capital(i + 2));
    if (!next) return false;
    if (is_calendar_word(words_[i + 1].lower)) return false;
    if (w == "and") return joins_by_and(begin, i);
    if (w == "on" || w == "to") return is_panel(words_[i - 1].lower);
    for (uint32_t k = begin; k < i; ++k) {
      const bool body =
          w == "for" ? words_[k].noun.has_value() && is_body_word(k) : is_body_word(k);
      if (body)
        return (w != "the" && w != "a") || words_[i - 1].lower == "of" ||
               words_[i - 1].lower == "for";
    }
    return false;
  }

  // Bodies that are named by what they are on or do: "Committee on Rules".
  static bool is_panel(std::string_view w) {
    static constexpr std::array<std::string_view, 6> kPanels = {
        "committee", "commission", "council", "conference", "subcommittee", "coalition"};
    return std::find(kPanels.begin(), kPanels.end(), w) != kPanels.end();
  }

  // "Department of Health and Human Services", but not "the Board and the Council".
  bool joins_by_and(uint32_t begin, uint32_t i) const {
    for (uint32_t k = begin + 1; k < i; ++k) {
      if (words_[k].lower == "of" && is_body_word(begin)) return capital(i + 1);
    }
    return false;
  }

  bool is_body_word(uint32_t i) const {
    const Word& w = words_[i];
    return ends_a_body(w.lower) || (w.noun && w.noun->kind == EntityKind::kOrganisation);
  }

  bool is_person_noun(uint32_t i) const { return words_[i].noun && words_[i].noun->is_person; }

  void add(uint32_t begin, uint32_t end, uint32_t sentence) {
    Name n;
    const bool body = is_body_word(end - 1) || has_joint(begin, end);
    uint32_t first = begin;
    if (!body || after_office(begin)) first = after_titles(begin, end);
    else if (words_.starts_sentence(begin) && words_[begin].function) ++first;
    if (first == end) return;
    n.tokens = {first, end};
    n.title = {begin, first};
    n.title.begin = with_small_titles(begin, sentence);
    n.possessive = words_.owns(end - 1);
    n.kind = kind_of(n, body);
    if (n.kind == NameKind::kGroup) n.title = {n.tokens.begin, n.tokens.begin};
    n.gender = gender_of(n);
    n.describes = describes(n, end);
    if (after_office(begin)) n.title.begin = with_small_titles(begin - 2, sentence);
    n.prepositional = follows_preposition(n.title.begin, sentence);
    names_.push_back(n);
  }

  // "Secretary of" before "State Hillary Clinton".
  bool after_office(uint32_t begin) const {
    return begin >= 2 && words_[begin - 1].lower == "of" &&
           (is_title(words_[begin - 2].lower) || is_person_noun(begin - 2));
  }

  bool has_joint(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin + 1; i + 1 < end; ++i) {
      if (words_[i].lower == "of" && is_body_word(i - 1)) return true;
    }
    return false;
  }

  // Past titles and what says whence somebody is: "Republican Senator Ines Duarte", "Attorney
  // General Rosa Lindqvist", "Fisheries Minister Pál Ekdahl".
  uint32_t after_titles(uint32_t begin, uint32_t end) const {
    if (after_office(begin)) {
      for (uint32_t i = begin + 1; i + 1 < end; ++i) {
        if (is_first_name(words_[i].lower)) return i;
      }
    }
    for (uint32_t i = end; i > begin; --i) {
      const std::string& w = words_[i - 1].lower;
      const bool last = i == end;
      if (is_title(w) && !(last && has_first_name(begin, end - 1))) return i;
      if (!last && is_person_noun(i - 1) && !is_first_name(w)) return i;
      if (!last && is_demonym(w) && !is_first_name(w)) return i;
    }
    return begin;
  }

  bool has_first_name(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      if (is_first_name(words_[i].lower) && !is_title(words_[i].lower)) return true;
    }
    return false;
  }

  // Titles in small letters right before the name: "mayor Ines Duarte".
  uint32_t with_small_titles(uint32_t begin, uint32_t sentence) const {
    uint32_t i = begin;
    while (i > sentence && words_.token(i - 1).is_word && !words_[i - 1].function &&
           words_[i - 1].possessive == 0 &&
           (is_person_noun(i - 1) || (i < begin && begin - i < 4))) {
      --i;
    }
    return i;
  }

  NameKind kind_of(const Name& n, bool body) const {
    const uint32_t first = n.tokens.begin, last = n.tokens.end - 1;
    const uint32_t size = n.tokens.size();
    const std::string& head = words_[last].lower;
    if (size == 1 && is_calendar_word(head)) return NameKind::kAttribute;
    if (is_party_mark(n)) return NameKind::kAttribute;
    if (titled(n)) return NameKind::kPerson;
    if (size == 2 && is_place(head) && is_place_prefix(first)) return NameKind::kPlace;
    const bool given =
        size > 1 && is_first_name(words_[first].lower) && !is_demonym(words_[first].lower);
    if (given && !(body && !is_first_name(words_[first].lower))) {
      if (!body || words_[last].noun.has_value() == false) return NameKind::kPerson;
    }
    if (words_[last].noun && words_[last].noun->kind == EntityKind::kDocument)
      return NameKind::kDocument;
    if (body || is_known_body(head)) return NameKind::kBody;
    if (size == 1 && is_demonym(head)) {
      return head.ends_with('s') && head != "swiss" ? NameKind::kGroup : NameKind::kAttribute;
    }
    if (words_[last].noun && words_[last].noun->plural) return NameKind::kGroup;
    if (is_place(head) && (size == 1 || is_place(words_[first].lower) || is_place_prefix(first))) {
      return NameKind::kPlace;
    }
    if (is_acronym(n)) return NameKind::kBody;
    if (preceded_by_the(n)) return NameKind::kUnknown;
    if (size == 1) return is_first_name(head) ? NameKind::kLikely : NameKind::kUnknown;
    return is_likely_person(n) ? NameKind::kLikely : NameKind::kUnknown;
  }

  // "(D-Md.)", "(R-Texas)".
  bool is_party_mark(const Name& n) const {
    const uint32_t i = n.tokens.begin;
    return i > 0 && (words_.raw(i - 1) == "(" || words_.raw(i - 1) == ",") &&
           words_[i].lower.size() <= 8 &&
           (words_[i].lower.starts_with("d-") || words_[i].lower.starts_with("r-") ||
            words_[i].lower.starts_with("i-") ||
            (words_[i].lower.size() == 1 && words_.raw(i - 1) == "("));
  }

  bool is_place_prefix(uint32_t i) const {
    static constexpr std::array<std::string_view, 9> kPrefixes = {
        "new", "north", "south", "east", "west", "united", "saint", "st.", "san"};
    return std::find(kPrefixes.begin(), kPrefixes.end(), words_[i].lower) != kPrefixes.end();
  }

  // A title of one person stands before it: "Sen. Duarte", "mayor Ines Duarte".
  bool titled(const Name& n) const {
    for (uint32_t i = n.tokens.begin; i > n.title.begin; --i) {
      if (is_title(words_[i - 1].lower)) return true;
      if (is_person_noun(i - 1) && !words_[i - 1].noun->plural) return true;
    }
    return false;
  }

  // A given name anywhere but at the end, initials in front, a double name at the end, or two words
  // that the text uses for nothing else.
  bool is_likely_person(const Name& n) const {
    const std::string& first = words_[n.tokens.begin].lower;
    if (first.size() <= 4 && first.ends_with('.')) return true;
    for (uint32_t i = n.tokens.begin; i + 1 < n.tokens.end; ++i) {
      if (is_first_name(words_[i].lower) && !words_[i].noun && !is_place(words_[i].lower))
        return true;
    }
    const uint32_t last = n.tokens.end - 1;
    if (words_.raw(last - 1) == "-" && n.tokens.size() > 3) return true;
    const auto common = [&](uint32_t k) {
      return words_[k].noun || words_[k].function || words_.n_lower(words_[k].lower) > 0 ||
             is_place(words_[k].lower) || is_demonym(words_[k].lower);
    };
    return n.tokens.size() == 2 && !common(n.tokens.begin) && !common(last);
  }

  bool is_acronym(const Name& n) const {
    const Token& t = words_.token(n.tokens.begin);
    return n.tokens.size() == 1 && t.casing == Casing::kUpper &&
           words_[n.tokens.begin].lower.size() > 1 && words_[n.tokens.begin].lower.size() < 6 &&
           !words_.caseless() && words_.raw(n.tokens.begin).find('.') == std::string_view::npos;
  }

  bool preceded_by_the(const Name& n) const {
    return n.title.begin > 0 && words_[n.title.begin - 1].lower == "the";
  }

  Gender gender_of(const Name& n) const {
    for (uint32_t i = n.tokens.begin; i > n.title.begin; --i) {
      const Gender g = title_gender(words_[i - 1].lower);
      if (g != Gender::kUnknown) return g;
      if (words_[i - 1].noun && words_[i - 1].noun->gender != Gender::kUnknown) {
        return words_[i - 1].noun->gender;
      }
    }
    if (n.kind == NameKind::kBody || n.kind == NameKind::kPlace) return Gender::kUnknown;
    if (n.tokens.size() == 1 && titled(n)) return Gender::kUnknown;
    return first_name_gender(words_[n.tokens.begin].lower);
  }

  // "Labour leader", "Clinton’s campaign".
  bool describes(const Name& n, uint32_t end) const {
    if (n.possessive) return true;
    if (end >= end_ || !words_.token(end).is_word) return false;
    return words_[end].noun.has_value() && !words_[end].capital && !words_[end].function;
  }

  bool follows_preposition(uint32_t i, uint32_t sentence) const {
    while (i > sentence && (words_[i - 1].lower == "the" || is_title(words_[i - 1].lower))) --i;
    static constexpr std::array<std::string_view, 25> kPrepositions = {
        "of",    "in",     "at",     "for",   "from",   "with",    "on",      "to",     "by",
        "near",  "under",  "over",   "about", "inside", "within",  "outside", "behind", "across",
        "among", "around", "beside", "after", "before", "against", "like"};
    return i > sentence && std::find(kPrepositions.begin(), kPrepositions.end(),
                                     words_[i - 1].lower) != kPrepositions.end();
  }

  // "King" alone, or "Black" or "From", where somebody is called Billie Jean King.
  void add_bare_titles() {
    std::unordered_set<std::string_view> family_names;
    for (const Name& n : names_) {
      const bool person = n.kind == NameKind::kPerson || n.kind == NameKind::kLikely;
      if (person && n.tokens.size() > 1) {
        family_names.insert(words_[n.tokens.end - 1].lower);
      }
    }
    std::vector<bool> taken(words_.size(), false);
    for (const Name& n : names_) {
      for (uint32_t i = n.title.begin; i < n.tokens.end; ++i) taken[i] = true;
    }
    const size_t known = names_.size();
    for (uint32_t i = 0; i < words_.size(); ++i) {
      end_ = words_.tokens().sentences[words_[i].sentence].end;
      if (taken[i] || !words_[i].capital || words_[i].headline) continue;
      if (!family_names.contains(words_[i].lower) || words_[i].pronoun != Pronoun::kNone) continue;
      if (words_.starts_sentence(i) && !follows_as_verb(i + 1)) continue;
      Name n;
      n.tokens = {i, i + 1};
      n.title = {i, i};
      n.possessive = n.describes = words_.owns(i);
      names_.push_back(n);
    }
    if (names_.size() > known) sort();
  }

  void sort() {
    std::sort(names_.begin(), names_.end(),
              [](const Name& a, const Name& b) { return a.tokens < b.tokens; });
  }

  // In titles every word has a capital: only words that belong to names found elsewhere count.
  void find_in_headlines() {
    const size_t known = names_.size();
    std::unordered_map<std::string_view, const Name*> by_last;
    for (size_t k = 0; k < known; ++k) {
      const Name& n = names_[k];
      if (n.kind == NameKind::kAttribute) continue;
      by_last.try_emplace(words_[n.tokens.end - 1].lower, &n);
    }
    std::vector<Name> found;
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (!words_[i].headline || !words_[i].capital) continue;
      const auto it = by_last.find(words_[i].lower);
      if (it == by_last.end()) continue;
      found.push_back(match(*it->second, i));
    }
    names_.insert(names_.end(), found.begin(), found.end());
    std::sort(names_.begin(), names_.end(),
              [](const Name& a, const Name& b) { return a.tokens < b.tokens; });
  }

  // As many of the words of a known name as stand before token `last` of a title.
  Name match(const Name& known, uint32_t last) const {
    Name n;
    uint32_t begin = last;
    for (uint32_t k = known.tokens.end - 1; k > known.tokens.begin && begin > 0; --k) {
      if (words_[begin - 1].lower != words_[k - 1].lower || !words_[begin - 1].headline) break;
      --begin;
    }
    const bool person = known.kind != NameKind::kBody && known.kind != NameKind::kPlace;
    if (begin == last && begin > 0 && person && words_[begin - 1].headline &&
        words_[begin - 1].capital && is_first_name(words_[begin - 1].lower)) {
      --begin;
    }
    n.tokens = {begin, last + 1};
    n.title = {begin, begin};
    n.kind = begin < last && person ? NameKind::kPerson : known.kind;
    n.gender = known.gender;
    n.possessive = words_.owns(last);
    n.describes = n.possessive;
    return n;
  }

  const Words& words_;
  uint32_t end_ = 0;
  std::vector<Name> names_;
};

}  // namespace

std::vector<Name> find_names(const Words& words) { return NameFinder(words).run(); }

}  // namespace quoth
