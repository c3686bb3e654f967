// The vocabulary of schema.org.
#pragma once

#include <string_view>

namespace quoth {

// The type of a speaker of this kind: "Person", "Organization", or empty where schema.org has none
// or the kind is not known.
std::string_view schema_org_type(std::string_view kind);

}  // namespace quoth
