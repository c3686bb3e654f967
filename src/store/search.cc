#include "store/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <memory>

#include "store/facet_counter.h"
#include "store/hit_reader.h"
#include "store/rows.h"
#include "store/search_rank.h"

namespace quoth {
namespace {

struct Ranked {
  double score = 0;
  int64_t id = 0;

  // Better ones first, then newer ones.
  friend bool operator<(const Ranked& a, const Ranked& b) {
    return a.score != b.score ? a.score > b.score : a.id > b.id;
  }
};

// What a search finds, as far as it looks.
struct Found {
  std::vector<Ranked> statements;  // in their order, at most kMostCounted
  bool has_more = false;
  SearchOrder order = SearchOrder::kNewest;
};

std::vector<Ranked>::const_iterator behind(const Found& found, const Ranked& last) {
  const std::vector<Ranked>& all = found.statements;
  if (found.order == SearchOrder::kBest) return std::upper_bound(all.begin(), all.end(), last);
  return std::partition_point(all.begin(), all.end(),
                              [&](const Ranked& r) { return r.id >= last.id; });
}

// Where a page begins: behind this one. SearchPage::next is "n41223716864" in order of date, and
// "b402a1c…-41223716864" by rank, with the bits of the score.
struct Cursor {
  SearchOrder order = SearchOrder::kBest;
  Ranked last;
};

std::string to_text(const Cursor& cursor) {
  if (cursor.order == SearchOrder::kNewest) return fmt::format("n{}", cursor.last.id);
  return fmt::format("b{:016x}-{}", std::bit_cast<uint64_t>(cursor.last.score), cursor.last.id);
}

template <typename T>
bool take_number(std::string_view& text, T& value, int base) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (failed != std::errc()) return false;
  text.remove_prefix(end - text.data());
  return true;
}

Result<Cursor> cursor_of(std::string_view text) {
  const auto wrong = fail(ErrorCode::kUsage, "a page can only go on after the end of another one");
  Cursor cursor;
  std::string_view rest = text.substr(1);
  if (text.front() == 'n') {
    cursor.order = SearchOrder::kNewest;
  } else {
    uint64_t bits = 0;
    if (text.front() != 'b' || !take_number(rest, bits, 16) || !rest.starts_with('-')) return wrong;
    cursor.last.score = std::bit_cast<double>(bits);
    rest.remove_prefix(1);
  }
  if (!take_number(rest, cursor.last.id, 10) || !rest.empty() || cursor.last.id < 0) return wrong;
  return cursor;
}

// FROM and WHERE of the statements found; ?1 the match, ?2 and ?3 the ids. Without conditions on
// statements the index alone is read.
std::string sql_of(const SearchQuery& q) {
  if (q.match.empty()) {
    return fmt::format(" FROM statements AS s WHERE ?1 = ?1 AND s.id >= ?2 AND s.id < ?3{}",
                       q.conditions);
  }
  const std::string_view join =
      q.conditions.empty() ? "" : " CROSS JOIN statements AS s ON s.id = f.rowid";
  return fmt::format(
      " FROM statements_fts AS f{} WHERE f.statements_fts MATCH ?1 AND f.rowid >= ?2 AND f.rowid < "
      "?3{}",
      join, q.conditions);
}

std::string_view id_of(const SearchQuery& q) { return q.match.empty() ? "s.id" : "f.rowid"; }

}  // namespace

struct Searcher::Impl {
  Impl(Database& d, HitReader h, FacetCounter f)
      : db(&d), queries(d), hits(std::move(h)), facets(std::move(f)) {}

  // With the parameters of `q`; those of `tail` are ?6 and ?7.
  Result<QueryCache::Lease> prepare(const SearchQuery& q, std::string_view select,
                                    std::string_view tail);
  // Ids, newest first.
  Result<std::vector<int64_t>> newest(const SearchQuery& q, size_t limit, size_t offset = 0);
  // With their ranks, newest first.
  Result<std::vector<Ranked>> ranked(const SearchQuery& q, size_t limit);
  Result<Found> find(const SearchQuery& q, bool by_rank);
  Result<void> fill(SearchPage& page, const std::vector<Ranked>& found, const SearchQuery& q);

  Database* db;
  QueryCache queries;
  HitReader hits;
  FacetCounter facets;
};

