#include "serve/pages.h"

#include <fmt/format.h>

#include "serve/assets.h"

namespace quoth {
namespace {

void replace(std::string& text, std::string_view mark, std::string_view value) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    text.replace(at, mark.size(), value);
    at += value.size();
  }
}

std::string navigation(const PageSpec& current, const PageContext& context) {
  std::string out;
  for (const PageSpec& page : page_specs()) {
    if (page.label.empty() || (page.needs_record && !context.has_record)) continue;
    const std::string_view here = page.label == current.label ? " aria-current=\"page\"" : "";
    out += fmt::format("<li><a href=\"{}\"{}>{}</a></li>", page.pattern, here, page.label);
  }
  return out;
}

}  // namespace

const std::vector<PageSpec>& page_specs() {
  static const std::vector<PageSpec> pages = {
      {"/", "Read an article", "paste.js", "Read", false},
      {"/search", "Search", "search.js", "Search", true},
      {"/people", "People", "people.js", "People", true},
      {"/audit", "Who is quoted", "audit.js", "Audit", true},
      {"/network", "Who talks about whom", "network.js", "Network", true},
      {"/check", "Check a draft", "check.js", "Check", false},
      {"/statements/{id}", "Statement", "statement.js", "", true},
      {"/articles/{id}", "Article", "article.js", "", true},
      {"/people/{id}", "Person", "person.js", "", true},
  };
  return pages;
}

std::string make_page(const PageSpec& page, const PageContext& context) {
  std::string out(embedded_text("page.html"));
  replace(out, "{{title}}", page.title);
  replace(out, "{{script}}", page.script);
  replace(out, "{{navigation}}", navigation(page, context));
  replace(out, "{{writable}}", context.is_writable ? "yes" : "no");
  replace(out, "{{record}}", context.has_record ? "yes" : "no");
  return out;
}

}  // namespace quoth
