#include "people/name_form.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace quoth {
namespace {

NameForm person(std::string_view printed) { return *name_form(printed, NameClass::kPerson); }
NameForm body(std::string_view printed) { return *name_form(printed, NameClass::kBody); }
std::string person_key(std::string_view printed) { return person(printed).key; }
std::string body_key(std::string_view printed) { return body(printed).key; }

TEST(PersonForm, IsTakenApart) {
  const NameForm form = person("Dr. María-José T. O’Brien Jr.");
  EXPECT_EQ(form.key, "maria jose t obrien jr");
  EXPECT_EQ(form.bucket, "obrien");
  EXPECT_EQ(form.given, "maria");
  EXPECT_EQ(form.middles, (std::vector<std::string>{"jose", "t"}));
  EXPECT_EQ(form.suffix, "jr");
  EXPECT_EQ(form.strength, NameStrength::kFull);
}

TEST(PersonForm, SpellingsOfOneName) {
  EXPECT_EQ(person_key("MARIA KELLER"), "maria keller");
  EXPECT_EQ(person_key("Maria Keller, PhD"), "maria keller");
  EXPECT_EQ(person_key("Mayor Maria Keller"), "maria keller");
  EXPECT_EQ(person_key("Søren Ångström"), "soren angstrom");
  EXPECT_EQ(person_key("Łukasz Weiß"), "lukasz weiss");
  EXPECT_EQ(person_key("J.F. Keller"), "j f keller");
  EXPECT_EQ(person_key("Jean-Pierre Keller"), person_key("Jean Pierre Keller"));
  EXPECT_EQ(person_key("Ludwig van der Meer"), "ludwig meer");
  EXPECT_EQ(person_key("Robert “Bob” Keller"), "robert keller");
  EXPECT_EQ(person_key("Maria Keller-Brandt"), "maria keller-brandt");
}

TEST(PersonForm, Strength) {
  EXPECT_EQ(person("Keller").strength, NameStrength::kPart);
  EXPECT_EQ(person("Ms. Keller").strength, NameStrength::kPart);
  EXPECT_EQ(person("van der Meer").strength, NameStrength::kPart);
  EXPECT_EQ(person("van der Meer").key, "meer");
  EXPECT_EQ(person("M. Keller").strength, NameStrength::kInitial);
  EXPECT_EQ(person("M. Theresa Keller").given, "theresa");
  EXPECT_EQ(person("Bob Keller").given, "robert");
  EXPECT_EQ(person("Bob Keller").key, "bob keller");
}

TEST(PersonForm, NothingToCompareBy) {
  EXPECT_FALSE(name_form("", NameClass::kPerson));
  EXPECT_FALSE(name_form("!", NameClass::kPerson));
  EXPECT_FALSE(name_form("\xff\xfe", NameClass::kBody));
  std::string many;
  for (int i = 0; i < 17; ++i) many += "Abc ";
  EXPECT_FALSE(name_form(many, NameClass::kPerson));
}

TEST(BodyForm, SpellingsOfOneName) {
  EXPECT_EQ(body_key("The Harbour Workers’ Union Ltd."), "harbour workers union");
  EXPECT_EQ(body_key("Harbour Workers' Union (HWU)"), "harbour workers union");
  EXPECT_EQ(body_key("Harbor Workers Union"), "harbour workers union");
  EXPECT_EQ(body_key("Ministry of Fish"), "fish ministry");
  EXPECT_EQ(body_key("Fish Ministry"), "fish ministry");
  EXPECT_EQ(body_key("Department of the Interior"), "interior department");
  EXPECT_EQ(body_key("Keller & Co."), "keller");
  EXPECT_EQ(body_key("Keller & Sons Inc"), "keller sons");
  EXPECT_EQ(body_key("H.W.U."), "hwu");
  EXPECT_EQ(body_key("U.S. Steel"), "us steel");
}

TEST(BodyForm, StrengthAndAcronym) {
  EXPECT_EQ(body("Harbour Workers’ Union").acronym, "hwu");
  EXPECT_EQ(body("Harbour Workers’ Union").bucket, "harbour");
  EXPECT_EQ(body("Ministry of Fish").acronym, "mf");
  EXPECT_EQ(body("Halcyon").strength, NameStrength::kShort);
  EXPECT_EQ(body("HWU").strength, NameStrength::kShort);
  EXPECT_EQ(body("City Council").strength, NameStrength::kGeneric);
  EXPECT_EQ(body("Supreme Court").strength, NameStrength::kGeneric);
  EXPECT_EQ(body("Aldport City Council").strength, NameStrength::kFull);
}

TEST(Acronym, IsSeen) {
  EXPECT_TRUE(is_acronym("HWU"));
  EXPECT_TRUE(is_acronym("H.W.U."));
  EXPECT_TRUE(is_acronym("G20"));
  EXPECT_FALSE(is_acronym("H"));
  EXPECT_FALSE(is_acronym("Hwu"));
  EXPECT_FALSE(is_acronym("2024"));
  EXPECT_FALSE(is_acronym("HALCYON"));
  EXPECT_EQ(bracketed_acronym("Harbour Workers’ Union (HWU)"), "HWU");
  EXPECT_EQ(bracketed_acronym("Harbour Union (the old one)"), "");
  EXPECT_EQ(bracketed_acronym("(HWU)"), "");
}

std::vector<uint32_t> groups(const std::vector<const char*>& names) {
  std::vector<NameForm> forms;
  for (const char* n : names) forms.push_back(person(n));
  return group_forms(forms);
}

TEST(GroupForms, VariantsOfOneName) {
  using Groups = std::vector<uint32_t>;
  EXPECT_EQ(groups({"Maria Keller", "Maria T. Keller", "Jonas Keller"}), (Groups{0, 0, 2}));
  EXPECT_EQ(groups({"Maria Keller", "Maria T. Keller", "Maria B. Keller"}), (Groups{0, 1, 2}));
  EXPECT_EQ(groups({"Maria T. Keller", "Maria Theresa Keller", "Maria B. Keller"}),
            (Groups{0, 0, 2}));
  EXPECT_EQ(groups({"Robert Keller", "Bob Keller"}), (Groups{0, 0}));
  EXPECT_EQ(groups({"Jan Keller Sr.", "Jan Keller Jr.", "Jan Keller"}), (Groups{0, 1, 2}));
  EXPECT_EQ(groups({"Jan Keller Jr.", "Jan Keller"}), (Groups{0, 0}));
}

// Whatever order the forms are met in, the same ones are together.
TEST(GroupForms, OrderMakesNoDifference) {
  std::vector<const char*> names = {"Maria Keller",    "Maria T. Keller",      "Maria B. Keller",
                                    "Maria Th Keller", "Maria Theresa Keller", "Jonas Keller"};
  std::sort(names.begin(), names.end());
  std::vector<std::pair<std::string, std::string>> first;
  do {
    const std::vector<uint32_t> found = groups(names);
    std::vector<std::pair<std::string, std::string>> together;
    for (size_t i = 0; i < names.size(); ++i) {
      for (size_t k = 0; k < names.size(); ++k) {
        if (found[i] == found[k]) together.emplace_back(names[i], names[k]);
      }
    }
    std::sort(together.begin(), together.end());
    if (first.empty()) first = together;
    ASSERT_EQ(together, first);
  } while (std::next_permutation(names.begin(), names.end()));
}

}  // namespace
}  // namespace quoth
