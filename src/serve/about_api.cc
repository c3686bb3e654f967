#include "serve/about_api.h"

#include "serve/parameters.h"
#include "write/json_text.h"

namespace quoth {

void add_about_api(Router& router, const Engine& engine, bool is_writable) {
  router.add({Method::kGet, "/api/about", Lane::kInline,
              [&engine, is_writable](const Request& request, const PathArguments&) {
                Parameters parameters(request.target.query);
                if (const auto wrong = parameters.error()) return error_response(*wrong);
                std::string body;
                JsonWriter about(body, '{');
                about.field("version", QUOTH_VERSION);
                about.field("model", engine.model_name());
                about.key("writable") += is_writable ? "true" : "false";
                about.close();
                return json_response(std::move(body) + '\n');
              }});
}

}  // namespace quoth
