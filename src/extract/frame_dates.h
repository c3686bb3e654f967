// Dates of words of time: "on Monday" in an article of 2018-03-28 is 2018-03-26.
#pragma once

#include <string>
#include <string_view>

namespace quoth {

// The date that words of time name, seen from the day an article was published, as ISO 8601 in the
// precision that the words have: "2018-03-26", "2018-03" or "2018"; empty where they name none, or
// one that only another part of the article tells ("that evening", "a week later").
//
// Sayings lie in the past: a weekday is the last one not after the publication, a month the last
// one begun. A span of time is given as far as its ends agree: "last week" is mostly a month.
// `published` is ISO 8601 of a day, a month or a year; what follows the day is ignored; where it is
// empty or coarser than the words need, only dates that stand complete in the words are resolved.
//
//   published 2018-03-28 (a Wednesday)
//   "on Monday"       2018-03-26      "last Wednesday"   2018-03-21    "March 3"    2018-03-03
//   "in May"          2017-05         "two weeks ago"    2018-03       "in 2008"    2008
//   "last night"      2018-03-27      "earlier this year" 2018         "later"      ""
std::string resolve_date(std::string_view words, std::string_view published);

}  // namespace quoth
