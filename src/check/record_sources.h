// Articles of a record that drafts may have their words from.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "check/sources.h"
#include "quoth/record.h"
#include "store/database.h"
#include "store/passage_scan.h"

namespace quoth {

// A draft, and what the engine makes of it.
struct DraftView {
  std::string_view text;
  const Record* record = nullptr;
};

// By what a source is called: as the document came, or as store/stored_article.h names it.
enum class SourceIds : uint8_t { kDocument, kArticle };

// Adds to `sources`, which is not finished, the articles that
//   - share most with a quotation of a draft, of equals those that name its speaker first: at most
//     kMostOfQuote. All texts are read for that, so that words are found that stand in no
//     statement;
//   - have one of the statements that share most rare words with an indirect statement of a draft,
//     and of those by its speaker: at most kMostOfStatement of each.
// Also the weights of stems, by their rarity in the whole record. What is left out can only turn
// what is fine into a finding. Reads one state of the record, whatever is written at the same time.
// Fails as Database and read_article() do.
Result<void> add_record_sources(Database& db, std::span<const DraftView> drafts, Sources& sources,
                                const ScanProgress& progress = {},
                                SourceIds ids = SourceIds::kDocument);

constexpr size_t kMostOfQuote = 16;
constexpr int kMostOfStatement = 12;

}  // namespace quoth
