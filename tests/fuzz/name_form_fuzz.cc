// Names, roles and corrections of any bytes: a key is the key of itself, and nothing is read
// beyond.
#include <cstdint>
#include <optional>
#include <string>

#include "people/name_form.h"
#include "people/positions.h"
#include "people/role_form.h"
#include "store/correction_log.h"
#include "support/check_item.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using quoth::testing_support::require;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const quoth::NameClass cls : {quoth::NameClass::kPerson, quoth::NameClass::kBody}) {
    const std::optional<quoth::NameForm> form = quoth::name_form(bytes, cls);
    if (!form) continue;
    require(!form->key.empty() && !form->bucket.empty());
    require(quoth::compatible(*form, *form));
    require(quoth::group_forms({*form, *form}).back() == 0);
  }
  quoth::bracketed_acronym(bytes);
  if (const auto role = quoth::role_form(bytes)) {
    require(!role->head.empty());
    require(!quoth::at_odds(*role, *role));
  }
  quoth::content_words(bytes, {});
  quoth::CorrectionDetail::parse(bytes);
  return 0;
}
