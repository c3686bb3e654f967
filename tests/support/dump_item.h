// Items of the reading stage as lines of text, with every field that is set.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "read/reader.h"

namespace quoth::testing_support {

// "ID = TEXT", "ID page BYTES", "ID skipped REASON" or "ID ! CODE at WHERE: MESSAGE"; fields follow
// as " url=…".
inline std::string dump_item(const ReadItem& item) {
  const auto with = [](std::string out,
                       std::initializer_list<std::pair<const char*, const std::string*>> fields) {
    for (const auto& [key, value] : fields) {
      if (!value->empty()) out += ' ' + std::string(key) + '=' + *value;
    }
    return out;
  };
  if (const auto* a = std::get_if<Article>(&item)) {
    return with(a->id + " = " + a->text, {{"url", &a->url},
                                          {"title", &a->title},
                                          {"publisher", &a->publisher},
                                          {"author", &a->author},
                                          {"published", &a->published},
                                          {"language", &a->language}});
  }
  if (const auto* page = std::get_if<Page>(&item)) {
    return with(
        page->id + " page " + page->bytes,
        {{"charset", &page->charset}, {"url", &page->url}, {"published", &page->published}});
  }
  if (const auto* skipped = std::get_if<SkippedInput>(&item)) {
    return skipped->id + " skipped " + std::string(name(skipped->reason));
  }
  const auto& [id, error] = std::get<FailedInput>(item);
  return id + " ! " + std::string(name(error.code)) + " at " + error.where + ": " + error.message;
}

inline std::vector<std::string> dump_items(const std::vector<ReadItem>& items) {
  std::vector<std::string> lines;
  for (const ReadItem& item : items) lines.push_back(dump_item(item));
  return lines;
}

}  // namespace quoth::testing_support
