#include <gtest/gtest.h>

#include "people/assign.h"
#include "people/company.h"
#include "people/role_form.h"

namespace quoth {
namespace {

RoleForm role(std::string_view printed) { return *role_form(printed); }

TEST(RoleForm, IsTakenApart) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(role("the harbour chief").head, "chief");
  EXPECT_EQ(role("the harbour chief").of, Words{"harbour"});
  EXPECT_TRUE(role("the harbour chief").office);
  EXPECT_EQ(role("head of the harbour authority").head, "chief");
  EXPECT_EQ(role("head of the harbour authority").of, (Words{"authority", "harbour"}));
  EXPECT_EQ(role("Halcyon chief executive").head, "chief");
  EXPECT_EQ(role("Halcyon chief executive").of, Words{"halcyon"});
  EXPECT_TRUE(role("former mayor of Aldport").former);
  EXPECT_FALSE(role("harbour pilot").office);
  EXPECT_FALSE(role_form("the"));
}

TEST(RoleForm, Describes) {
  const RoleForm chief = role("the harbour chief");
  EXPECT_TRUE(describes(chief, role("head of the harbour authority"), ""));
  EXPECT_TRUE(describes(chief, role("director"), "harbour authority"));
  EXPECT_FALSE(describes(chief, role("head of the school board"), ""));
  EXPECT_FALSE(describes(chief, role("former harbour chief"), ""));
  EXPECT_FALSE(describes(role("the chief"), role("harbour chief"), ""));
  EXPECT_FALSE(describes(role("the harbour pilot"), role("harbour pilot"), ""));
}

TEST(RoleForm, AtOdds) {
  EXPECT_TRUE(at_odds(role("mayor of Aldport"), role("mayor of Brunn")));
  EXPECT_TRUE(at_odds(role("senator"), role("jazz singer")));
  EXPECT_FALSE(at_odds(role("mayor"), role("mayor of Brunn")));
  EXPECT_FALSE(at_odds(role("former mayor of Aldport"), role("mayor of Brunn")));
  EXPECT_FALSE(at_odds(role("senator"), role("minister")));
}

TEST(Company, RoleFit) {
  const std::vector<RoleForm> chief = {role("harbour chief")};
  const std::vector<RoleForm> head = {role("head of the harbour authority")};
  EXPECT_EQ(role_fit(chief, head, ""), RoleFit::kSame);
  EXPECT_EQ(role_fit(chief, std::vector{role("chief")}, ""), RoleFit::kSome);
  EXPECT_EQ(role_fit(std::vector{role("singer")}, std::vector{role("mayor")}, ""),
            RoleFit::kAtOdds);
  EXPECT_EQ(role_fit({}, head, ""), RoleFit::kNone);
}

constexpr int64_t kMaria = 1, kJonas = 2;

TEST(Company, AFamilyNameAloneIsNeverEnough) {
  const std::vector<Candidate> one = {{.person = kMaria}};
  EXPECT_EQ(choose_by_company(one, false), (Choice{{}, "unsure", 0}));
  EXPECT_EQ(choose_by_company({}, false), (Choice{{}, "unknown", 0}));
}

TEST(Company, MakesItSure) {
  const std::vector<Candidate> by_role = {{.person = kMaria, .role = RoleFit::kSame},
                                          {.person = kJonas}};
  const Choice sure = choose_by_company(by_role, false);
  EXPECT_EQ(sure.person, kMaria);
  EXPECT_EQ(sure.rule, "company");
  EXPECT_DOUBLE_EQ(sure.confidence, 0.75);
  const std::vector<Candidate> by_people = {{.person = kMaria, .n_people = 1, .n_bodies = 1}};
  EXPECT_DOUBLE_EQ(choose_by_company(by_people, false).confidence, 0.775);
}

TEST(Company, TwoThatFitAreNotChosenFrom) {
  const std::vector<Candidate> both = {{.person = kMaria, .n_people = 2},
                                       {.person = kJonas, .n_people = 1}};
  EXPECT_EQ(choose_by_company(both, false), (Choice{{}, "several", 0}));
  const std::vector<Candidate> at_odds = {
      {.person = kMaria, .n_people = 2},
      {.person = kJonas, .role = RoleFit::kAtOdds, .n_people = 2}};
  EXPECT_EQ(choose_by_company(at_odds, false).person, kMaria);
}

TEST(Company, AnInitialNeedsLess) {
  const std::vector<Candidate> one = {{.person = kMaria, .same_outlet = true}};
  EXPECT_EQ(choose_by_company(one, true).person, kMaria);
  const std::vector<Candidate> two = {{.person = kMaria, .same_outlet = true},
                                      {.person = kJonas, .same_outlet = true}};
  EXPECT_EQ(choose_by_company(two, true).rule, "several");
}

TEST(Company, HoldersOfAnOffice) {
  const std::vector<Candidate> in_company = {{.person = kMaria, .n_bodies = 1}};
  EXPECT_EQ(choose_by_role(in_company), (Choice{kMaria, "role", 0.8}));
  const std::vector<Candidate> in_outlet = {{.person = kMaria, .same_outlet = true}};
  EXPECT_EQ(choose_by_role(in_outlet), (Choice{kMaria, "role", 0.65}));
  const std::vector<Candidate> two = {{.person = kMaria, .n_people = 3}, {.person = kJonas}};
  EXPECT_EQ(choose_by_role(two), (Choice{{}, "several", 0}));
}

StoredForm stored(int64_t id, std::string_view name, int64_t home) {
  return {id, *name_form(name, NameClass::kPerson), home};
}

TEST(Assign, NumbersStay) {
  int64_t next = 100;
  const auto make = [&](size_t) { return next++; };
  using Homes = std::vector<int64_t>;
  EXPECT_EQ(assign_homes({stored(1, "Maria Keller", 0), stored(2, "Jonas Keller", 0),
                          stored(3, "Maria T. Keller", 0)},
                         make),
            (Homes{100, 101, 100}));
  EXPECT_EQ(assign_homes({stored(3, "Maria T. Keller", 0), stored(1, "Maria Keller", 7)}, make),
            (Homes{7, 7}));
  // A third form at odds with the second parts what was together; the oldest keeps its number.
  EXPECT_EQ(assign_homes({stored(1, "Maria Keller", 7), stored(2, "Maria T. Keller", 7),
                          stored(3, "Maria B. Keller", 0)},
                         make),
            (Homes{7, 102, 103}));
  // Two that were apart come together under the older one.
  EXPECT_EQ(
      assign_homes({stored(1, "Maria T. Keller", 7), stored(2, "Maria Theresa Keller", 8)}, make),
      (Homes{7, 7}));
}

TEST(Redirects, AreFollowedToTheEnd) {
  Redirects redirects;
  redirects.add(1, 2);
  redirects.add(2, 3);
  EXPECT_EQ(redirects(1), 3);
  EXPECT_EQ(redirects(3), 3);
  redirects.add(3, 1);
  EXPECT_EQ(redirects(1), 1);
}

}  // namespace
}  // namespace quoth
