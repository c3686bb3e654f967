// Dates as pages write them.
#pragma once

#include <string>
#include <string_view>

namespace quoth {

// The first date of `text` as "2020-03-15", empty if there is none: ISO 8601 with or without a
// time, "15. März 2020", "March 15th, 2020", "15.03.2020", "15/03/2020" (the day first unless that
// cannot be), "2020/03/15", "20200315". Months in the languages of data/months.txt. Years before
// 1980 or after 2099 and days that do not exist are no dates.
std::string find_date(std::string_view text);

// The date in a path: "/2020/03/15/", "/2020-03-15-", "/20200315". Empty if there is none.
std::string find_url_date(std::string_view url);

}  // namespace quoth
