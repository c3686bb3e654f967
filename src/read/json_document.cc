#include "read/json_document.h"

#include <simdjson.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "read/json_check.h"
#include "read/news_object.h"

namespace quoth {
namespace {

using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// A list that is the file, one under a key, or one that describes a page as well as its article.
enum class List { kFile, kMember, kGraph };

class Documents {
 public:
  Documents(std::string_view json, const std::string& where, const DocumentLimits& limits)
      : json_(json), where_(where), limits_(limits) {}

  std::vector<ReadItem> read(ondemand::document& document) {
    ondemand::json_type type;
    ondemand::value value;
    if (document.type().get(type) != SUCCESS || document.get_value().get(value) != SUCCESS) {
      type = ondemand::json_type::null;
    }
    if (type == ondemand::json_type::array) {
      read_list(value, List::kFile);
    } else if (type == ondemand::json_type::object) {
      read_top(value);
    } else {
      add_failure(ErrorCode::kInvalidDocument, "neither an object nor an array", where_);
    }
    return std::move(items_);
  }

 private:
  // The object that is the whole file.
  void read_top(ondemand::value value) {
    NewsObject object(where_);
    read_members(value, object, [&](const NewsKey& key, ondemand::value list) {
      ondemand::json_type type;
      if (list.type().get(type) != SUCCESS || type != ondemand::json_type::array) return;
      read_list(list, key.name == "@graph" ? List::kGraph : List::kMember);
    });
    if (!object.has_body() && !items_.empty()) return;
    items_.clear();
    items_.push_back(std::move(object).finish());
  }

  void read_list(ondemand::value value, List list) {
    ondemand::array array;
    size_t number = 0;
    if (value.get_array().get(array) != SUCCESS) return;
    for (auto element : array) {
      const std::string where = where_ + '#' + std::to_string(++number);
      if (items_.size() == limits_.max_items) {
        return add_failure(
            ErrorCode::kTooLarge,
            "more than the limit of " + std::to_string(limits_.max_items) + " documents", where);
      }
      ondemand::value item;
      ondemand::json_type type;
      if (element.get(item) != SUCCESS || item.type().get(type) != SUCCESS) return;
      if (type != ondemand::json_type::object) {
        if (list == List::kFile) add_failure(ErrorCode::kInvalidDocument, "not an object", where);
        continue;
      }
      NewsObject object(where);
      read_members(item, object, [](const NewsKey&, ondemand::value) {});
      if (list != List::kGraph || object.has_body()) items_.push_back(std::move(object).finish());
    }
  }

  template <typename UseList>
  void read_members(ondemand::value value, NewsObject& object, UseList use_list) {
    ondemand::object members;
    if (value.get_object().get(members) != SUCCESS) return;
    for (auto member : members) {
      ondemand::field field;
      std::string_view name;
      if (std::move(member).get(field) != SUCCESS || field.unescaped_key().get(name) != SUCCESS) {
        return;
      }
      const NewsKey* key = find_news_key(name);
      if (key && key->field == NewsField::kList) {
        use_list(*key, field.value());
      } else {
        object.read(name, field.value(), json_);
      }
    }
  }

  void add_failure(ErrorCode code, std::string message, const std::string& where) {
    items_.push_back(FailedInput{where, {code, std::move(message), where}});
  }

  std::string_view json_;
  const std::string& where_;
  const DocumentLimits& limits_;
  std::vector<ReadItem> items_;
};

}  // namespace

std::vector<ReadItem> read_json_document(std::string_view bytes, const std::string& where,
                                         const DocumentLimits& limits) {
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  const auto failed = [&](Error error) {
    std::vector<ReadItem> items;
    items.push_back(FailedInput{where, std::move(error)});
    return items;
  };
  if (bytes.size() > limits.max_bytes) {
    return failed({ErrorCode::kTooLarge,
                   "larger than the limit of " + std::to_string(limits.max_bytes) + " bytes",
                   where});
  }
  if (auto error = find_json_error(bytes, where, "file")) return failed(*std::move(error));
  std::string padded;
  padded.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
  padded = bytes;
  padded.resize(bytes.size() + simdjson::SIMDJSON_PADDING);
  ondemand::parser parser;
  ondemand::document document;
  const simdjson::padded_string_view view(padded.data(), bytes.size(), padded.size());
  if (const auto error = parser.iterate(view).get(document)) {
    return failed({ErrorCode::kInvalidJson, simdjson::error_message(error), where});
  }
  return Documents(std::string_view(padded.data(), bytes.size()), where, limits).read(document);
}

}  // namespace quoth
