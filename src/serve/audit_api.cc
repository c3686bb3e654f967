#include "serve/audit_api.h"

#include <algorithm>
#include <map>
#include <set>

#include "html/ascii.h"
#include "serve/audit.h"
#include "serve/parameters.h"
#include "store/days.h"
#include "store/rows.h"
#include "write/escape.h"
#include "write/json_text.h"

namespace quoth {
namespace {

void add_count(std::string& out, const AuditCount& count) {
  JsonWriter object(out, '{');
  object.key("statements") += std::to_string(count.n_statements);
  object.key("words") += std::to_string(count.n_words);
  object.key("thirds");
  JsonWriter thirds(out, '[');
  for (const int64_t n : count.thirds) thirds.element() += std::to_string(n);
  thirds.close();
  object.close();
}

void add_people(std::string& out, const std::vector<AuditedPerson>& people) {
  JsonWriter list(out, '[');
  for (const AuditedPerson& person : people) {
    list.element();
    JsonWriter object(out, '{');
    object.key("id") += std::to_string(person.id);
    object.field("name", person.name);
    object.field("kind", person.kind);
    object.key("articles") += std::to_string(person.n_articles);
    object.field("pronoun", name(person.pronoun));
    object.key("count");
    add_count(out, person.count);
    object.close();
  }
  list.close();
}

std::string audit_json(const Audit& audit) {
  std::string out;
  JsonWriter object(out, '{');
  object.key("articles") += std::to_string(audit.n_articles);
  object.key("copies") += std::to_string(audit.n_copies);
  object.key("all");
  add_count(out, audit.all);
  object.key("sources");
  JsonWriter sources(out, '{');
  for (size_t i = 0; i < kNSourceGroups; ++i) {
    sources.key(name(static_cast<SourceGroup>(i)));
    add_count(out, audit.sources[i]);
  }
  sources.close();
  object.key("pronouns");
  JsonWriter pronouns(out, '{');
  for (size_t i = 0; i < kNPronounGroups; ++i) {
    pronouns.key(name(static_cast<PronounGroup>(i)));
    JsonWriter group(out, '{');
    group.key("people") += std::to_string(audit.n_people[i]);
    group.key("count");
    add_count(out, audit.pronouns[i]);
    group.close();
  }
  pronouns.close();
  object.key("quoted");
  add_people(out, audit.quoted);
  object.key("never_quoted");
  add_people(out, audit.never_quoted);
  object.close();
  return out + '\n';
}

Response get_audit(RecordPool& pool, const Request& request, const PathArguments&) {
  Parameters parameters(request.target.query);
  const RecordScope scope = RecordScope::of(parameters);
  const auto most = static_cast<size_t>(parameters.number("limit", 1, 1000).value_or(50));
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  auto db = pool.take();
  if (!db) return error_response(db.error());
  const auto found = audit(**db, scope, most);
  return found ? json_response(audit_json(*found)) : error_response(found.error());
}

constexpr int64_t kLeastOfSection = 2;  // an address of one article alone names no section

struct FoldedLess {
  bool operator()(const std::string& a, const std::string& b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
      return ascii_lower(x) < ascii_lower(y);
    });
  }
};

struct Outlet {
  int64_t n_articles = 0;
  int64_t n_statements = 0;
  std::set<std::string, FoldedLess> named_sections;             // by articles themselves
  std::map<std::string, int64_t, FoldedLess> address_sections;  // of others, with how many
};

Result<std::string> outlets_json(Database& db) {
  auto query = db.prepare(
      "SELECT p.name, a.url, a.n_statements, a.day, c.name FROM articles AS a "
      "LEFT JOIN sections AS c ON c.id = a.section_id "
      "LEFT JOIN publishers AS p ON p.id = a.publisher_id");
  if (!query) return tl::unexpected(query.error());
  std::map<std::string, Outlet> outlets;
  int64_t first = 0, last = 0;
  QUOTH_TRY(for_each_row(*query, [&] {
    Outlet& outlet = outlets[std::string(query->text(0))];
    ++outlet.n_articles;
    outlet.n_statements += query->integer(2);
    const std::string_view named = query->text(4);
    if (!named.empty()) outlet.named_sections.emplace(named);
    const std::string_view section = section_of(query->text(1));
    if (named.empty() && !section.empty()) ++outlet.address_sections[std::string(section)];
    const int64_t day = query->integer(3);
    if (day == 0) return;
    if (first == 0 || day < first) first = day;
    last = std::max(last, day);
  }));
  std::string out;
  JsonWriter object(out, '{');
  object.field("first", format_day(first));
  object.field("last", format_day(last));
  object.key("outlets");
  JsonWriter list(out, '[');
  for (const auto& [name, outlet] : outlets) {
    list.element();
    JsonWriter item(out, '{');
    item.field("name", name);
    item.key("articles") += std::to_string(outlet.n_articles);
    item.key("statements") += std::to_string(outlet.n_statements);
    item.key("sections");
    JsonWriter sections(out, '[');
    std::set<std::string, FoldedLess> all = outlet.named_sections;
    for (const auto& [section, n] : outlet.address_sections) {
      if (n >= kLeastOfSection) all.insert(section);
    }
    for (const std::string& section : all) append_json_string(sections.element(), section);
    sections.close();
    item.close();
  }
  list.close();
  object.close();
  return out + '\n';
}

Response get_outlets(RecordPool& pool, const Request& request, const PathArguments&) {
  Parameters parameters(request.target.query);
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  auto db = pool.take();
  if (!db) return error_response(db.error());
  auto json = outlets_json(**db);
  return json ? json_response(*std::move(json)) : error_response(json.error());
}

}  // namespace

void add_audit_api(Router& router, RecordPool& pool) {
  router.add({Method::kGet, "/api/outlets", Lane::kSlow,
              [&pool](const Request& request, const PathArguments& arguments) {
                return get_outlets(pool, request, arguments);
              }});
  router.add({Method::kGet, "/api/audit", Lane::kSlow,
              [&pool](const Request& request, const PathArguments& arguments) {
                return get_audit(pool, request, arguments);
              }});
}

}  // namespace quoth
