#include "store/correction_log.h"

#include <simdjson.h>

#include <optional>
#include <set>
#include <tuple>

#include "store/columns.h"
#include "store/name_forms.h"
#include "store/people_linker.h"
#include "store/rows.h"
#include "write/json_text.h"

namespace quoth {
namespace {

// What the active lines of the log amount to.
struct Overlay {
  std::map<int64_t, int64_t> merged;  // from -> into
  std::map<int64_t, std::string> renamed;
  std::map<std::pair<std::string, std::string>, int64_t> pins;     // class, key -> person
  std::map<std::pair<std::string, std::string>, int64_t> anchors;  // sha256, name -> person

  int64_t now(int64_t person) const {
    for (size_t i = 0; i <= merged.size(); ++i) {
      const auto it = merged.find(person);
      if (it == merged.end()) break;
      person = it->second;
    }
    return person;
  }

  void apply(const std::string& action, const CorrectionDetail& d, const std::string& cls) {
    if (action == "merge" && now(d.into) != now(d.from)) {
      merged[now(d.from)] = now(d.into);
    } else if (action == "split" || action == "assign") {
      for (const EntityAnchor& a : d.anchors) anchors[{a.sha256, a.name}] = d.into;
      for (const std::string& key : d.forms) pins[{cls, key}] = d.into;
      if (action == "split" && !d.name.empty()) renamed[d.into] = d.name;
    } else if (action == "rename") {
      renamed[now(d.into)] = d.name;
    } else if (action == "alias" || action == "unalias") {
      pins[{d.cls, d.key}] = d.into;
    }
  }
};

class Applier {
 public:
  explicit Applier(Database& db) : db_(db) {}

  Result<void> run() {
    Overlay overlay;
    std::vector<std::tuple<std::string, CorrectionDetail>> lines;
    Result<Query> log = db_.prepare(
        "SELECT action, detail FROM corrections WHERE action IN ('merge', 'split', 'assign', "
        "'rename', 'alias', 'unalias') AND id NOT IN (SELECT undoes FROM corrections WHERE undoes "
        "IS "
        "NOT NULL) ORDER BY id");
    QUOTH_TRY(log);
    QUOTH_TRY(for_each_row(
        *log, [&] { lines.emplace_back(log->text(0), CorrectionDetail::parse(log->text(1))); }));
    for (const auto& [action, detail] : lines) {
      const Result<std::string> cls = class_of(detail.into);
      QUOTH_TRY(cls);
      overlay.apply(action, detail, *cls);
    }
    QUOTH_TRY(write_people(overlay));
    QUOTH_TRY(write_pins(overlay));
    return write_anchors(overlay);
  }

 private:
  Result<std::string> class_of(int64_t person) {
    Result<Query> q = db_.prepare("SELECT kind FROM people WHERE id = ?");
    QUOTH_TRY(q);
    std::string cls = "person";
    QUOTH_TRY(for_each_row(q->bind(1, person), [&] {
      if (q->text(0) != "person") cls = "body";
    }));
    return cls;
  }

  Result<void> write_people(const Overlay& overlay) {
    // Whose mergers change: their forms are looked at again.
    std::map<int64_t, int64_t> before;
    Result<Query> read =
        db_.prepare("SELECT id, merged_into FROM people WHERE merged_into IS NOT NULL");
    QUOTH_TRY(read);
    QUOTH_TRY(for_each_row(*read, [&] { before[read->integer(0)] = read->integer(1); }));
    Result<Query> merge = db_.prepare("UPDATE people SET merged_into = ? WHERE id = ?");
    QUOTH_TRY(merge);
    for (const auto& [from, into] : before) {
      if (overlay.merged.contains(from)) continue;
      QUOTH_TRY(merge->bind_null(1).bind(2, from).run());
      touched_.insert({from, into});
    }
    for (const auto& [from, into] : overlay.merged) {
      const auto it = before.find(from);
      if (it != before.end() && it->second == into) continue;
      QUOTH_TRY(merge->bind(1, into).bind(2, from).run());
      touched_.insert({from, into});
      if (it != before.end()) touched_.insert(it->second);
    }
    return write_names(overlay);
  }

