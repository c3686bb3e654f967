#include "serve/app.h"

#include <exception>

#include "serve/about_api.h"
#include "serve/article_api.h"
#include "serve/assets.h"
#include "serve/audit_api.h"
#include "serve/check_api.h"
#include "serve/extract_api.h"
#include "serve/keep_api.h"
#include "serve/network_api.h"
#include "serve/pages.h"
#include "serve/people_api.h"
#include "serve/search_api.h"

namespace quoth {
namespace {

Response finish(Response response) {
  for (const Field& header : security_headers()) {
    if (!find_field(response.headers, header.first)) response.headers.push_back(header);
  }
  return response;
}

}  // namespace

App::App(const Engine& engine, RecordPool* record, AppOptions options)
    : engine_(engine), record_(record), options_(std::move(options)), guard_(options_.token) {
  add_pages();
  add_assets();
  add_api();
}

void App::add_pages() {
  const PageContext context{.has_record = record_ != nullptr,
                            .is_writable = !options_.token.empty()};
  for (const PageSpec& page : page_specs()) {
    if (page.needs_record && !context.has_record) continue;
    router_.add({Method::kGet, std::string(page.pattern), Lane::kInline,
                 [html = make_page(page, context)](const Request& request, const PathArguments&) {
                   return file_response(request, "page.html", html);
                 }});
  }
}

void App::add_assets() {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == "page.html") continue;
    const std::string path = file.name == "openapi.json"  ? "/openapi.json"
                             : file.name == "favicon.svg" ? "/favicon.svg"
                                                          : "/assets/" + std::string(file.name);
    router_.add(
        {Method::kGet, path, Lane::kInline, [&file](const Request& request, const PathArguments&) {
           return file_response(request, file.name, file.text);
         }});
  }
}

void App::add_api() {
  add_about_api(router_, engine_, {record_ != nullptr, !options_.token.empty()});
  add_extract_api(router_, engine_, options_.limits);
  add_check_api(router_, engine_, record_, options_.limits);
  if (record_ == nullptr) return;
  add_search_api(router_, *record_);
  add_article_api(router_, *record_);
  add_keep_api(router_, engine_, *record_, options_.extractor, options_.limits);
  add_audit_api(router_, *record_);
  add_network_api(router_, *record_);
  add_people_api(router_, *record_, options_.editor);
}

Result<Matched> App::match(const Request& request) const {
  return router_.match(request.method, request.target.path);
}

Response App::answer(const Request& request, const Matched& matched) const {
  if (matched.route->writes) {
    if (const auto allowed = guard_.check_write(request.headers); !allowed) {
      return refuse(request, allowed.error());
    }
  }
  Response response;
  try {
    response = matched.route->handler(request, matched.arguments);
  } catch (const std::exception& thrown) {
    response = error_response({ErrorCode::kInternal, thrown.what(), matched.route->pattern});
  }
  if (request.method == Method::kHead) {
    response.body.clear();
    response.more = {};
  }
  return finish(std::move(response));
}

Response App::answer(const Request& request) const {
  const auto matched = match(request);
  return matched ? answer(request, *matched) : refuse(request, matched.error());
}

Response App::refuse(const Error& error) const { return finish(error_response(error)); }

Response App::refuse(const Request& request, const Error& error) const {
  Response response = refuse(error);
  if (error.code == ErrorCode::kMethodNotAllowed) {
    response.headers.emplace_back("allow", router_.allowed(request.target.path));
  }
  if (error.code == ErrorCode::kBusy) response.headers.emplace_back("retry-after", "1");
  if (request.method == Method::kHead) response.body.clear();
  return response;
}

}  // namespace quoth
