#include "serve/network_api.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "serve/parameters.h"
#include "serve/record_scope.h"
#include "store/rows.h"
#include "write/json_text.h"

namespace quoth {
namespace {

constexpr std::string_view kAnswer = "answer";

struct Tie {
  int64_t from = 0;
  int64_t to = 0;
  std::string act;
  int64_t n = 0;
};

struct Node {
  int64_t n_made = 0;
  int64_t n_about = 0;
};

struct NetworkQuery {
  RecordScope scope;
  std::optional<std::string> act;
  std::optional<int64_t> person;
  size_t most = 150;
};

Result<void> read_ties(Database& db, const NetworkQuery& asked, const std::string& joins,
                       const std::string& act, std::vector<Tie>& ties) {
  auto query = db.prepare(
      "SELECT f.person_id, t.person_id, " + act +
      ", count(*) FROM articles AS a JOIN statements AS s ON s.article_id = a.id "
      "JOIN speakers AS k ON k.statement_id = s.id JOIN entities AS f ON f.id = k.entity_id " +
      joins + " WHERE " + asked.scope.condition(1) +
      " AND f.person_id IS NOT NULL AND t.person_id IS NOT NULL AND f.person_id <> t.person_id "
      "GROUP BY 1, 2, 3");
  if (!query) return tl::unexpected(query.error());
  asked.scope.bind(*query, 1);
  return for_each_row(*query, [&] {
    Tie tie{query->integer(0), query->integer(1), std::string(query->text(2)), query->integer(3)};
    if (asked.act && tie.act != *asked.act) return;
    if (asked.person && tie.from != *asked.person && tie.to != *asked.person) return;
    ties.push_back(std::move(tie));
  });
}

// Those with most statements about others and of others about them.
std::vector<int64_t> choose_people(const std::vector<Tie>& ties, size_t most,
                                   std::unordered_map<int64_t, Node>& nodes) {
  for (const Tie& tie : ties) {
    nodes[tie.from].n_made += tie.n;
    nodes[tie.to].n_about += tie.n;
  }
  std::vector<int64_t> people;
  for (const auto& [id, node] : nodes) people.push_back(id);
  std::sort(people.begin(), people.end(), [&](int64_t a, int64_t b) {
    return std::tuple(-nodes[a].n_made - nodes[a].n_about, a) <
           std::tuple(-nodes[b].n_made - nodes[b].n_about, b);
  });
  if (people.size() > most) people.resize(most);
  return people;
}

Result<std::string> network_json(Database& db, const NetworkQuery& asked) {
  std::vector<Tie> ties;
  QUOTH_TRY(read_ties(db, asked,
                      "JOIN abouts AS b ON b.statement_id = s.id JOIN entities AS t "
                      "ON t.id = b.entity_id",
                      "coalesce(s.act, '')", ties));
  QUOTH_TRY(read_ties(db, asked,
                      "JOIN statements AS r ON r.article_id = s.article_id AND r.number = "
                      "s.replies_to JOIN speakers AS w ON w.statement_id = r.id "
                      "JOIN entities AS t ON t.id = w.entity_id",
                      "'answer'", ties));
  std::unordered_map<int64_t, Node> nodes;
  const std::vector<int64_t> people = choose_people(ties, asked.most, nodes);
  const std::unordered_set<int64_t> chosen(people.begin(), people.end());
  auto names = db.prepare("SELECT coalesce(renamed, name), kind FROM people WHERE id = ?");
  if (!names) return tl::unexpected(names.error());
  std::string out;
  JsonWriter object(out, '{');
  object.key("people");
  JsonWriter list(out, '[');
  for (const int64_t id : people) {
    names->bind(1, id);
    QUOTH_TRY(for_each_row(*names, [&] {
      list.element();
      JsonWriter person(out, '{');
      person.key("id") += std::to_string(id);
      person.field("name", names->text(0));
      person.field("kind", names->text(1));
      person.key("statements") += std::to_string(nodes[id].n_made);
      person.key("about") += std::to_string(nodes[id].n_about);
      person.close();
    }));
  }
  list.close();
  object.key("ties");
  JsonWriter lines(out, '[');
  for (const Tie& tie : ties) {
    if (!chosen.contains(tie.from) || !chosen.contains(tie.to)) continue;
    lines.element();
    JsonWriter line(out, '{');
    line.key("from") += std::to_string(tie.from);
    line.key("to") += std::to_string(tie.to);
    line.field("act", tie.act);
    line.key("n") += std::to_string(tie.n);
    line.close();
  }
  lines.close();
  object.key("left_out") += std::to_string(nodes.size() - people.size());
  object.close();
  return out + '\n';
}

Response get_network(RecordPool& pool, const Request& request) {
  Parameters parameters(request.target.query);
  NetworkQuery asked;
  asked.scope = RecordScope::of(parameters);
  asked.act = parameters.choice("act", {"assert", "opine", "accuse", "support", "deny", "concede",
                                        "demand", "commit", "predict", "ask", kAnswer});
  asked.person = parameters.number("person", 1, kMaxNumber);
  asked.most = static_cast<size_t>(parameters.number("limit", 2, 500).value_or(150));
  if (const auto wrong = parameters.error()) return error_response(*wrong);
  auto db = pool.take();
  if (!db) return error_response(db.error());
  auto json = network_json(**db, asked);
  return json ? json_response(*std::move(json)) : error_response(json.error());
}

}  // namespace

void add_network_api(Router& router, RecordPool& pool) {
  router.add({Method::kGet, "/api/network", Lane::kSlow,
              [&pool](const Request& request, const PathArguments&) {
                return get_network(pool, request);
              }});
}

}  // namespace quoth
