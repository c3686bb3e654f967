// Dates as feeds and news records write them.
#pragma once

#include <string>
#include <string_view>

namespace quoth {

// A date, or a date and time, in ISO 8601; empty if `given` is none.
//
//   RFC 3339     2024-03-05T08:30:00.250Z           -> 2024-03-05T08:30:00Z
//   SQL          2024-03-05 08:30:00                -> 2024-03-05T08:30:00
//   RFC 822      Tue, 5 Mar 24 08:30 EST            -> 2024-03-05T08:30:00-05:00
//   RFC 2822     Tue, 05 Mar 2024 08:30:00 +0100    -> 2024-03-05T08:30:00+01:00
//   compact      20240305T083000Z, 20240305083000   -> 2024-03-05T08:30:00Z, …:00
//   a day        2024-03-05                         -> 2024-03-05
//
// Fractions of seconds are dropped, a missing offset stays missing, the day of the week is not
// checked. Years of two digits are 1970 to 2069.
std::string to_iso_date(std::string_view given);

}  // namespace quoth
