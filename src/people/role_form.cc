#include "people/role_form.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/word_list.h"
#include "people/folding.h"

namespace quoth {

extern const std::string_view office_words_data;  // generated from data/office_words.txt
extern const std::string_view role_domains_data;  // generated from data/role_domains.txt
extern const std::string_view role_stops_data;    // generated from data/role_stops.txt

namespace {

// A list of role_stops.txt: "article", "former", "division".
bool is_stop(const std::string& word, std::string_view kind) {
  static const auto map = parse_word_map(role_stops_data);
  const auto it = map.find(word);
  return it != map.end() && it->second == kind;
}

uint32_t domain_of(const std::string& word) {
  static const auto domains = [] {
    std::map<std::string_view, uint32_t> bits;
    std::unordered_map<std::string_view, uint32_t> out;
    for (const auto& [w, domain] : parse_word_map(role_domains_data)) {
      const auto bit = bits.emplace(domain, 1u << (bits.size() % 32)).first;
      out.emplace(w, bit->second);
    }
    return out;
  }();
  const auto it = domains.find(word);
  return it == domains.end() ? 0 : it->second;
}

std::string_view first_clause(std::string_view printed) {
  const size_t end = printed.find_first_of(",;(");
  return printed.substr(0, end);
}

bool is_subset(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::includes(b.begin(), b.end(), a.begin(), a.end());
}

}  // namespace

std::optional<RoleForm> role_form(std::string_view printed) {
  static const auto offices = parse_word_map(office_words_data);
  RoleForm form;
  std::vector<std::string> before, after;
  bool divided = false;
  for (const FoldedWord& w : fold_name(first_clause(printed))) {
    if (is_stop(w.text, "division")) {
      divided = divided || !before.empty();
    } else if (is_stop(w.text, "former")) {
      form.former = true;
    } else if (!is_stop(w.text, "article")) {
      (divided ? after : before).push_back(w.text);
    }
  }
  if (before.empty()) return std::nullopt;
  form.head = before.back();
  before.pop_back();
  // "chief executive": the head is what it is chief of.
  if (form.head == "executive" && !before.empty() && before.back() == "chief") {
    before.pop_back();
    form.head = "chief";
  }
  const auto office = offices.find(form.head);
  form.office = office != offices.end();
  form.domains = domain_of(form.head);
  for (const std::string& w : before) form.domains |= domain_of(w);
  if (form.office) form.head = office->second;
  std::set<std::string> of(before.begin(), before.end());
  of.insert(after.begin(), after.end());
  form.of.assign(of.begin(), of.end());
  return form;
}

bool is_definite(std::string_view printed) {
  const std::vector<FoldedWord> words = fold_name(printed);
  return words.size() > 1 && words[0].text == "the";
}

bool describes(const RoleForm& description, const RoleForm& role, std::string_view affiliation) {
  if (!description.office || description.former || role.former) return false;
  if (description.head != role.head || description.of.empty()) return false;
  std::set<std::string> of(role.of.begin(), role.of.end());
  for (const FoldedWord& w : fold_name(affiliation)) of.insert(w.text);
  if (of.empty()) return false;
  return is_subset(description.of, {of.begin(), of.end()}) ||
         (!role.of.empty() && is_subset(role.of, description.of));
}

bool at_odds(const RoleForm& a, const RoleForm& b) {
  if (a.former || b.former) return false;
  if (a.domains != 0 && b.domains != 0 && (a.domains & b.domains) == 0) return true;
  if (!a.office || a.head != b.head || a.of.empty() || b.of.empty()) return false;
  std::vector<std::string> both;
  std::set_intersection(a.of.begin(), a.of.end(), b.of.begin(), b.of.end(),
                        std::back_inserter(both));
  return both.empty();
}

}  // namespace quoth