Result<QueryCache::Lease> Searcher::Impl::prepare(const SearchQuery& q, std::string_view select,
                                                  std::string_view tail) {
  Result<QueryCache::Lease> lease =
      queries.take(fmt::format("SELECT {}{}{}", select, sql_of(q), tail));
  if (!lease) return lease;
  Query& query = **lease;
  query.bind(1, q.match).bind(2, q.begin).bind(3, q.end);
  if (q.speaker_person != 0) query.bind(4, q.speaker_person);
  if (q.about_person != 0) query.bind(5, q.about_person);
  return lease;
}

Result<std::vector<int64_t>> Searcher::Impl::newest(const SearchQuery& q, size_t limit,
                                                    size_t offset) {
  std::vector<int64_t> ids;
  Result<QueryCache::Lease> lease =
      prepare(q, id_of(q), fmt::format(" ORDER BY {} DESC LIMIT ?6 OFFSET ?7", id_of(q)));
  if (!lease) return tl::unexpected(lease.error());
  Query& query = **lease;
  query.bind(6, limit).bind(7, offset);
  const Result<void> done = for_each_row(query, [&] { ids.push_back(query.integer(0)); });
  if (!done) return tl::unexpected(done.error());
  return ids;
}

Result<std::vector<Ranked>> Searcher::Impl::ranked(const SearchQuery& q, size_t limit) {
  std::vector<Ranked> all;
  Result<QueryCache::Lease> lease =
      prepare(q, "f.rowid, quoth_rank(f.statements_fts, ?7)", " ORDER BY f.rowid DESC LIMIT ?6");
  if (!lease) return tl::unexpected(lease.error());
  Query& query = **lease;
  query.bind(6, limit).bind(7, q.words.size());
  const Result<void> done = for_each_row(query, [&] {
    all.push_back({query.real(1), query.integer(0)});
  });
  if (!done) return tl::unexpected(done.error());
  return all;
}

// Ranks as it goes, so that what is found with effort is not looked for twice; where there is too
// much to rank, that shows soon.
Result<Found> Searcher::Impl::find(const SearchQuery& q, bool by_rank) {
  Found found;
  SearchQuery rest = q;
  if (by_rank && !q.words.empty()) {
    Result<std::vector<Ranked>> some = ranked(q, kMostRanked + 1);
    if (!some) return tl::unexpected(some.error());
    found.statements = *std::move(some);
    if (found.statements.size() <= kMostRanked) {
      std::sort(found.statements.begin(), found.statements.end());
      found.order = SearchOrder::kBest;
      return found;
    }
    rest.end = found.statements.back().id;
  }
  const auto ids = newest(rest, kMostCounted + 1 - found.statements.size());
  if (!ids) return tl::unexpected(ids.error());
  for (const int64_t id : *ids) found.statements.push_back({0, id});
  found.has_more = found.statements.size() > kMostCounted;
  if (found.has_more) found.statements.pop_back();
  return found;
}

Result<void> Searcher::Impl::fill(SearchPage& page, const std::vector<Ranked>& found,
                                  const SearchQuery& q) {
  QUOTH_TRY(hits.mark(q.words));
  page.hits.reserve(found.size());
  for (const Ranked& statement : found) {
    Result<SearchHit> hit = hits.read(statement.id);
    if (!hit) return tl::unexpected(hit.error());
    page.hits.push_back(*std::move(hit));
  }
  return {};
}

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

Result<Searcher> Searcher::open(Database& db) {
  QUOTH_TRY(add_rank_function(db));
  Result<HitReader> hits = HitReader::open(db);
  if (!hits) return tl::unexpected(hits.error());
  Result<FacetCounter> facets = FacetCounter::open(db);
  if (!facets) return tl::unexpected(facets.error());
  return Searcher(std::make_unique<Impl>(db, *std::move(hits), *std::move(facets)));
}

