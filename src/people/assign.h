// Which person each spelling of a name is given to, and the corrections that people made.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "people/name_form.h"

namespace quoth {

// A full form as it is kept: `home` is the person that the names alone lead to, 0 while it has
// none.
struct StoredForm {
  int64_t id = 0;
  NameForm form;
  int64_t home = 0;
};

// The home of each form: forms of one group (group_forms) share one. A group keeps the person that
// its oldest form has (smallest id), unless an older group has it; a group without one gets
// make_person(index of its oldest form). So the set of forms alone decides who is together, and
// numbers stay as far as that allows.
std::vector<int64_t> assign_homes(const std::vector<StoredForm>& forms,
                                  const std::function<int64_t(size_t)>& make_person);

// Who somebody is now: persons that were merged into others, followed to the end. A correction that
// would close a circle is never made, but one read from a file stops where it began.
class Redirects {
 public:
  void add(int64_t from, int64_t into) { into_[from] = into; }
  int64_t operator()(int64_t person) const;
  const std::map<int64_t, int64_t>& all() const { return into_; }

 private:
  std::map<int64_t, int64_t> into_;
};

}  // namespace quoth
