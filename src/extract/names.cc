#include "extract/names.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "extract/name_joints.h"

namespace quoth {
namespace {

class NameFinder {
 public:
  explicit NameFinder(const Words& words) : words_(words), joints_(words) {}

  std::vector<Name> run() {
    for (const TokenRange& s : words_.tokens().sentences) {
      end_ = s.end;
      for (uint32_t i = s.begin; i < s.end;) i = words_[i].headline ? i + 1 : take(i, s.begin);
    }
    split_glued();
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
    if (const uint32_t after = after_compound(i, end); after != end) return after;
    add(i, end, sentence);
    return end;
  }

  // Behind a compound that only describes what follows: "Shanghai-based" of "Shanghai-based Harbour
  // Board"; `end` if the run holds none.
  uint32_t after_compound(uint32_t begin, uint32_t end) const {
    static constexpr std::array<std::string_view, 12> kEnds = {
        "based",  "born",  "led",  "backed",  "owned",  "area",
        "funded", "style", "made", "trained", "raised", "era"};
    for (uint32_t i = begin + 1; i + 1 < end; ++i) {
      if (words_.raw(i) != "-" || !words_.glued(i) || words_[i + 1].capital) continue;
      if (std::find(kEnds.begin(), kEnds.end(), words_[i + 1].lower) != kEnds.end()) return i + 2;
    }
    return end;
  }

  bool ends_hyphenated(uint32_t end) const {
    return end >= 2 && words_.raw(end - 2) == "-" && words_.token(end - 1).is_word;
  }

  // Whether token i goes on the name begun at `begin` that ended before it: a capitalised word, a
  // small word between two of them, the parts of a hyphened name, or a nickname in marks.
  bool continues(uint32_t begin, uint32_t i) const {
    if (words_[i - 1].possessive > 0) return joints_.owns_body(i);
    const std::string_view raw = words_.raw(i);
    if (words_.is_apostrophe(i)) return joints_.owns_body(i + 1);
    if (is_debris(i)) return true;
    if (raw == "-" || raw == "&" || raw == "/") {
      return words_.glued(i) == (i + 1 < end_ && words_.glued(i + 1)) && i + 1 < end_ &&
             words_.token(i + 1).is_word && (words_.glued(i) || capital(i + 1));
    }
    if (words_.raw(i - 1) == "-" && words_.glued(i)) return words_.token(i).is_word;
    if (capital(i)) return words_[i].pronoun == Pronoun::kNone || in_purpose(begin, i);
    if (words_.token(i).is_quote_mark) return in_nickname(i);
    if (is_name_particle(words_[i].lower)) {
      if (i + 2 < end_ && words_.raw(i + 1) == "-" && words_.glued(i + 1) && capital(i + 2))
        return true;
      return capital(i + 1) ||
             (i + 1 < end_ && is_name_particle(words_[i + 1].lower) && capital(i + 2));
    }
    return joints_.joins(begin, i);
  }

  // "Our" of "Alliance to Reclaim Our Schools".
  bool in_purpose(uint32_t begin, uint32_t i) const {
    return i > begin + 2 && words_[i - 2].lower == "to" && capital(i + 1);
  }

