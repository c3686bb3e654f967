#include "store/search_rank.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "store/fts5.h"

namespace quoth {
namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
constexpr double kSpeakerWeight = 0.5;
constexpr int kTextColumn = 0;

// Sizes of texts that were asked for before, as long as nobody writes to the record: most of what
// ranking a row costs is to look its size up. Of one connection.
class TextSizes {
 public:
  // Within a read transaction, which knows whether another connection has written; what this one
  // writes before it commits is counted apart.
  void forget_if_changed(sqlite3* db) {
    unsigned version = 0;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    const sqlite3_int64 n_changes = sqlite3_total_changes64(db);
    if (version == version_ && n_changes == n_changes_) return;
    version_ = version;
    n_changes_ = n_changes;
    std::fill(sizes_.begin(), sizes_.end(), Entry{});
  }

  int size(const Fts5ExtensionApi* api, Fts5Context* context, int& status) {
    const sqlite3_int64 row = api->xRowid(context);
    Entry& entry = sizes_[static_cast<uint64_t>(row) * kSpread >> (64 - kBits)];
    if (entry.row != row) {
      int size = 0;
      status = api->xColumnSize(context, kTextColumn, &size);
      if (status != SQLITE_OK) return 0;
      entry = {row, size};
    }
    return entry.size;
  }

 private:
  static constexpr int kBits = 17;
  static constexpr uint64_t kSpread = 0x9E3779B97F4A7C15;  // of the golden ratio (D. Knuth)
  struct Entry {
    sqlite3_int64 row = -1;
    int size = 0;
  };

  std::vector<Entry> sizes_{size_t{1} << kBits};
  unsigned version_ = 0;
  sqlite3_int64 n_changes_ = -1;
};

// What is the same for all rows of a query.
struct Weights {
  double average_size = 1;   // of the text, in words
  std::vector<double> idf;   // by phrase
  std::vector<double> seen;  // by phrase: weighted occurrences in the row at hand
};

int count_row(const Fts5ExtensionApi*, Fts5Context*, void* count) {
  return ++*static_cast<int*>(count) < kMostPhraseRows ? SQLITE_OK : SQLITE_DONE;
}

int make_weights(const Fts5ExtensionApi* api, Fts5Context* context, int n_phrases, Weights& w) {
  sqlite3_int64 n_rows = 0, n_words = 0;
  int status = api->xRowCount(context, &n_rows);
  if (status == SQLITE_OK) status = api->xColumnTotalSize(context, kTextColumn, &n_words);
  if (status != SQLITE_OK) return status;
  const auto rows = static_cast<double>(std::max<sqlite3_int64>(n_rows, 1));
  w.average_size = std::max(1.0, static_cast<double>(n_words) / rows);
  n_phrases = std::min(n_phrases, api->xPhraseCount(context));
  if (n_phrases == 1) {  // the same factor for all rows
    w.idf = {1};
    w.seen = {0};
    return SQLITE_OK;
  }
  for (int i = 0; i < n_phrases; ++i) {
    int n = 0;
    status = api->xQueryPhrase(context, i, &n, count_row);
    if (status != SQLITE_OK) return status;
    // With 1 added (as Lucene does), so that the weight of a frequent word is small and positive.
    w.idf.push_back(std::log(1 + (std::max(rows, n + 0.0) - n + 0.5) / (n + 0.5)));
  }
  w.seen.resize(w.idf.size());
  return SQLITE_OK;
}

int rank_row(const Fts5ExtensionApi* api, Fts5Context* context, Weights& w, TextSizes& sizes,
             double& score) {
  int n_instances = 0;
  int status = api->xInstCount(context, &n_instances);
  const int size = status == SQLITE_OK ? sizes.size(api, context, status) : 0;
  std::fill(w.seen.begin(), w.seen.end(), 0);
  for (int i = 0; status == SQLITE_OK && i < n_instances; ++i) {
    int phrase = 0, column = 0, offset = 0;
    status = api->xInst(context, i, &phrase, &column, &offset);
    if (status == SQLITE_OK && phrase < static_cast<int>(w.seen.size())) {
      w.seen[phrase] += column == kTextColumn ? 1 : kSpeakerWeight;
    }
  }
  const double length = kK1 * (1 - kB + kB * size / w.average_size);
  for (size_t i = 0; i < w.seen.size(); ++i) {
    score += w.idf[i] * w.seen[i] * (kK1 + 1) / (w.seen[i] + length);
  }
  return status;
}

void rank(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int n_values,
          sqlite3_value** values) {
  auto* weights = static_cast<Weights*>(api->xGetAuxdata(context, 0));
  auto& sizes = *static_cast<TextSizes*>(api->xUserData(context));
  int status = SQLITE_OK;
  if (weights == nullptr) {
    sizes.forget_if_changed(sqlite3_context_db_handle(result));
    weights = new Weights;
    // SQLite owns them from here, also where this fails.
    status = api->xSetAuxdata(context, weights, [](void* p) { delete static_cast<Weights*>(p); });
    const int n_phrases = n_values > 0 ? sqlite3_value_int(values[0]) : 0;
    if (status == SQLITE_OK) status = make_weights(api, context, n_phrases, *weights);
  }
  double score = 0;
  if (status == SQLITE_OK) status = rank_row(api, context, *weights, sizes, score);
  status == SQLITE_OK ? sqlite3_result_double(result, score)
                      : sqlite3_result_error_code(result, status);
}

}  // namespace

Result<void> add_rank_function(Database& db) {
  const Result<fts5_api*> api = fts5_of(db);
  if (!api) return tl::unexpected(api.error());
  const int status =
      (*api)->xCreateFunction(*api, "quoth_rank", new TextSizes, rank,
                              [](void* sizes) { delete static_cast<TextSizes*>(sizes); });
  return status == SQLITE_OK ? Result<void>() : db.failure(status);
}

}  // namespace quoth