Result<SearchPage> Searcher::search(const SearchFilter& filter, const SearchOptions& options) {
  const Result<Snapshot> snapshot = Snapshot::begin(*impl_->db);
  if (!snapshot) return tl::unexpected(snapshot.error());
  Result<SearchQuery> query = make_query(impl_->queries, filter);
  if (!query) return tl::unexpected(query.error());
  SearchPage page{.hits = {}, .order = SearchOrder::kNewest, .next = {}};
  std::optional<Cursor> after;
  if (!options.after.empty()) {
    const Result<Cursor> cursor = cursor_of(options.after);
    if (!cursor) return tl::unexpected(cursor.error());
    after = *cursor;
  }
  if (query->nothing) return page;

  const SearchOrder wanted = after ? after->order : options.order;
  const Result<Found> found = impl_->find(*query, wanted == SearchOrder::kBest);
  if (!found) return tl::unexpected(found.error());
  const std::vector<Ranked>& all = found->statements;
  page.n_found = all.size();
  page.n_found_is_least = found->has_more;
  page.order = found->order;

  std::vector<Ranked> in_order;  // those of the page, and one more if there is one
  if (!found->has_more || (!after && options.offset + options.limit < all.size())) {
    const auto begin =
        after ? behind(*found, after->last) : all.begin() + std::min(options.offset, all.size());
    in_order.assign(begin, begin + std::min<ptrdiff_t>(all.end() - begin, options.limit + 1));
  } else {
    SearchQuery rest = *query;
    if (after) rest.end = std::min(rest.end, after->last.id);
    const auto ids = impl_->newest(rest, options.limit + 1, after ? 0 : options.offset);
    if (!ids) return tl::unexpected(ids.error());
    for (const int64_t id : *ids) in_order.push_back({0, id});
  }
  const bool more = in_order.size() > options.limit;
  if (more) in_order.pop_back();
  if (more && !in_order.empty()) page.next = to_text({page.order, in_order.back()});
  QUOTH_TRY(impl_->fill(page, in_order, *query));
  return page;
}

Result<size_t> Searcher::count(const SearchFilter& filter) {
  const Result<SearchQuery> q = make_query(impl_->queries, filter);
  if (!q) return tl::unexpected(q.error());
  if (q->nothing) return 0;
  Result<QueryCache::Lease> query = impl_->prepare(*q, "count(*)", "");
  if (!query) return tl::unexpected(query.error());
  if (const Result<bool> row = (*query)->step(); !row) return tl::unexpected(row.error());
  return static_cast<size_t>((*query)->integer(0));
}

Result<SearchFacets> Searcher::facets(const SearchFilter& filter) {
  const Result<Snapshot> snapshot = Snapshot::begin(*impl_->db);
  if (!snapshot) return tl::unexpected(snapshot.error());
  const Result<SearchQuery> query = make_query(impl_->queries, filter);
  if (!query) return tl::unexpected(query.error());
  if (query->nothing) return impl_->facets.count({});
  Result<std::vector<int64_t>> ids = impl_->newest(*query, kMostFacetHits + 1);
  if (!ids) return tl::unexpected(ids.error());
  const bool is_sample = ids->size() > kMostFacetHits;
  if (is_sample) ids->pop_back();
  Result<SearchFacets> facets = impl_->facets.count(*ids);
  if (facets) facets->is_sample = is_sample;
  return facets;
}

Result<void> Searcher::each(const SearchFilter& filter, SearchOrder order,
                            const std::function<bool(const SearchHit&)>& use) {
  const Result<SearchQuery> query = make_query(impl_->queries, filter);
  if (!query) return tl::unexpected(query.error());
  if (query->nothing) return {};
  QUOTH_TRY(impl_->hits.mark(query->words));
  const auto show = [&](int64_t id) -> Result<bool> {
    const Result<SearchHit> hit = impl_->hits.read(id);
    if (!hit) return tl::unexpected(hit.error());
    return use(*hit);
  };
  const Result<Found> found = impl_->find(*query, order == SearchOrder::kBest);
  if (!found) return tl::unexpected(found.error());
  if (!found->has_more) {
    for (const Ranked& statement : found->statements) {
      const Result<bool> go_on = show(statement.id);
      if (!go_on) return tl::unexpected(go_on.error());
      if (!*go_on) return {};
    }
    return {};
  }
  Result<QueryCache::Lease> rows =
      impl_->prepare(*query, id_of(*query), fmt::format(" ORDER BY {} DESC", id_of(*query)));
  if (!rows) return tl::unexpected(rows.error());
  while (true) {
    const Result<bool> row = (*rows)->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    const Result<bool> go_on = show((*rows)->integer(0));
    if (!go_on) return tl::unexpected(go_on.error());
    if (!*go_on) return {};
  }
}

Result<SearchHit> Searcher::read(int64_t statement) {
  QUOTH_TRY(impl_->hits.mark({}));
  return impl_->hits.read(statement);
}

}  // namespace quoth
