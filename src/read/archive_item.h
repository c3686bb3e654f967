// Records of web archives as items of the reader.
#pragma once

#include <cstdint>
#include <string>

#include "archive/record_reader.h"
#include "read/reader.h"

namespace quoth {

// The item that a record is: of a response or resource that is HTML a Page, of one that is plain
// text and of the text in a WET file an Article, else a SkippedInput; a FailedInput of what is
// damaged, or larger than `max_document_bytes` with the codings undone. Its id is the address that
// it was fetched from, else the id of the record, else `where`, the place of the record.
ReadItem item_of(const ArchiveRecord& record, const std::string& where,
                 uint64_t max_document_bytes);

}  // namespace quoth
