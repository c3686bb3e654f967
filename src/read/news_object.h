// One document in JSON, in any of the dialects of read/news_keys.h.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "quoth/error.h"
#include "quoth/record.h"
#include "read/news_keys.h"
#include "read/reader.h"

namespace quoth {

// Fills an article from the members of an object, in whatever order they come; of a key that comes
// twice the last one counts. Where the text is under a key of quoth's own format the other keys of
// that format must be strings, or author a list of them; elsewhere what has another type is
// ignored. The first fault is kept and the rest still read, for the id.
//
// Values that do not nest are read in depth of at most three: {"name": "…"}, or lists of these.
class NewsObject {
 public:
  // `where` names the object in errors and is its id if it has none. With `text_at`, the offset of
  // the object's first byte in the input, the source map of a text in quoth's own format is made.
  explicit NewsObject(std::string where, std::optional<uint64_t> text_at = {})
      : where_(std::move(where)), text_at_(text_at) {
    ranks_.fill(kNoRank);
  }

  // Reads a member. `json` is the buffer that the parser iterates, for offsets into it.
  void read(std::string_view key, simdjson::ondemand::value value, std::string_view json);
  void note(ErrorCode code, std::string message);

  // True if one of the members so far was a text or the like.
  bool has_body() const { return body_rank_ != kNoRank || has_empty_body_; }

  // An article; a page, of markup; kNoArticle for a null or empty text in a dialect other than
  // quoth's own; or the fault.
  ReadItem finish() &&;

 private:
  static constexpr uint8_t kNoRank = UINT8_MAX;

  void read_id(const NewsKey& key, simdjson::ondemand::value value);
  void read_text(const NewsKey& key, simdjson::ondemand::value value, std::string_view json);
  void read_bodies(const NewsKey& key, simdjson::ondemand::value value);
  void read_quotes(const NewsKey& key, simdjson::ondemand::value value);
  void read_field(const NewsKey& key, simdjson::ondemand::value value);
  void set_body(const NewsKey& key, std::string body, bool is_markup);
  void set(const NewsKey& key, std::string value);
  void translate();

  std::string where_;
  std::optional<uint64_t> text_at_;
  Article article_;
  std::array<uint8_t, 16> ranks_;  // of the keys that fields were read from, kNoRank for none
  uint8_t body_rank_ = kNoRank;
  bool is_markup_ = false;
  bool has_empty_body_ = false;
  std::optional<Error> error_;        // counts in quoth's own format
  std::optional<Error> fatal_error_;  // counts in any
};

}  // namespace quoth
