#include "html/json_ld.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_map>

#include "html/entities.h"

namespace quoth {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr size_t kMaxScriptBytes = 1 << 20;
constexpr size_t kMaxScripts = 32;
constexpr size_t kMaxDepth = 64;  // of a script; more is no JSON-LD
constexpr size_t kMaxObjects = 5000;
constexpr size_t kMaxAuthors = 16;

std::string text_of(element value) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return "";
  return text.find('&') == std::string_view::npos ? std::string(text) : decode_attribute(text);
}

std::string field(object from, std::string_view key) {
  element value;
  return from[key].get(value) == simdjson::SUCCESS ? text_of(value) : "";
}

// Of a string or a list of strings, the first.
std::string first_text(object from, std::string_view key) {
  element value;
  if (from[key].get(value) != simdjson::SUCCESS) return "";
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return text_of(value);
  return list.size() == 0 ? "" : text_of(list.at(0));
}

// How much a type speaks for an article: 0 not at all.
int type_rank(element type) {
  simdjson::dom::array types;
  if (type.get(types) == simdjson::SUCCESS) {
    int best = 0;
    for (const element t : types) best = t.is_string() ? std::max(best, type_rank(t)) : best;
    return best;
  }
  std::string_view name;
  if (type.get(name) != simdjson::SUCCESS) return 0;
  if (name.ends_with("Article") || name.ends_with("Posting") || name == "Report") return 3;
  if (name == "Recipe" || name == "Review" || name == "CreativeWork" || name == "HowTo") return 2;
  return name.ends_with("WebPage") || name == "ItemPage" ? 1 : 0;
}

class Reader {
 public:
  LinkedData read(const std::vector<std::string_view>& scripts) {
    for (const std::string_view script : scripts) {
      if (script.size() <= kMaxScriptBytes && n_scripts_++ < kMaxScripts) read_script(script);
    }
    return std::move(best_);
  }

 private:
  // The strings of a script are copied before the next one is parsed.
  void read_script(std::string_view script) {
    element root;
    const simdjson::padded_string padded(script);
    if (parser_.allocate(padded.size(), kMaxDepth) != simdjson::SUCCESS ||
        parser_.parse(padded).get(root) != simdjson::SUCCESS) {
      return;
    }
    std::vector<object> objects;
    std::vector<element> open{root};
    while (!open.empty() && objects.size() < kMaxObjects) {
      const element at = open.back();
      open.pop_back();
      std::vector<element> items;
      simdjson::dom::array list;
      object fields;
      if (at.get(list) == simdjson::SUCCESS) {
        for (const element item : list) items.push_back(item);
      } else if (at.get(fields) == simdjson::SUCCESS) {
        objects.push_back(fields);
        for (const auto& [key, value] : fields) items.push_back(value);
      }
      open.insert(open.end(), items.rbegin(), items.rend());
    }
    named_.clear();
    for (const object& o : objects) {
      std::string id = field(o, "@id"), name = field(o, "name");
      if (!id.empty() && !name.empty()) named_.emplace(std::move(id), std::move(name));
    }
    for (const object& o : objects) consider(o);
  }

  void consider(object o) {
    element type;
    if (o["@type"].get(type) != simdjson::SUCCESS) return;
    const int rank = type_rank(type);
    if (rank <= rank_) return;
    rank_ = rank;
    LinkedData data;
    data.headline = field(o, "headline");
    if (data.headline.empty() && rank > 1) data.headline = field(o, "name");
    data.published = field(o, "datePublished");
    if (data.published.empty()) data.published = field(o, "dateCreated");
    data.language = field(o, "inLanguage");
    data.url = field(o, "url");
    element value;
    if (o["author"].get(value) == simdjson::SUCCESS) add_names(value, data.authors);
    if (data.authors.empty() && o["creator"].get(value) == simdjson::SUCCESS) {
      add_names(value, data.authors);
    }
    std::vector<std::string> publishers;
    if (o["publisher"].get(value) == simdjson::SUCCESS) add_names(value, publishers);
    if (!publishers.empty()) data.publisher = publishers.front();
    data.section = first_text(o, "articleSection");
    best_ = std::move(data);
  }

  // The names of a person or organisation, or of several.
  void add_names(element value, std::vector<std::string>& names) const {
    simdjson::dom::array list;
    if (value.get(list) == simdjson::SUCCESS) {
      for (const element item : list) {
        if (!item.is_array() && names.size() < kMaxAuthors) add_names(item, names);
      }
      return;
    }
    object o;
    if (value.get(o) != simdjson::SUCCESS) {
      names.push_back(text_of(value));
      return;
    }
    element name;
    if (o["name"].get(name) == simdjson::SUCCESS && !name.is_object()) {
      if (name.is_array()) return add_names(name, names);
      names.push_back(text_of(name));
    } else if (const auto it = named_.find(field(o, "@id")); it != named_.end()) {
      names.push_back(it->second);
    }
  }

  simdjson::dom::parser parser_;
  size_t n_scripts_ = 0;
  std::unordered_map<std::string, std::string> named_;  // by @id
  LinkedData best_;
  int rank_ = 0;
};

}  // namespace

LinkedData read_json_ld(const std::vector<std::string_view>& scripts) {
  return scripts.empty() ? LinkedData() : Reader().read(scripts);
}

}  // namespace quoth
