#include "cli/dump_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include "html/page.h"
#include "write/escape.h"

namespace quoth {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<std::string> print_page(std::string_view bytes, std::string_view path,
                               const PageOptions& options) {
  const auto article = read_page(bytes, path, options);
  if (!article) return tl::unexpected(article.error());
  std::string out = "{\"id\":";
  append_json_string(out, path);
  if (*article) {
    const Article& a = **article;
    const std::pair<const char*, const std::string*> fields[] = {
        {"text", &a.text},           {"title", &a.title},     {"author", &a.author},
        {"publisher", &a.publisher}, {"section", &a.section}, {"published", &a.published},
        {"language", &a.language},   {"url", &a.url}};
    for (const auto& [name, value] : fields) {
      out += fmt::format(",\"{}\":", name);
      append_json_string(out, *value);
    }
  }
  return out + "}\n";
}

Result<std::string> print_page_features(std::string_view bytes, std::string_view path,
                                        const PageOptions& options) {
  const auto page = page_features(bytes, path, options);
  if (!page) return tl::unexpected(page.error());
  std::string out = "{\"id\":";
  append_json_string(out, path);
  out += ",\"blocks\":[";
  for (size_t i = 0; i < page->blocks.size(); ++i) {
    out += i == 0 ? "{\"text\":" : ",{\"text\":";
    append_json_string(out, page->blocks[i]);
    fmt::format_to(std::back_inserter(out), ",\"x\":[{:.6g}]}}",
                   fmt::join(page->features.row(i), ","));
  }
  return out + "]}\n";
}

// Where each sentence of the article, roughly cut, was read from: [text, first byte, end].
Result<std::string> print_page_sources(std::string_view bytes, std::string_view path,
                                       const PageOptions& options) {
  const auto article = read_page(bytes, path, options);
  if (!article) return tl::unexpected(article.error());
  std::string out = "{\"id\":";
  append_json_string(out, path);
  out += ",\"sentences\":[";
  const std::string text = *article ? (*article)->text : "";
  for (size_t begin = 0, n = 0; begin < text.size(); ++n) {
    const size_t line = std::min(text.find('\n', begin), text.size());
    const size_t stop = text.find(". ", begin);
    const size_t end = stop < line ? stop + 1 : line;
    const SourceSpan source = (*article)->source_map.to_source(
        {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    out += n == 0 ? "[" : ",[";
    append_json_string(out, std::string_view(text).substr(begin, end - begin));
    out += fmt::format(",{},{}]", source.begin, source.end);
    begin = end + 1;
  }
  return out + "]}\n";
}

using Print = Result<std::string> (*)(std::string_view bytes, std::string_view path,
                                      const PageOptions& options);

Print print_of(std::string_view mode) {
  if (mode == "pages") return print_page;
  if (mode == "page-sources") return print_page_sources;
  if (mode == "page-features") return print_page_features;
  return nullptr;
}

}  // namespace

int dump_pages(std::string_view mode, std::vector<std::string> paths) {
  const Print print = print_of(mode);
  if (print == nullptr) return 2;
  if (paths.empty()) {
    for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
  }
  int status = 0;
  for (const std::string& path : paths) {
    const auto line = print(read_file(path), path, PageOptions{});
    if (line) {
      std::cout << *line;
      continue;
    }
    std::cerr << "quoth-dump: " << line.error().where << ": " << line.error().message << '\n';
    status = 1;
  }
  return status;
}

}  // namespace quoth
