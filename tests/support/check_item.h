// What holds of every item of the reading stage, for the fuzz tests.
#pragma once

#include <cstdlib>
#include <string>
#include <variant>

#include "base/utf8.h"
#include "read/reader.h"

namespace quoth::testing_support {

inline void require(bool holds) {
  if (!holds) std::abort();
}

// Strings are valid UTF-8 without NUL, what must not be empty is not.
inline void check_item(const ReadItem& item) {
  const auto check = [](const std::string& s) {
    require(!find_invalid_utf8(s) && s.find('\0') == s.npos);
  };
  if (const auto* article = std::get_if<Article>(&item)) {
    require(!article->id.empty());
    for (const std::string* s :
         {&article->id, &article->text, &article->url, &article->title, &article->publisher,
          &article->author, &article->published, &article->language}) {
      check(*s);
    }
  } else if (const auto* page = std::get_if<Page>(&item)) {
    require(!page->id.empty() && !page->bytes.empty());
    for (const std::string* s : {&page->id, &page->url, &page->published, &page->title,
                                 &page->publisher, &page->author, &page->language})
      check(*s);
  } else if (const auto* skipped = std::get_if<SkippedInput>(&item)) {
    require(!skipped->id.empty() && !name(skipped->reason).empty());
  } else {
    const auto& failed = std::get<FailedInput>(item);
    require(!failed.id.empty() && !failed.error.message.empty() && !failed.error.where.empty());
  }
}

}  // namespace quoth::testing_support
