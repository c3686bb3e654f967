// Who stands where: what each speaker of an article accused, supported, denied, conceded, demanded
// and promised, and whose statement answers whose.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "write/selection.h"
#include "write/writer.h"

namespace quoth {

// Appends a section that is empty where no statement takes a stand:
//
//   Who stands where
//     Ines Duarte
//       accused “The pumps were never serviced.”
//     Bo Lind
//       denied that anybody had skipped a service (answers Ines Duarte)
//
// Speakers in the order of their first stand, each with one line a statement, in text order, filled
// and wrapped like the rest; the words are cut after kStandWords. A statement that takes no stand
// but answers another one is shown as "answered"; one whose speaker is not known is left out.
void append_stands(std::string& out, std::string_view text, const std::vector<Selected>& selected,
                   const WriteOptions& options);

constexpr size_t kStandWords = 16;

}  // namespace quoth
