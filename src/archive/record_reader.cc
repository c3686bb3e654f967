#include "archive/record_reader.h"

#include <algorithm>
#include <utility>

namespace quoth {
namespace {

constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kArcBegin = "filedesc://";
constexpr std::string_view kVersionName = "WARC/";

}  // namespace

Result<std::optional<ArchiveRecord>> RecordReader::next(ByteSource& source) {
  source.consume(std::exchange(consume_, 0));
  offset_ = source.offset();
  if (const auto skipped = skip_block(source); !skipped) return tl::unexpected(skipped.error());
  const auto found = is_lost_ ? find_record(source) : skip_line_ends(source);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::nullopt;
  offset_ = source.offset();
  return read_record(source);
}

// Fails at the record that begins at offset_; the next call searches for one from here on.
tl::unexpected<Error> RecordReader::lose(const ByteSource& source, std::string message) {
  is_lost_ = true;
  return fail(ErrorCode::kInvalidArchive, std::move(message), byte_place(source.path(), offset_));
}

// ByteSource::grow(); on failure what is held is given up, as it ends at a gap.
Result<bool> RecordReader::grow(ByteSource& source) {
  const auto grown = source.grow();
  if (!grown) {
    source.consume(source.held().size());
    offset_ = source.offset();
    skip_bytes_ = 0;
    is_lost_ = true;
  }
  return grown;
}

// False if the file ends before so many bytes are held.
Result<bool> RecordReader::hold(ByteSource& source, uint64_t n_bytes) {
  while (source.held().size() < n_bytes) {
    const auto grown = grow(source);
    if (!grown || !*grown) return grown;
  }
  return true;
}

// False at the end of the file.
Result<bool> RecordReader::skip_line_ends(ByteSource& source) {
  while (true) {
    const std::string_view held = source.held();
    const size_t n = std::min(held.find_first_not_of(kLineEnds), held.size());
    source.consume(n);
    if (n < held.size()) return true;
    const auto grown = grow(source);
    if (!grown || !*grown) return grown;
  }
}

// Consumes up to the begin of a record; false if there is none.
Result<bool> RecordReader::find_record(ByteSource& source) {
  bool begins_line = true;  // or stands behind a gap
  while (true) {
    const std::string_view held = source.held();
    const size_t at = is_arc_ ? find_arc_line(held) : find_warc_line(held, begins_line);
    if (at != held.npos) {
      source.consume(at);
      is_lost_ = false;
      return true;
    }
    begins_line = begins_line && held.empty();
    size_t n_kept = kRecordLineBytes;
    if (is_arc_) n_kept = held.size() - (held.rfind('\n') + 1);  // the line that goes on
    if (n_kept > kMaxRecordHeadBytes) n_kept = 0;
    source.consume(held.size() - std::min(n_kept, held.size()));
    const auto grown = grow(source);
    if (!grown || !*grown) {
      source.consume(source.held().size());
      return grown;
    }
  }
}

// Passes over a block that is too large, or as much of it as there is before the next record
// begins: such a length is likely to be wrong.
Result<void> RecordReader::skip_block(ByteSource& source) {
  while (skip_bytes_ > 0) {
    const size_t n_held = std::min<uint64_t>(source.held().size(), skip_bytes_);
    const std::string_view held = source.held().substr(0, n_held);
    const size_t at = is_arc_ ? held.npos : find_warc_line(held, false);
    if (at != held.npos && is_warc_head(held.substr(at))) {
      source.consume(at);
      skip_bytes_ = 0;
      break;
    }
    size_t n = n_held;
    if (n_held < skip_bytes_) n -= std::min<size_t>(n, kRecordLineBytes);
    source.consume(n);
    skip_bytes_ -= n;
    if (skip_bytes_ == 0) break;
    const auto grown = grow(source);
    if (!grown) return tl::unexpected(grown.error());
    if (!*grown) {
      source.consume(source.held().size());
      skip_bytes_ = 0;
    }
  }
  return {};
}

Result<std::optional<ArchiveRecord>> RecordReader::read_record(ByteSource& source) {
  if (const auto held = hold(source, kRecordLineBytes); !held) {
    return tl::unexpected(held.error());
  }
  is_arc_ = is_arc_ || source.held().starts_with(kArcBegin);
  auto head = is_arc_ ? read_arc_head(source) : read_warc_head(source);
  if (!head) return tl::unexpected(head.error());
  return read_block(source, *std::move(head));
}

// Consumes the head. Of one that is no head, so much that it is not found again.
Result<RecordHead> RecordReader::read_warc_head(ByteSource& source) {
  if (!is_warc_line(source.held())) {
    source.consume(1);
    return lose(source, "no record begins where one should");
  }
  std::optional<size_t> size;
  for (size_t searched = 0; !size;) {
    const std::string_view held = source.held().substr(0, kMaxRecordHeadBytes);
    size = header_size(held, searched);
    searched = held.size() - std::min<size_t>(held.size(), 2);  // a line end may be cut
    if (size) break;
    if (held.size() == kMaxRecordHeadBytes) {
      source.consume(kVersionName.size());
      return lose(source, "the head of the record has no end");
    }
    const auto grown = grow(source);
    if (!grown) return tl::unexpected(grown.error());
    if (!*grown) {
      source.consume(kVersionName.size());
      return lose(source, "the file ends inside the head of a record");
    }
  }
  auto head = parse_warc_head(source.held().substr(0, *size));
  if (!head) {
    source.consume(kVersionName.size());
    return lose(source, "the record has no valid Content-Length");
  }
  source.consume(*size);
  return *std::move(head);
}

Result<RecordHead> RecordReader::read_arc_head(ByteSource& source) {
  size_t end = source.held().find('\n');
  while (end == std::string_view::npos && source.held().size() <= kMaxRecordHeadBytes) {
    const size_t searched = source.held().size();
    const auto grown = grow(source);
    if (!grown) return tl::unexpected(grown.error());
    if (!*grown) break;
    end = source.held().find('\n', searched);
  }
  auto head = end == std::string_view::npos || end > kMaxRecordHeadBytes
                  ? std::nullopt
                  : parse_arc_line(source.held().substr(0, end));
  if (!head) {
    source.consume(1);
    return lose(source, "no record begins where one should");
  }
  source.consume(end + 1);
  return *std::move(head);
}

// What may stand behind a block: two line ends (one in ARC), the next record, or the end of the
// file.
bool RecordReader::ends_well(std::string_view rest) const {
  if (rest.starts_with("\r\n\r\n") || rest.starts_with("\n\n")) return true;
  if (is_arc_ && (rest.starts_with('\n') || rest.starts_with("\r\n"))) return true;
  rest.remove_prefix(std::min(rest.find_first_not_of(kLineEnds), rest.size()));
  return rest.empty() || kVersionName.starts_with(rest.substr(0, kVersionName.size()));
}

Result<std::optional<ArchiveRecord>> RecordReader::read_block(ByteSource& source, RecordHead head) {
  const uint64_t length = head.block_bytes;
  if (length > max_block_bytes_) {
    skip_bytes_ = length;
    return ArchiveRecord{std::move(head), {}, true};
  }
  const auto held = hold(source, length);
  if (!held) return tl::unexpected(held.error());
  if (!*held) return lose(source, "the record ends too early");
  constexpr size_t kBehind = 4 + kVersionName.size();
  while (source.held().size() < length + kBehind) {
    const auto grown = source.grow();
    if (!grown && grown.error().where == byte_place(source.path(), offset_)) {
      // The member that the record lies in does not pass its check: the record is not to be
      // trusted.
      source.consume(source.held().size());
      is_lost_ = true;
      return tl::unexpected(grown.error());
    }
    if (!grown) source.postpone(grown.error());
    if (!grown || !*grown) break;
  }
  if (!ends_well(source.held().substr(length, kBehind))) {
    return lose(source, "the Content-Length of the record is wrong");
  }
  consume_ = length;
  return ArchiveRecord{std::move(head), source.held().substr(0, length), false};
}

}  // namespace quoth
