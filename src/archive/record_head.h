// The heads of archive records: WARC (ISO 28500, versions 0.17 to 1.1) and ARC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/headers.h"

namespace quoth {

enum class RecordType : uint8_t {
  kResponse,    // with the message that the server sent; also of ARC
  kResource,    // what was stored without a protocol around it
  kConversion,  // made of another record: the text of a page in a WET file
  kOther,       // request, metadata, revisit, warcinfo, continuation, …
};

struct RecordHead {
  RecordType type = RecordType::kOther;
  std::string id;            // WARC-Record-ID without angle brackets; empty in ARC
  std::string target_uri;    // empty where the record has none
  MediaType content_type;    // of the block
  uint64_t block_bytes = 0;  // Content-Length
};

// The most bytes of the head of a record.
constexpr size_t kMaxRecordHeadBytes = 64 << 10;
// The most bytes of the line that an archive record begins with, as far as it is needed to tell.
constexpr size_t kRecordLineBytes = 16;

// True if `bytes` begin with a line "WARC/1.0" or of another version.
bool is_warc_line(std::string_view bytes);

// True if a field that records have follows that line, as far as kRecordLineBytes show.
bool is_warc_head(std::string_view bytes);

// The place of the first such line behind a line feed, or where `bytes` begin if that is the begin
// of a line, or anywhere with a field behind it: the record before may be cut off. npos if there is
// none. A line of which less than kRecordLineBytes are there may be missed.
size_t find_warc_line(std::string_view bytes, bool begins_line);

// `head` is all up to the blank line. Nothing without a Content-Length that is a number.
std::optional<RecordHead> parse_warc_head(std::string_view head);

// The one line of an ARC record, without its end: URL, address of the server, date, media type, …
// length. Nothing if it is none. The first record of a file ("filedesc://…") is kOther.
std::optional<RecordHead> parse_arc_line(std::string_view line);

// The place of the first line of an ARC record that begins `bytes` or stands behind a line feed;
// npos if there is none. Lines whose end is not there are not looked at.
size_t find_arc_line(std::string_view bytes);

}  // namespace quoth
