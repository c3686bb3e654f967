#include "store/facet_counter.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "store/days.h"
#include "store/rows.h"

namespace quoth {
namespace {

using Counts = std::map<std::string, size_t, std::less<>>;

constexpr std::array<const char*, 8> kNames = {"speaker",   "about",   "act",  "channel",
                                               "publisher", "section", "form", "month"};
enum FacetIndex { kSpeaker, kAbout, kAct, kChannel, kPublisher, kSection, kForm, kMonth };

void add(Counts& counts, std::string_view value) {
  if (value.empty()) return;
  const auto found = counts.find(value);
  found == counts.end() ? void(counts.emplace(value, 1)) : void(++found->second);
}

Facet to_facet(size_t index, const Counts& counts) {
  Facet facet{kNames[index], {}};
  for (const auto& [value, n] : counts) facet.counts.push_back({value, n});
  std::stable_sort(facet.counts.begin(), facet.counts.end(),
                   [](const FacetCount& a, const FacetCount& b) { return a.n > b.n; });
  if (facet.counts.size() > kMostFacetValues && index != kMonth) {
    facet.counts.resize(kMostFacetValues);
  }
  if (index == kMonth) {
    std::sort(facet.counts.begin(), facet.counts.end(),
              [](const FacetCount& a, const FacetCount& b) { return a.value < b.value; });
  }
  return facet;
}

}  // namespace

Result<FacetCounter> FacetCounter::open(Database& db) {
  Preparer prepare(db);
  FacetCounter counter;
  counter.statement_ = prepare(
      "SELECT s.act, s.channel, p.name, s.form, c.name FROM statements AS s JOIN articles AS a ON "
      "a.id = "
      "s.article_id LEFT JOIN publishers AS p ON p.id = a.publisher_id LEFT JOIN sections AS c "
      "ON c.id = a.section_id WHERE s.id = ?");
  counter.speakers_ = prepare(
      "SELECT coalesce(p.renamed, p.name, l.name) FROM speakers AS l LEFT JOIN entities AS e ON "
      "e.id = "
      "l.entity_id LEFT JOIN people AS p ON p.id = e.person_id WHERE l.statement_id = ?");
  counter.about_ = prepare(
      "SELECT coalesce(p.renamed, p.name, e.name) FROM abouts AS b JOIN entities AS e ON e.id = "
      "b.entity_id "
      "LEFT JOIN people AS p ON p.id = e.person_id WHERE b.statement_id = ?");
  if (!prepare.outcome()) return tl::unexpected(prepare.outcome().error());
  return counter;
}

Result<SearchFacets> FacetCounter::count(const std::vector<int64_t>& statements) {
  std::array<Counts, kNames.size()> counts;
  const auto add_names = [&](Query& query, int64_t id, Counts& names) -> Result<void> {
    std::set<std::string> seen;
    query.reset().bind(1, id);
    QUOTH_TRY(for_each_row(query, [&] { seen.emplace(query.text(0)); }));
    for (const std::string& name : seen) add(names, name);
    return {};
  };
  for (const int64_t id : statements) {
    statement_.reset().bind(1, id);
    QUOTH_TRY(for_each_row(statement_, [&] {
      add(counts[kAct], statement_.text(0));
      add(counts[kChannel], statement_.text(1));
      add(counts[kPublisher], statement_.text(2));
      add(counts[kForm], statement_.text(3));
      add(counts[kSection], statement_.text(4));
    }));
    add(counts[kMonth], std::string_view(format_day(id >> kDayShift)).substr(0, 7));
    QUOTH_TRY(add_names(speakers_, id, counts[kSpeaker]));
    QUOTH_TRY(add_names(about_, id, counts[kAbout]));
  }
  SearchFacets out{.facets = {}, .n_counted = statements.size()};
  for (size_t i = 0; i < counts.size(); ++i) out.facets.push_back(to_facet(i, counts[i]));
  return out;
}

}  // namespace quoth