  // Those who lose a name that they were given are looked at again, and get the one that settling
  // finds for them.
  Result<void> write_names(const Overlay& overlay) {
    Result<Query> read = db_.prepare("SELECT id FROM people WHERE renamed IS NOT NULL");
    QUOTH_TRY(read);
    QUOTH_TRY(for_each_row(*read, [&] {
      if (!overlay.renamed.contains(read->integer(0))) touched_.insert(read->integer(0));
    }));
    QUOTH_TRY(db_.execute("UPDATE people SET renamed = NULL WHERE renamed IS NOT NULL"));
    Result<Query> rename = db_.prepare("UPDATE people SET renamed = ?1, name = ?1 WHERE id = ?2");
    QUOTH_TRY(rename);
    for (const auto& [person, name] : overlay.renamed) {
      QUOTH_TRY(rename->bind(1, name).bind(2, person).run());
    }
    return {};
  }

  Result<void> write_pins(const Overlay& overlay) {
    std::set<int64_t> forms;
    Result<Query> read =
        db_.prepare("SELECT id, class, key, pin FROM name_forms WHERE pin IS NOT NULL");
    QUOTH_TRY(read);
    std::vector<int64_t> gone;
    QUOTH_TRY(for_each_row(*read, [&] {
      const auto it = overlay.pins.find({std::string(read->text(1)), std::string(read->text(2))});
      if (it == overlay.pins.end() || it->second != read->integer(3))
        gone.push_back(read->integer(0));
    }));
    Result<Query> unpin = db_.prepare("UPDATE name_forms SET pin = NULL WHERE id = ?");
    QUOTH_TRY(unpin);
    for (const int64_t id : gone) {
      QUOTH_TRY(unpin->bind(1, id).run());
      forms.insert(id);
    }
    Result<Query> find =
        db_.prepare("SELECT id, pin FROM name_forms WHERE class = ? AND key = ? AND pin IS NOT ?");
    Result<Query> pin = db_.prepare("UPDATE name_forms SET pin = ? WHERE id = ?");
    QUOTH_TRY(find);
    QUOTH_TRY(pin);
    for (const auto& [key, person] : overlay.pins) {
      if (person == 0) continue;
      std::vector<int64_t> ids;
      QUOTH_TRY(for_each_row(find->bind(1, key.first).bind(2, key.second).bind(3, person),
                             [&] { ids.push_back(find->integer(0)); }));
      for (const int64_t id : ids) {
        QUOTH_TRY(pin->bind(1, person).bind(2, id).run());
        forms.insert(id);
      }
    }
    Result<Query> of = db_.prepare(
        "SELECT id FROM name_forms WHERE home = ?1 UNION SELECT id FROM name_forms WHERE person_id "
        "= "
        "?1 UNION SELECT id FROM name_forms WHERE pin = ?1");
    QUOTH_TRY(of);
    for (const int64_t person : touched_) {
      QUOTH_TRY(for_each_row(of->bind(1, person), [&] { forms.insert(of->integer(0)); }));
    }
    Result<NameForms> names = NameForms::open(db_);
    QUOTH_TRY(names);
    Result<Query> mark = db_.prepare(
        "INSERT OR IGNORE INTO people_pending SELECT class, bucket, -1 FROM name_forms WHERE id = "
        "?");
    QUOTH_TRY(mark);
    for (const int64_t id : forms) {
      QUOTH_TRY(names->refresh(id));
      QUOTH_TRY(mark->bind(1, id).run());
    }
    return {};
  }

