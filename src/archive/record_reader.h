// The records of a web archive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/byte_source.h"
#include "archive/record_head.h"
#include "quoth/error.h"

namespace quoth {

struct ArchiveRecord {
  RecordHead head;
  std::string_view block;     // valid until the next call of RecordReader::next()
  bool is_too_large = false;  // the block has more bytes than are held at once, and is empty here
};

// Splits a WARC file of any version, or an ARC file, into its records. A file that lies about its
// lengths, is cut off, or holds garbage loses the records in question and no others: the next one
// is searched for by the line that records begin with. A record in a member of gzip that fails its
// check is lost too.
//
// Memory: a block of at most `max_block_bytes`, and what ByteSource holds beyond it. Every byte is
// looked at a bounded number of times.
class RecordReader {
 public:
  explicit RecordReader(uint64_t max_block_bytes) : max_block_bytes_(max_block_bytes) {}

  // The next record, nothing at the end of the file. Fails with kInvalidArchive, or as
  // ByteSource::grow() does; where is "PATH: byte N", the begin of the record at fault. The next
  // call goes on behind the fault.
  Result<std::optional<ArchiveRecord>> next(ByteSource& source);

  // Where the record begins, or the fault, that next() told of last: ByteSource::offset().
  uint64_t offset() const { return offset_; }

 private:
  Result<std::optional<ArchiveRecord>> read_record(ByteSource& source);
  Result<RecordHead> read_warc_head(ByteSource& source);
  Result<RecordHead> read_arc_head(ByteSource& source);
  Result<std::optional<ArchiveRecord>> read_block(ByteSource& source, RecordHead head);
  Result<bool> grow(ByteSource& source);
  Result<bool> hold(ByteSource& source, uint64_t n_bytes);
  Result<bool> skip_line_ends(ByteSource& source);
  Result<bool> find_record(ByteSource& source);
  Result<void> skip_block(ByteSource& source);
  bool ends_well(std::string_view rest) const;
  tl::unexpected<Error> lose(const ByteSource& source, std::string message);

  uint64_t max_block_bytes_;
  bool is_arc_ = false;
  bool is_lost_ = false;     // not at the begin of a record, which is to be searched for
  uint64_t skip_bytes_ = 0;  // of a block that is too large
  size_t consume_ = 0;       // bytes of the block returned last
  uint64_t offset_ = 0;
};

}  // namespace quoth
