#include "extract/name_clusters.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace quoth {
namespace {

using WordList = std::vector<std::string>;

// The words of a name in lower case; hyphenated ones joined, nicknames and suffixes left out.
WordList words_of(const Name& n, const Words& words) {
  WordList out;
  bool join = false;
  for (uint32_t i = n.tokens.begin; i < n.tokens.end; ++i) {
    if (words.raw(i) == "-") {
      join = !out.empty();
      continue;
    }
    if (!words.token(i).is_word) continue;
    if (join) out.back() += '-' + words[i].lower;
    else out.push_back(words[i].lower);
    join = false;
  }
  const auto is_suffix = [](const std::string& w) {
    return w == "jr." || w == "jr" || w == "sr." || w == "sr" || w == "ii" || w == "iii";
  };
  while (out.size() > 1 && is_suffix(out.back())) out.pop_back();
  return out;
}

bool is_initial_of(const std::string& initial, const std::string& word) {
  return !initial.empty() && initial[0] == word[0] &&
         (initial.size() == 1 || (initial.size() == 2 && initial[1] == '.'));
}

bool same_given(const std::string& a, const std::string& b) {
  return a == b || is_initial_of(a, b) || is_initial_of(b, a) ||
         (a.size() > 2 && b.size() > 2 && (a.starts_with(b) || b.starts_with(a)));
}

// "Maria Keller" ~ "Maria T. Keller" ~ "M. Keller": family names equal, given names not at odds.
bool same_person(const WordList& a, const WordList& b) {
  if (a.back() == b.back() && same_given(a.front(), b.front())) return true;
  // "Anselm Baptiste" ~ "Anselm Baptiste Wray": one is the beginning of the other.
  const WordList& shorter = a.size() < b.size() ? a : b;
  const WordList& longer = a.size() < b.size() ? b : a;
  return shorter.size() < longer.size() &&
         (std::equal(shorter.begin(), shorter.end(), longer.begin()) ||
          std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin()));
}

bool is_small(const std::string& w) {
  return w == "of" || w == "the" || w == "for" || w == "and" || w == "&" || w == "on" ||
         w == "to" || w == "u.s." || w == "us";
}

std::set<std::string> content_words(const WordList& list) {
  std::set<std::string> out;
  for (const std::string& w : list) {
    if (!is_small(w)) out.insert(w);
  }
  return out;
}

// Initials without the country in front, and without the small words unless `all`: "doj" and "dj"
// of "U.S. Department of Justice".
std::string initials(const WordList& list, bool all) {
  std::string out;
  for (const std::string& w : list) {
    if (!is_small(w) || (all && w[0] != 'u' && w != "&")) out += w[0];
  }
  return out;
}

// "sec" of "s.e.c."; other words as they are.
std::string without_stops(const std::string& w) {
  std::string out;
  for (size_t i = 0; i < w.size(); ++i) {
    if (i % 2 == 0 && w[i] != '.') out += w[i];
    else if (i % 2 == 0 || w[i] != '.') return w;
  }
  return out;
}

bool same_body(const WordList& a, const WordList& b) {
  const std::set<std::string> x = content_words(a), y = content_words(b);
  if (x == y) return true;
  if (x.size() < 2 || y.size() < 2 || a.back() != b.back()) return false;
  return std::includes(x.begin(), x.end(), y.begin(), y.end()) ||
         std::includes(y.begin(), y.end(), x.begin(), x.end());
}

bool at_odds(Gender a, Gender b) {
  return a != Gender::kUnknown && b != Gender::kUnknown && a != b;
}

bool is_person_kind(NameKind k) { return k == NameKind::kPerson || k == NameKind::kLikely; }

constexpr double kSameGender = 3;
constexpr size_t kMostSpelt = 256;  // clusters that a word is compared with

