// Makes the entries of a feed from the events of an XML parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quoth/error.h"
#include "read/feed_entry.h"
#include "read/limits.h"

namespace quoth {

// Takes start tags, characters and end tags in document order, the names with their prefixes. Which
// element is what depends on its parent, its vocabulary and its name: the title of an entry is a
// child of it, and not the title of a picture in it. What is in a text of the feed is kept as
// markup, tags without their prefixes.
class FeedBuilder {
 public:
  explicit FeedBuilder(const DocumentLimits& limits) : limits_(limits) {}

  using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

  // False when a limit is passed; fault() then tells which, and no more may be put in.
  bool start(std::string_view name, const Attributes& attributes);
  bool end(std::string_view name);
  bool characters(std::string_view text);
  bool entity(std::string_view name);  // one that is not declared

  const std::optional<Error>& fault() const { return fault_; }
  // True once the root element was one of a feed.
  bool is_feed() const { return is_feed_; }
  const FeedEntry& feed() const { return feed_; }
  const std::vector<FeedEntry>& entries() const { return entries_; }

 private:
  enum class Vocabulary : uint8_t { kFeed, kContent, kDublinCore, kOther };
  enum class Kind : uint8_t { kOther, kRoot, kChannel, kEntry, kAuthor };
  enum class Field : uint8_t {
    kNone,
    kId,
    kTitle,
    kLink,
    kCreator,
    kAuthorName,
    kPublished,
    kUpdated,
    kLanguage,
    kContent,
    kTeaser,
  };

  struct Name {
    Vocabulary vocabulary = Vocabulary::kOther;
    std::string_view local;
  };

  static Vocabulary vocabulary_of(std::string_view uri);
  Name resolve(std::string_view name) const;
  void declare(const Attributes& attributes);
  Kind kind_of(const Name& name, Kind parent);
  static Field field_of(const Name& name, bool in_entry);
  void open(Kind kind, const Attributes& attributes);
  void begin_field(Field field, const Name& name, const Attributes& attributes);
  void take_link(const Attributes& attributes);
  void store(Field field, std::string text);
  bool append(std::string_view text);
  bool fail_with(ErrorCode code, std::string message);

  bool in_entry() const { return entry_.has_value(); }
  FeedEntry& target() { return entry_ ? *entry_ : feed_; }

  const DocumentLimits& limits_;
  std::map<std::string, Vocabulary, std::less<>> prefixes_;
  std::vector<Kind> open_;
  FeedEntry feed_;
  std::optional<FeedEntry> entry_;
  std::vector<FeedEntry> entries_;

  Field field_ = Field::kNone;  // whose text is being read
  size_t field_depth_ = 0;      // open elements with that of the field
  bool is_markup_ = false;      // the field's characters are markup, or escaped into it
  bool is_escaped_ = false;     // … the latter
  std::string text_;
  std::string author_text_;

  uint64_t n_bytes_ = 0;  // of all fields
  bool is_feed_ = false;
  std::optional<Error> fault_;
};

}  // namespace quoth
