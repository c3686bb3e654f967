#include "write/schema_org.h"

namespace quoth {

std::string_view schema_org_type(std::string_view kind) {
  if (kind == "person" || kind == "anonymous" || kind == "author") return "Person";
  if (kind == "organisation") return "Organization";
  return "";
}

}  // namespace quoth
