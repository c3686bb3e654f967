#include "serve/about_api.h"

#include "serve/parameters.h"
#include "write/json_text.h"

namespace quoth {

void add_about_api(Router& router, const Engine& engine, PageContext context) {
  router.add({Method::kGet, "/api/about", Lane::kInline,
              [&engine, context](const Request& request, const PathArguments&) {
                Parameters parameters(request.target.query);
                if (const auto wrong = parameters.error()) return error_response(*wrong);
                std::string body;
                JsonWriter about(body, '{');
                about.field("version", QUOTH_VERSION);
                about.field("model", engine.model_name());
                about.key("record") += context.has_record ? "true" : "false";
                about.key("writable") += context.is_writable ? "true" : "false";
                about.close();
                return json_response(std::move(body) + '\n');
              }});
}

}  // namespace quoth