  Result<void> write_anchors(const Overlay& overlay) {
    std::set<std::string> articles;  // whose entities are linked anew
    std::map<std::pair<std::string, std::string>, int64_t> before, after;
    for (const auto& [anchor, person] : overlay.anchors) after[anchor] = overlay.now(person);
    Result<Query> read = db_.prepare("SELECT sha256, name, person_id FROM entity_pins");
    QUOTH_TRY(read);
    QUOTH_TRY(for_each_row(*read, [&] {
      before[{std::string(read->text(0)), std::string(read->text(1))}] = read->integer(2);
    }));
    for (const auto& [anchor, person] : before) {
      const auto it = after.find(anchor);
      if (it == after.end() || it->second != person) articles.insert(anchor.first);
    }
    for (const auto& [anchor, person] : after) {
      if (!before.contains(anchor)) articles.insert(anchor.first);
    }
    if (articles.empty()) return {};
    QUOTH_TRY(db_.execute("DELETE FROM entity_pins"));
    Result<Query> insert = db_.prepare("INSERT INTO entity_pins VALUES (?, ?, ?)");
    QUOTH_TRY(insert);
    for (const auto& [anchor, person] : after) {
      QUOTH_TRY(insert->bind(1, anchor.first).bind(2, anchor.second).bind(3, person).run());
    }
    return relink_shared(articles);
  }

  // The articles themselves, and all that have a name in common with a pinned entity there: of such
  // a name some is given away now, or no longer.
  Result<void> relink_shared(const std::set<std::string>& articles) {
    Result<Query> find = db_.prepare(
        "SELECT DISTINCT e.article_id FROM entities AS e WHERE e.form_id IN (SELECT x.form_id FROM "
        "entities AS x JOIN articles AS a ON a.id = x.article_id WHERE a.sha256 = ?1 AND x.name IN "
        "(SELECT name FROM entity_pins WHERE sha256 = ?1)) UNION SELECT e.article_id FROM entities "
        "AS "
        "e WHERE e.link_rule = 'shared' UNION SELECT id FROM articles WHERE sha256 = ?1");
    QUOTH_TRY(find);
    std::set<int64_t> ids;
    for (const std::string& sha256 : articles) {
      QUOTH_TRY(for_each_row(find->bind(1, sha256), [&] { ids.insert(find->integer(0)); }));
    }
    Result<PeopleLinker> linker = PeopleLinker::open(db_);
    QUOTH_TRY(linker);
    for (const int64_t id : ids) QUOTH_TRY(linker->link(id));
    return {};
  }

  Database& db_;
  std::set<int64_t> touched_;
};

}  // namespace

std::string CorrectionDetail::json() const {
  std::string out;
  JsonWriter object(out, '{');
  if (into != 0) object.key("into") += std::to_string(into);
  if (from != 0) object.key("from") += std::to_string(from);
  if (!name.empty()) object.field("name", name);
  if (!cls.empty()) object.field("class", cls);
  if (!key.empty()) object.field("key", key);
  if (!anchors.empty()) {
    JsonWriter list(object.key("entities"), '[');
    for (const EntityAnchor& a : anchors) {
      JsonWriter anchor(list.element(), '{');
      anchor.field("sha256", a.sha256);
      anchor.field("name", a.name);
      anchor.close();
    }
    list.close();
  }
  if (!forms.empty()) object.key("forms") += json_strings(forms);
  object.close();
  return out;
}

CorrectionDetail CorrectionDetail::parse(std::string_view json) {
  CorrectionDetail d;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return d;
  const auto number = [&](const char* key) -> int64_t {
    int64_t value = 0;
    return root[key].get_int64().get(value) == simdjson::SUCCESS ? value : 0;
  };
  const auto text = [](simdjson::dom::element e, const char* key) -> std::string {
    std::string_view value;
    return e[key].get_string().get(value) == simdjson::SUCCESS ? std::string(value) : "";
  };
  d.into = number("into"), d.from = number("from");
  d.name = text(root, "name"), d.cls = text(root, "class"), d.key = text(root, "key");
  simdjson::dom::array list;
  if (root["entities"].get_array().get(list) == simdjson::SUCCESS) {
    for (const simdjson::dom::element e : list)
      d.anchors.push_back({text(e, "sha256"), text(e, "name")});
  }
  if (root["forms"].get_array().get(list) == simdjson::SUCCESS) {
    for (const simdjson::dom::element e : list) {
      std::string_view key;
      if (e.get_string().get(key) == simdjson::SUCCESS) d.forms.emplace_back(key);
    }
  }
  return d;
}

Result<void> apply_corrections(Database& db) { return Applier(db).run(); }

}  // namespace quoth