// One letter too many, too few, another, or two in the wrong order; not at the start.
bool is_slip(const std::string& a, const std::string& b) {
  const std::string& longer = a.size() < b.size() ? b : a;
  const std::string& shorter = a.size() < b.size() ? a : b;
  if (longer.size() - shorter.size() > 1 || a[0] != b[0] || a == b) return false;
  size_t at = 0;
  while (at < shorter.size() && a[at] == b[at]) ++at;
  if (longer.size() > shorter.size()) return longer.substr(at + 1) == shorter.substr(at);
  if (a.substr(at + 1) == b.substr(at + 1)) return a.size() > 5;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

class Clusterer {
 public:
  Clusterer(const std::vector<Name>& names, const Words& words) : names_(names), words_(words) {
    for (const Name& n : names) lists_.push_back(words_of(n, words));
  }

  std::vector<NameCluster> run() {
    std::vector<uint32_t> order(names_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return rank(a) > rank(b); });
    for (const uint32_t i : order) {
      if (names_[i].kind != NameKind::kAttribute && !lists_[i].empty()) place(i);
    }
    for (NameCluster& c : clusters_) finish(c);
    std::sort(clusters_.begin(), clusters_.end(), [](const NameCluster& a, const NameCluster& b) {
      return a.names.front() < b.names.front();
    });
    return std::move(clusters_);
  }

 private:
  // Full names first, so that parts of them find them; of one word, in text order.
  size_t rank(uint32_t i) const { return std::min<size_t>(lists_[i].size(), 4); }

  void place(uint32_t i) {
    size_t best = clusters_.size();
    double best_score = 0;
    for (const size_t k : candidates(i)) {
      const double s = score(clusters_[k], i);
      if (s > best_score) {
        best = k;
        best_score = s;
      }
    }
    if (best == clusters_.size()) best = misspelt(i);
    if (best == clusters_.size()) open_cluster(i);
    NameCluster& c = clusters_[best];
    c.names.push_back(i);
    if (c.gender == Gender::kUnknown) c.gender = names_[i].gender;
    if (names_[i].kind == NameKind::kPerson && c.kind != NameKind::kBody)
      c.kind = NameKind::kPerson;
    if (c.kind == NameKind::kUnknown) c.kind = names_[i].kind;
  }

  void open_cluster(uint32_t i) {
    const size_t k = clusters_.size();
    NameCluster c;
    c.fullest = i;
    c.kind = names_[i].kind;
    c.gender = names_[i].gender;
    clusters_.push_back(std::move(c));
    for (const std::string& w : lists_[i]) {
      by_word_[w].push_back(k);
      const size_t hyphen = w.find('-');
      if (hyphen == std::string::npos) continue;
      by_word_[w.substr(0, hyphen)].push_back(k);
      by_word_[w.substr(hyphen + 1)].push_back(k);
    }
    if (lists_[i].size() < 2) return;
    const std::string some = initials(lists_[i], false), all = initials(lists_[i], true);
    by_word_[some].push_back(k);
    if (all != some) by_word_[all].push_back(k);
  }

  // The person whose family name a name of one word almost is: "Scheiderman", once, of
  // Schneiderman.
  size_t misspelt(uint32_t i) const {
    constexpr size_t kShortest = 5;
    const std::string& word = lists_[i].back();
    const NameKind kind = names_[i].kind;
    if (lists_[i].size() > 1 || word.size() < kShortest || words_.caseless())
      return clusters_.size();
    if (kind == NameKind::kPlace || kind == NameKind::kBody || words_.n_capital(word) > 2 ||
        words_.n_lower(word) > 0)
      return clusters_.size();
    const size_t most = std::min(clusters_.size(), kMostSpelt);
    for (size_t k = 0; k < most; ++k) {
      const WordList& full = lists_[clusters_[k].fullest];
      if (is_person_kind(clusters_[k].kind) && full.size() > 1 && word != full.back() + "s" &&
          is_slip(word, full.back()))
        return k;
    }
    return clusters_.size();
  }

  // Clusters that share the last word or the first, the latest kMost of them.
  std::vector<size_t> candidates(uint32_t i) const {
    constexpr size_t kMost = 32;
    std::vector<size_t> out;
    for (const std::string& w :
         {lists_[i].front(), lists_[i].back(), without_stops(lists_[i].front())}) {
      const auto it = by_word_.find(w);
      if (it == by_word_.end()) continue;
      const size_t first = it->second.size() > kMost ? it->second.size() - kMost : 0;
      out.insert(out.end(), it->second.begin() + first, it->second.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  // 0 if the name cannot be of this cluster.
  double score(const NameCluster& c, uint32_t i) const {
    const WordList& full = lists_[c.fullest];
    const WordList& list = lists_[i];
    if (full == list && !at_odds(c.gender, names_[i].gender)) return 1000;
    if (list.size() > 1) return same_of_several(c, full, list, i) ? 500 : 0;
    return full.size() > 1 ? score_of_part(c, full, i) : 0;
  }

  bool same_of_several(const NameCluster& c, const WordList& full, const WordList& list,
                       uint32_t i) const {
    const bool body = c.kind == NameKind::kBody || names_[i].kind == NameKind::kBody ||
                      c.kind == NameKind::kDocument;
    if (body) return same_body(full, list);
    if (at_odds(c.gender, names_[i].gender)) return false;
    if (c.kind == NameKind::kPlace || names_[i].kind == NameKind::kPlace) return full == list;
    return same_person(full, list);
  }

  double score_of_part(const NameCluster& c, const WordList& full, uint32_t i) const {
    const std::string& word = lists_[i].front();
    const Name& n = names_[i];
    if (is_person_kind(c.kind)) {
      const bool titled = !n.title.empty();
      const bool capitals = words_.is_upper(n.tokens.begin);
      const bool own_name = full.back() == word && c.kind == NameKind::kPerson;
      if (n.kind == NameKind::kBody && !capitals && (!own_name || preceded_by_the(n))) return 0;
      if (n.kind == NameKind::kGroup) return 0;
      if (n.kind == NameKind::kPlace && (!own_name || n.prepositional)) return 0;
      if (at_odds(c.gender, n.gender) && (titled || full.front() != word)) {
        if (full.back() != word || titled) return 0;
      }
      const bool family = full.back() == word, given = full.front() == word;
      const bool hyphen = full.back().starts_with(word + '-') || full.back().ends_with('-' + word);
      const bool middle = std::find(full.begin() + 1, full.end(), word) != full.end();
      if (!family && !given && !hyphen && !middle) return 0;
      return (family ? 4 : 1) * salience(c, i) * kinship(c, i);
    }
    if (c.kind == NameKind::kUnknown && full.back() == word && n.kind != NameKind::kBody) {
      return salience(c, i);
    }
    if (c.kind == NameKind::kPlace || c.kind == NameKind::kGroup || !n.title.empty()) return 0;
    if (is_acronym_of(n, full, word)) return 300;
    const bool plain =
        n.kind == NameKind::kUnknown || n.kind == NameKind::kLikely || n.kind == NameKind::kBody;
    if (!plain || is_demonym(word)) return 0;
    if (full.front() == word && !is_place(word) && !words_.n_lower(word)) return salience(c, i);
    return full.back() == word && preceded_by_the(n) ? salience(c, i) : 0;
  }

  bool is_acronym_of(const Name& n, const WordList& full, const std::string& word) const {
    const bool capitals = words_.is_upper(n.tokens.begin);
    if ((n.kind != NameKind::kBody && !capitals) || word.size() < 2 || words_.caseless())
      return false;
    const std::string letters = without_stops(word);
    return letters == initials(full, false) || letters == initials(full, true);
  }

  // What speaks for one of several of a family: a title that the bearer has elsewhere, and the
  // gender of the pronoun that follows in the sentence.
  double kinship(const NameCluster& c, uint32_t i) const {
    double factor = 1;
    const Gender heard = names_[i].possessive ? Gender::kUnknown : pronoun_behind(i);
    if (heard != Gender::kUnknown && c.gender != Gender::kUnknown)
      factor *= heard == c.gender ? kSameGender : 1 / kSameGender;
    return factor;
  }

  // Of the first "he" or "she" between a name and the next one of its sentence.
  Gender pronoun_behind(uint32_t i) const {
    const uint32_t from = names_[i].tokens.end;
    const uint32_t next = i + 1 < names_.size() ? names_[i + 1].tokens.begin : words_.size();
    for (uint32_t k = from; k < next && words_[k].sentence == words_[from - 1].sentence; ++k) {
      if (words_[k].pronoun == Pronoun::kHe) return Gender::kMale;
      if (words_[k].pronoun == Pronoun::kShe) return Gender::kFemale;
    }
    return Gender::kUnknown;
  }

  bool preceded_by_the(const Name& n) const {
    return n.tokens.begin > 0 && words_[n.tokens.begin - 1].lower == "the";
  }

  // How much a bearer is in mind at a name: the number of full names so far, which are placed
  // before any part of one, and a little for the last one heard.
  double salience(const NameCluster& c, uint32_t i) const {
    const auto full_end = std::partition_point(c.names.begin(), c.names.end(),
                                               [&](uint32_t k) { return lists_[k].size() > 1; });
    double before = 0, nearest = 0;
    const auto n = std::min<std::ptrdiff_t>(full_end - c.names.begin(), 64);
    for (auto it = c.names.begin(); it != c.names.begin() + n; ++it) {
      if (*it >= i) continue;
      before += 1;
      nearest = std::max(nearest, 1.0 / (1 + (i - *it)));
    }
    return 1 + 2 * before + 3 * nearest + static_cast<double>(n);
  }

  void finish(NameCluster& c) {
    std::sort(c.names.begin(), c.names.end());
    c.fullest = c.names.front();
    constexpr size_t kMostForms = 16;
    std::set<WordList> seen;
    for (const uint32_t i : c.names) {
      if (seen.size() < kMostForms && seen.insert(lists_[i]).second) c.forms.push_back(i);
    }
    // "Crooked Maria Keller" is no fuller than "Maria Keller".
    const auto has_junk = [&](uint32_t i) {
      const WordList& list = lists_[i];
      if (list.size() < 3 || c.kind == NameKind::kBody || is_first_name(list[0])) return false;
      if (list[0].size() <= 2) return false;
      return std::any_of(c.forms.begin(), c.forms.end(), [&](uint32_t k) {
        const WordList& other = lists_[k];
        return other.size() > 1 && other.size() < list.size() && is_first_name(other[0]) &&
               !is_name_particle(other[0]) &&
               std::equal(other.rbegin(), other.rend(), list.rbegin());
      });
    };
    const auto rank = [&](uint32_t i) {
      if (has_junk(i)) return 1.5;
      const size_t n = lists_[i].size();
      return words_[names_[i].tokens.begin].headline && n > 1 ? n - 0.5 : static_cast<double>(n);
    };
    for (const uint32_t i : c.names) {
      if (rank(i) > rank(c.fullest)) c.fullest = i;
    }
  }

  const std::vector<Name>& names_;
  const Words& words_;
  std::vector<WordList> lists_;
  std::vector<NameCluster> clusters_;
  std::unordered_map<std::string, std::vector<size_t>> by_word_;
};

}  // namespace

std::vector<NameCluster> cluster_names(const std::vector<Name>& names, const Words& words) {
  return Clusterer(names, words).run();
}

}  // namespace quoth
