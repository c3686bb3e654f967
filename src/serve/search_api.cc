#include "serve/search_api.h"

#include <memory>
#include <utility>

#include "serve/hit_json.h"
#include "serve/parameters.h"
#include "write/json_text.h"

namespace quoth {
namespace {

constexpr size_t kExportRows = 500;  // of a piece

SearchFilter filter_of(Parameters& p) {
  SearchFilter filter;
  filter.words = p.text("q").value_or("");
  filter.speaker = p.text("speaker").value_or("");
  filter.about = p.text("about").value_or("");
  filter.speaker_person = p.number("person", 1, kMaxNumber).value_or(0);
  filter.about_person = p.number("about_person", 1, kMaxNumber).value_or(0);
  filter.acts = p.choices("act", {"assert", "opine", "accuse", "support", "deny", "concede",
                                  "demand", "commit", "predict", "ask"});
  filter.channels = p.choices(
      "channel", {"interview", "speech", "debate", "statement", "letter", "social", "broadcast",
                  "article", "report", "poll", "testimony", "meeting", "ad", "press"});
  filter.forms = p.choices("form", {"direct", "indirect", "mixed"});
  filter.kinds = p.choices(
      "kind", {"person", "organisation", "group", "document", "anonymous", "author", "none"});
  filter.publishers = p.texts("publisher");
  filter.sections = p.texts("section");
  filter.since = p.date("since").value_or("");
  filter.until = p.date("until").value_or("");
  filter.min_confidence = p.fraction("min_confidence").value_or(0);
  return filter;
}

std::string page_json(const SearchPage& page, OffsetUnit unit) {
  std::string out;
  JsonWriter object(out, '{');
  object.key("found") += std::to_string(page.n_found);
  object.key("at_least") += page.n_found_is_least ? "true" : "false";
  object.field("order", page.order == SearchOrder::kBest ? "best" : "newest");
  object.key("results");
  JsonWriter results(out, '[');
  for (const SearchHit& hit : page.hits) append_hit(results.element(), hit, unit);
  results.close();
  if (page.next.empty()) {
    object.key("next") += "null";
  } else {
    object.field("next", page.next);
  }
  object.close();
  return out + '\n';
}

Response search(RecordPool& pool, const Request& request) {
  Parameters p(request.target.query);
  const SearchFilter filter = filter_of(p);
  SearchOptions options;
  if (p.choice("order", {"best", "newest"}) == "newest") options.order = SearchOrder::kNewest;
  options.limit = static_cast<size_t>(p.number("limit", 1, 200).value_or(20));
  options.after = p.text("after").value_or("");
  const auto unit =
      offset_unit_of(p.choice("offsets", {"codepoints", "utf8", "utf16"}).value_or("codepoints"));
  if (const auto wrong = p.error()) return error_response(*wrong);
  const auto db = pool.take();
  if (!db) return error_response(db.error());
  const auto searcher = db->searcher();
  if (!searcher) return error_response(searcher.error());
  const auto page = (*searcher)->search(filter, options);
  if (!page) return error_response(page.error());
  return json_response(page_json(*page, unit.value_or(OffsetUnit::kCodePoints)));
}

Response facets(RecordPool& pool, const Request& request) {
  Parameters p(request.target.query);
  const SearchFilter filter = filter_of(p);
  if (const auto wrong = p.error()) return error_response(*wrong);
  const auto db = pool.take();
  if (!db) return error_response(db.error());
  const auto searcher = db->searcher();
  if (!searcher) return error_response(searcher.error());
  const auto found = (*searcher)->facets(filter);
  if (!found) return error_response(found.error());
  std::string out;
  JsonWriter object(out, '{');
  object.key("facets");
  JsonWriter all(out, '{');
  for (const Facet& facet : found->facets) {
    all.key(facet.name);
    JsonWriter counts(out, '[');
    for (const FacetCount& count : facet.counts) {
      counts.element();
      JsonWriter item(out, '{');
      item.field("value", count.value);
      item.key("n") += std::to_string(count.n);
      item.close();
    }
    counts.close();
  }
  all.close();
  object.key("counted") += std::to_string(found->n_counted);
  object.key("sample") += found->is_sample ? "true" : "false";
  object.close();
  return json_response(std::move(out) + '\n');
}

// Page after page of one search, so that no transaction is held open for a slow client.
class Export {
 public:
  Export(RecordPool& pool, SearchFilter filter, std::string format)
      : pool_(pool), filter_(std::move(filter)), format_(std::move(format)) {}

  Result<bool> next(std::string& out) {
    const auto db = pool_.take();
    if (!db) return tl::unexpected(db.error());
    const auto searcher = db->searcher();
    if (!searcher) return tl::unexpected(searcher.error());
    const auto page = (*searcher)->search(filter_, options_);
    if (!page) return tl::unexpected(page.error());
    if (is_first_) out += begin();
    for (const SearchHit& hit : page->hits) append(out, hit);
    options_.after = page->next;
    if (!page->next.empty()) return true;
    if (format_ == "jsonld") out += "\n]}\n";
    return false;
  }

 private:
  std::string begin() const {
    if (format_ == "csv") return std::string(hit_row_header());
    return format_ == "jsonld" ? "{\"@context\": \"https://schema.org\",\n\"@graph\": [\n" : "";
  }

  void append(std::string& out, const SearchHit& hit) {
    if (format_ == "csv") {
      append_hit_row(out, hit);
    } else if (format_ == "jsonld") {
      if (!is_first_) out += ",\n";
      append_hit_jsonld(out, hit);
    } else {
      append_hit(out, hit, OffsetUnit::kCodePoints);
      out += '\n';
    }
    is_first_ = false;
  }

  RecordPool& pool_;
  SearchFilter filter_;
  std::string format_;
  SearchOptions options_ = {
      .order = SearchOrder::kNewest, .limit = kExportRows, .offset = 0, .after = {}};
  bool is_first_ = true;
};

Response export_all(RecordPool& pool, const Request& request) {
  Parameters p(request.target.query);
  const SearchFilter filter = filter_of(p);
  const std::string format = p.choice("format", {"jsonl", "csv", "jsonld"}).value_or("jsonl");
  if (const auto wrong = p.error()) return error_response(*wrong);
  const auto rows = std::make_shared<Export>(pool, filter, format);
  Response response;
  Result<bool> more = rows->next(response.body);  // what is wrong with the words is told as such
  if (!more) return error_response(more.error());
  if (*more) response.more = [rows](std::string& out) { return rows->next(out); };
  const std::string type = format == "csv"      ? "text/csv; charset=utf-8"
                           : format == "jsonld" ? "application/ld+json"
                                                : "application/x-ndjson";
  response.headers = {{"content-type", type},
                      {"cache-control", "no-store"},
                      {"content-disposition", "attachment; filename=\"statements." + format + '"'}};
  return response;
}

}  // namespace

void add_search_api(Router& router, RecordPool& pool) {
  const auto add = [&](const char* pattern, Lane lane, auto handler) {
    router.add({Method::kGet, pattern, lane,
                [&pool, handler](const Request& request, const PathArguments&) {
                  return handler(pool, request);
                }});
  };
  add("/api/search", Lane::kQuick, search);
  add("/api/facets", Lane::kQuick, facets);
  add("/api/export", Lane::kQuick, export_all);
}

}  // namespace quoth
