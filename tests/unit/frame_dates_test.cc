#include "extract/frame_dates.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

struct Row {
  const char* words;
  const char* date;
};

void expect_dates(std::string_view published, std::initializer_list<Row> rows) {
  for (const Row& r : rows) {
    EXPECT_EQ(resolve_date(r.words, published), r.date) << r.words << " in " << published;
  }
}

// 2018-03-28 is a Wednesday.
TEST(FrameDates, Weekdays) {
  expect_dates("2018-03-28", {{"on Monday", "2018-03-26"},
                              {"Wednesday", "2018-03-28"},
                              {"last Wednesday", "2018-03-21"},
                              {"last Friday", "2018-03-23"},
                              {"On Thursday night", "2018-03-22"},
                              {"late Tuesday", "2018-03-27"},
                              {"SUNDAY", "2018-03-25"},
                              {"at 7 p.m. on Friday", "2018-03-23"},
                              {"Friday last week", "2018-03-23"},
                              {"on Monday of last week", "2018-03-19"},
                              {"Saturday and Sunday", "2018-03"},
                              {"on a Friday", ""},
                              {"the following Monday", ""},
                              {"every Monday", ""},
                              {"the first Sunday of Lent", ""},
                              {"a week ago Monday", ""}});
}

TEST(FrameDates, CalendarDates) {
  expect_dates("2018-03-28", {{"March 3", "2018-03-03"},
                              {"on 3 March", "2018-03-03"},
                              {"the 3rd of March", "2018-03-03"},
                              {"dated 16 October", "2017-10-16"},
                              {"March 29", "2017-03-29"},
                              {"Nov. 19, 2016", "2016-11-19"},
                              {"19 November 2016", "2016-11-19"},
                              {"2016-11-19", "2016-11-19"},
                              {"Monday, March 5", "2018-03-05"},
                              {"in February 2015", "2015-02"},
                              {"February 15-17", "2018-02"},
                              {"between February 15–17", "2018-02"},
                              {"Jan. 30 to Feb. 8", "2018"},
                              {"Dec. 30 – Jan. 2", ""},
                              {"February 30", ""},
                              {"in May", "2017-05"},
                              {"In March", "2018-03"},
                              {"last March", "2017-03"},
                              {"in March last year", "2017-03"},
                              {"this January", "2018-01"},
                              {"next May", ""},
                              {"that May", ""},
                              {"every January", ""},
                              {"in 2008", "2008"},
                              {"In the 1828 presidential race", "1828"},
                              {"in the early 1940s", ""},
                              {"in 2015-16", ""},
                              {"from 2008 to 2012", ""}});
}

TEST(FrameDates, CountedFromThePublication) {
  expect_dates("2018-03-28", {{"yesterday", "2018-03-27"},
                              {"Yesterday's", "2018-03-27"},
                              {"the day before yesterday", "2018-03-26"},
                              {"earlier today", "2018-03-28"},
                              {"this morning", "2018-03-28"},
                              {"last night", "2018-03-27"},
                              {"tonight", "2018-03-28"},
                              {"three days ago", "2018-03-25"},
                              {"two weeks ago", "2018-03"},
                              {"a month ago", "2018-02"},
                              {"10 months ago", "2017-05"},
                              {"a year ago", "2017"},
                              {"this week", "2018-03"},
                              {"last week", "2018-03"},
                              {"earlier this month", "2018-03"},
                              {"last month", "2018-02"},
                              {"last year", "2017"},
                              {"earlier this year", "2018"},
                              {"last spring", "2017"},
                              {"this summer", "2018"}});
  // The week before 2018-03-07 began in February.
  expect_dates("2018-03-07", {{"last week", "2018"}});
  expect_dates("2018-01-03", {{"last month", "2017-12"}, {"yesterday", "2018-01-02"}});
  expect_dates("2020-03-01", {{"yesterday", "2020-02-29"}});
}

TEST(FrameDates, OtherTimesAreNotGuessed) {
  expect_dates("2018-03-28", {{"", ""},
                              {"later", ""},
                              {"at 9 a.m.", ""},
                              {"at 15.10", ""},
                              {"that evening", ""},
                              {"five years earlier", ""},
                              {"a week later", ""},
                              {"the following week", ""},
                              {"in recent weeks", ""},
                              {"for the past five years", ""},
                              {"last weeks", ""},
                              {"before the vote", ""},
                              {"99999999999999999999 years ago", ""}});
}

TEST(FrameDates, PublicationMayBeCoarseOrMissing) {
  expect_dates("", {{"on Monday", ""},
                    {"in May", ""},
                    {"last year", ""},
                    {"in 2008", "2008"},
                    {"May 4, 2008", "2008-05-04"}});
  expect_dates("2018", {{"last year", "2017"}, {"yesterday", ""}, {"in May", ""}});
  expect_dates("2018-03", {{"last month", "2018-02"}, {"on Monday", ""}, {"in May", "2017-05"}});
  expect_dates("2018-03-28T23:10:00+02:00", {{"on Monday", "2018-03-26"}});
  expect_dates("2018-02-31", {{"on Monday", ""}});
  expect_dates("0500", {{"600 years ago", ""}});
  expect_dates("soon", {{"on Monday", ""}, {"in 2008", "2008"}});
}

}  // namespace
}  // namespace quoth
