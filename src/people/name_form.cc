#include "people/name_form.h"

#include <algorithm>
#include <numeric>

#include "base/utf8.h"
#include "base/word_list.h"
#include "extract/lexicon.h"
#include "people/folding.h"
#include "text/chars.h"

namespace quoth {

extern const std::string_view nicknames_data;        // generated from data/nicknames.txt
extern const std::string_view post_nominals_data;    // generated from data/post_nominals.txt
extern const std::string_view name_suffixes_data;    // generated from data/name_suffixes.txt
extern const std::string_view legal_suffixes_data;   // generated from data/legal_suffixes.txt
extern const std::string_view inverting_heads_data;  // generated from data/inverting_heads.txt
extern const std::string_view generic_words_data;    // generated from data/generic_words.txt
extern const std::string_view spellings_data;        // generated from data/spellings.txt

namespace {

using WordList = std::vector<std::string>;

bool is_post_nominal(const std::string& w) {
  static const auto set = parse_word_set(post_nominals_data);
  return set.contains(w);
}
bool is_suffix(const std::string& w) {
  static const auto set = parse_word_set(name_suffixes_data);
  return set.contains(w);
}
bool is_legal(const std::string& w) {
  static const auto set = parse_word_set(legal_suffixes_data);
  return set.contains(w);
}
bool inverts(const std::string& w) {
  static const auto set = parse_word_set(inverting_heads_data);
  return set.contains(w);
}
bool is_generic(const std::string& w) {
  static const auto set = parse_word_set(generic_words_data);
  return set.contains(w);
}
std::string look_up(const std::unordered_map<std::string_view, std::string_view>& map,
                    const std::string& w) {
  const auto it = map.find(w);
  return it == map.end() ? w : std::string(it->second);
}
std::string canonical_given(const std::string& w) {
  static const auto map = parse_word_map(nicknames_data);
  return look_up(map, w);
}
std::string canonical_spelling(const std::string& w) {
  static const auto map = parse_word_map(spellings_data);
  return look_up(map, w);
}

bool is_small(const std::string& w) {
  return w == "of" || w == "the" || w == "for" || w == "and" || w == "on" || w == "in" ||
         w == "de" || w == "des" || w == "und" || w == "der";
}

std::string join(const WordList& words) {
  std::string out;
  for (const std::string& w : words) {
    if (!out.empty()) out += ' ';
    out += w;
  }
  return out;
}

// The words of a person's name: no titles, nicknames or post-nominals; hyphens divide all words
// but the last.
WordList person_words(const std::vector<FoldedWord>& folded, std::string& suffix) {
  WordList words;
  for (const FoldedWord& w : folded) {
    if (!w.bracketed) words.push_back(w.text);
  }
  while (words.size() > 1 && is_post_nominal(words.back())) words.pop_back();
  if (words.size() > 2 && is_suffix(words.back())) {
    suffix = words.back() == "junior" ? "jr" : words.back() == "senior" ? "sr" : words.back();
    words.pop_back();
  }
  size_t n_titles = 0;
  while (n_titles + 1 < words.size() && words[n_titles].size() > 1 && is_title(words[n_titles])) {
    ++n_titles;
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(n_titles));
  WordList out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i + 1 == words.size()) {
      out.push_back(words[i]);
    } else if (i == 0 || !is_name_particle(words[i])) {
      for (size_t at = 0; at != std::string::npos;) {
        const size_t hyphen = words[i].find('-', at);
        out.push_back(words[i].substr(at, hyphen - at));
        at = hyphen == std::string::npos ? hyphen : hyphen + 1;
      }
    }
  }
  // "van der Meer" alone is a family name.
  if (out.size() == 2 && words.size() > 1 && is_name_particle(words[0])) out.erase(out.begin());
  return out;
}

std::optional<NameForm> person_form(const std::vector<FoldedWord>& folded) {
  NameForm form{.name_class = NameClass::kPerson};
  const WordList words = person_words(folded, form.suffix);
  if (words.empty() || words.back().empty()) return std::nullopt;
  form.bucket = words.back();
  form.key = join(words);
  if (!form.suffix.empty()) form.key += ' ' + form.suffix;
  if (words.size() == 1) {
    form.strength = NameStrength::kPart;
    return form;
  }
  form.given = canonical_given(words[0]);
  form.middles.assign(words.begin() + 1, words.end() - 1);
  // "J. Edgar Hoover" goes by the name that is written out.
  if (form.given.size() == 1 && !form.middles.empty() && form.middles[0].size() > 1) {
    form.given = canonical_given(form.middles[0]);
    form.middles.erase(form.middles.begin());
  }
  if (count_code_points(form.given) == 1) form.strength = NameStrength::kInitial;
  return form;
}

std::string initials(const WordList& words) {
  std::string out;
  for (const std::string& w : words) {
    for (size_t at = 0; !is_small(w) && at != std::string::npos;) {
      append_utf8(out, decode_utf8(w, at).value);
      const size_t hyphen = w.find('-', at);
      at = hyphen == std::string::npos || hyphen + 1 >= w.size() ? std::string::npos : hyphen + 1;
    }
  }
  return out;
}