  // What a wrong decoding left inside a word: "Fran§ois".
  bool is_debris(uint32_t i) const {
    const auto first = static_cast<unsigned char>(words_.raw(i)[0]);
    return !words_.token(i).is_word && !words_.token(i).is_quote_mark && first == 0xC2 &&
           words_.glued(i) && i + 1 < end_ && words_.glued(i + 1) && words_.token(i + 1).is_word;
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

  bool is_body_word(uint32_t i) const { return quoth::is_body_word(words_[i]); }

  bool is_person_noun(uint32_t i) const { return words_[i].noun && words_[i].noun->is_person; }

  void add(uint32_t begin, uint32_t end, uint32_t sentence) {
    Name n;
    const bool body = is_body_word(end - 1) || joints_.has_joint({begin, end});
    uint32_t first = begin;
    if (!body) end = without_event(begin, end);
    if (!body || after_office(begin)) first = after_titles(begin, end);
    else if (words_.starts_sentence(begin) && words_[begin].function) ++first;
    if (first == end) return;
    n.tokens = {first, end};
    if (is_generic(n.tokens)) return;
    n.title = {begin, first};
    // "the nonpartisan Board of Trade": only a person has small titles.
    const bool nobody = body && !is_first_name(words_[first].lower);
    n.title.begin = nobody ? begin : with_small_titles(begin, sentence);
    n.possessive = words_.owns(end - 1);
    n.kind = kind_of(n, body);
    if (n.kind == NameKind::kGroup) n.title = {n.tokens.begin, n.tokens.begin};
    n.gender = gender_of(n);
    n.describes = describes(n, end);
    if (after_office(begin)) n.title.begin = with_small_titles(begin - 2, sentence);
    n.prepositional = follows_preposition(n.title.begin, sentence);
    names_.push_back(n);
  }

  // "PAC", "Super PAC": a kind of body, however it is written.
  bool is_generic(TokenRange r) const {
    const std::string& last = words_[r.end - 1].lower;
    return (last == "pac" || last == "pacs") &&
           (r.size() == 1 || (r.size() == 2 && words_[r.begin].lower == "super"));
  }

  // "Secretary of" before "State Hillary Clinton".
  bool after_office(uint32_t begin) const {
    return begin >= 2 && words_[begin - 1].lower == "of" &&
           (is_title(words_[begin - 2].lower) || is_person_noun(begin - 2));
  }

  // "Duarte" of "Mayor Duarte Speech", "Ines Duarte" of "Ines Duarte Election Day": a common noun
  // behind a person who is named without it as well.
  uint32_t without_event(uint32_t begin, uint32_t end) const {
    uint32_t first = begin;
    while (first + 1 < end && is_title(words_[first].lower)) ++first;
    const uint32_t shortest = first > begin ? 1 : is_first_name(words_[first].lower) ? 2 : end;
    for (uint32_t k = first + shortest; k < end; ++k) {
      const Word& w = words_[k];
      const bool common = w.function || words_.n_lower(w.lower) > 0 ||
                          (shortest == 2 && end - k == 2 && w.lower.size() > 2) ||
                          (w.noun && !w.noun->is_person && !is_first_name(w.lower));
      if (w.capital && common && end - k < 3 && !is_title(w.lower) &&
          joints_.stands_alone(words_[k - 1].lower))
        return k;
    }
    return end;
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
    if (body || is_known_body(head)) return NameKind::kBody;
    if (words_[last].noun && words_[last].noun->kind == EntityKind::kDocument)
      return NameKind::kDocument;
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
            (words_[i].lower.size() == 1 &&
             (words_.raw(i - 1) == "(" ||
              (i + 1 < words_.size() && words_.raw(i + 1) == "-" && words_.glued(i + 1)))));
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
    return n.tokens.size() == 1 && words_.is_upper(n.tokens.begin) &&
           words_[n.tokens.begin].lower.size() < 6 && !words_.caseless() &&
           words_.raw(n.tokens.begin).find('.') == std::string_view::npos;
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

  // "Washington Post Duarte", "Can Duarte", where Ines Duarte is spoken of: a body or a common word
  // at the start of a sentence is no part of her name.
  void split_glued() {
    const std::unordered_set<std::string_view> family_names = find_family_names();
    std::vector<Name> bodies;
    for (Name& n : names_) {
      const uint32_t begin = n.tokens.begin, last = n.tokens.end - 1;
      if (n.tokens.size() < 2 || n.kind == NameKind::kBody) continue;
      uint32_t cut = begin;
      for (uint32_t k = begin + 1; k <= last; ++k) {
        const bool rest = k == last ? family_names.contains(words_[k].lower)
                                    : is_first_name(words_[k].lower) && !words_[k].noun;
        if (rest && is_body_word(k - 1) &&
            (words_[k - 1].noun || !is_first_name(words_[k - 1].lower)))
          cut = k;
      }
      if (cut > begin) {
        bodies.push_back(n);
        bodies.back().tokens.end = cut;
        bodies.back().kind = NameKind::kBody;
        bodies.back().describes = true;
      } else if (n.tokens.size() == 2 &&
                 (words_.starts_sentence(begin) || words_.raw(begin - 1) == ")") &&
                 family_names.contains(words_[last].lower) && is_opener(begin)) {
        cut = last;
      }
      if (cut == begin) continue;
      n.tokens.begin = cut;
      n.title = {cut, cut};
      n.prepositional = false;
      n.kind = cut == last ? NameKind::kUnknown : NameKind::kPerson;
      n.gender = cut == last ? Gender::kUnknown : first_name_gender(words_[cut].lower);
    }
    names_.insert(names_.end(), bodies.begin(), bodies.end());
    if (!bodies.empty()) sort();
  }

  // A word that begins the article or a sentence and is found in no name.
  bool is_opener(uint32_t i) const {
    const Word& w = words_[i];
    if (is_first_name(w.lower) || w.lower.size() < 3) return w.function;
    return w.function || words_.n_lower(w.lower) > 0 || w.noun ||
           (words_[i].paragraph == 0 && words_.n_capital(w.lower) == 0);
  }

  std::unordered_set<std::string_view> find_family_names() const {
    std::unordered_set<std::string_view> out;
    for (const Name& n : names_) {
      const bool person = n.kind == NameKind::kPerson || n.kind == NameKind::kLikely;
      if (person && n.tokens.size() > 1) out.insert(words_[n.tokens.end - 1].lower);
    }
    return out;
  }

  // "King" alone, or "Black" or "From", where somebody is called Billie Jean King.
  void add_bare_titles() {
    const std::unordered_set<std::string_view> family_names = find_family_names();
    std::vector<bool> taken(words_.size(), false);
    for (Name& n : names_) {
      for (uint32_t i = n.title.begin; i < n.tokens.end; ++i) taken[i] = true;
      const uint32_t i = n.tokens.begin;
      end_ = words_.tokens().sentences[words_[i].sentence].end;
      if (n.kind == NameKind::kAttribute && n.tokens.size() == 1 && !n.describes &&
          !is_calendar_word(words_[i].lower) && family_names.contains(words_[i].lower) &&
          (!words_.starts_sentence(i) || follows_as_verb(i + 1))) {
        n.kind = NameKind::kUnknown;
      }
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
  const NameJoints joints_;
  uint32_t end_ = 0;
  std::vector<Name> names_;
};

}  // namespace

std::vector<Name> find_names(const Words& words) { return NameFinder(words).run(); }

}  // namespace quoth
