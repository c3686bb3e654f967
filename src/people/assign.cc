#include "people/assign.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace quoth {

std::vector<int64_t> assign_homes(const std::vector<StoredForm>& forms,
                                  const std::function<int64_t(size_t)>& make_person) {
  std::vector<size_t> order(forms.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return forms[a].id < forms[b].id; });
  std::vector<NameForm> names;
  for (const size_t i : order) names.push_back(forms[i].form);
  const std::vector<uint32_t> group = group_forms(names);

  std::vector<int64_t> homes(forms.size());
  std::set<int64_t> taken;
  for (size_t g = 0; g < order.size(); ++g) {
    if (group[g] != g) continue;  // the oldest form of a group stands for it
    int64_t home = 0;
    for (size_t k = g; k < order.size() && home == 0; ++k) {
      const int64_t candidate = group[k] == g ? forms[order[k]].home : 0;
      if (candidate != 0 && !taken.contains(candidate)) home = candidate;
    }
    if (home == 0) home = make_person(order[g]);
    taken.insert(home);
    for (size_t k = g; k < order.size(); ++k) {
      if (group[k] == g) homes[order[k]] = home;
    }
  }
  return homes;
}

int64_t Redirects::operator()(int64_t person) const {
  int64_t at = person;
  for (size_t steps = 0; steps <= into_.size(); ++steps) {
    const auto it = into_.find(at);
    if (it == into_.end()) return at;
    at = it->second;
  }
  return person;
}

}  // namespace quoth