std::optional<NameForm> body_form(const std::vector<FoldedWord>& folded, bool acronym) {
  WordList words;
  bool after_initial = false;
  for (const FoldedWord& w : folded) {
    if (w.bracketed) continue;
    // "U.S." and "H.W.U." are one word.
    if (w.initials && after_initial) words.back() += w.text;
    else words.push_back(canonical_spelling(w.text));
    after_initial = w.initials;
  }
  if (words.size() > 1 && words[0] == "the") words.erase(words.begin());
  while (words.size() > 1 && is_legal(words.back())) words.pop_back();
  if (words.size() > 1 && words.back() == "and") words.pop_back();  // "Keller & Co."
  if (words.empty()) return std::nullopt;
  NameForm form{.name_class = NameClass::kBody};
  if (words.size() > 1) form.acronym = initials(words);
  if (words.size() > 2 && inverts(words[0]) && (words[1] == "of" || words[1] == "for")) {
    std::string head = std::move(words[0]);
    words.erase(words.begin(), words.begin() + (words[2] == "the" && words.size() > 3 ? 3 : 2));
    words.push_back(std::move(head));
  }
  WordList key;
  std::copy_if(words.begin(), words.end(), std::back_inserter(key),
               [](const std::string& w) { return !is_small(w); });
  if (key.empty()) return std::nullopt;
  form.key = join(key);
  form.bucket = key[0];
  if (!acronym && std::all_of(key.begin(), key.end(), is_generic)) {
    form.strength = NameStrength::kGeneric;
  } else if (key.size() == 1) {
    form.strength = NameStrength::kShort;
  }
  return form;
}

bool middles_agree(const WordList& a, const WordList& b) {
  const size_t n = std::min(a.size(), b.size());
  for (size_t i = 0; i < n; ++i) {
    const bool initial = a[i].size() == 1 || b[i].size() == 1;
    if (initial ? a[i][0] != b[i][0] : a[i] != b[i]) return false;
  }
  return true;
}

}  // namespace

std::string_view name(NameClass name_class) {
  return name_class == NameClass::kPerson ? "person" : "body";
}

std::optional<NameClass> name_class(EntityKind kind) {
  if (kind == EntityKind::kPerson) return NameClass::kPerson;
  if (kind == EntityKind::kOrganisation) return NameClass::kBody;
  return std::nullopt;
}

std::optional<NameForm> name_form(std::string_view printed, NameClass name_class) {
  const std::vector<FoldedWord> folded = fold_name(printed);
  if (folded.empty() || folded.size() > kMostWords) return std::nullopt;
  return name_class == NameClass::kPerson ? person_form(folded)
                                          : body_form(folded, is_acronym(printed));
}

std::string_view bracketed_acronym(std::string_view printed) {
  const size_t open = printed.rfind('(');
  if (open == std::string_view::npos || open == 0) return {};
  const size_t close = printed.find(')', open);
  const std::string_view inside = printed.substr(
      open + 1, close == std::string_view::npos ? std::string_view::npos : close - open - 1);
  return is_acronym(inside) ? inside : std::string_view();
}

bool is_acronym(std::string_view printed) {
  size_t n = 0, n_letters = 0;
  for (size_t at = 0; at < printed.size();) {
    const CodePoint p = decode_utf8(printed, at);
    if (p.size == 0) return false;
    at += p.size;
    if (p.value == '.') continue;
    if (!is_upper(p.value) && !is_digit(p.value)) return false;
    n_letters += is_upper(p.value);
    if (++n > 6) return false;
  }
  return n >= 2 && n_letters > 0;
}

bool compatible(const NameForm& a, const NameForm& b) {
  if (a.given != b.given || a.bucket != b.bucket) return false;
  if (!a.suffix.empty() && !b.suffix.empty() && a.suffix != b.suffix) return false;
  return middles_agree(a.middles, b.middles);
}

std::vector<uint32_t> group_forms(const std::vector<NameForm>& forms) {
  const auto n = static_cast<uint32_t>(forms.size());
  std::vector<uint32_t> group(n);
  std::iota(group.begin(), group.end(), 0u);
  const auto same_core = [&](uint32_t i, uint32_t k) {
    return forms[i].given == forms[k].given && forms[i].bucket == forms[k].bucket;
  };
  // A form joins others only if it is at odds with none of those that it would bring together.
  const auto fits_all = [&](uint32_t i) {
    for (uint32_t a = 0; a < n; ++a) {
      if (a == i || !same_core(i, a) || !compatible(forms[i], forms[a])) continue;
      for (uint32_t b = 0; b < a; ++b) {
        if (b == i || !same_core(i, b) || !compatible(forms[i], forms[b])) continue;
        if (!compatible(forms[a], forms[b])) return false;
      }
    }
    return true;
  };
  std::vector<bool> joins(n);
  for (uint32_t i = 0; i < n; ++i) joins[i] = fits_all(i);
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t k = 0; k < i && joins[i]; ++k) {
      if (joins[k] && same_core(i, k) && compatible(forms[i], forms[k])) {
        group[i] = group[k];
        break;
      }
    }
  }
  return group;
}

std::vector<std::string> folded_name_words(std::string_view text) {
  std::vector<std::string> out;
  for (const FoldedWord& w : fold_name(text)) out.push_back(w.text);
  return out;
}

}  // namespace quoth
