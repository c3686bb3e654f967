#include "extract/names.h"

#include <gtest/gtest.h>

#include <string>

#include "extract/phrases.h"
#include "text/tokenizer.h"

namespace quoth {
namespace {

// The parts of a source phrase, joined by "; ". `before` stands in front of it in the sentence, so
// that the phrase is not the start of one.
std::string names(std::string_view phrase, std::string_view before = "so ") {
  const std::string text = std::string(before) + std::string(phrase);
  const Tokens tokens = tokenize(text);
  const Words words(tokens, text);
  uint32_t first = 0;
  while (tokens.tokens[first].span.begin < before.size()) ++first;
  std::string out;
  for (const Part& p : parse_phrase({first, words.size()}, words, find_names(words))) {
    out += (out.empty() ? "" : "; ") + words.string(p.tokens);
  }
  return out;
}

TEST(Names, StandAlone) {
  EXPECT_EQ(names("Ines Duarte"), "Ines Duarte");
  EXPECT_EQ(names("Keller"), "Keller");
  EXPECT_EQ(names("the Harbour Board"), "Harbour Board");
}

TEST(Names, LoseTitlesAndRoles) {
  EXPECT_EQ(names("mayor Ines Duarte"), "Ines Duarte");
  EXPECT_EQ(names("Dr. Ana Ruiz"), "Ana Ruiz");
  EXPECT_EQ(names("Prime Minister Solveig Aune"), "Solveig Aune");
  EXPECT_EQ(names("Fisheries Minister Pál Ekdahl"), "Pál Ekdahl");
  EXPECT_EQ(names("former finance minister and now bank chairwoman Elena Petrova"),
            "Elena Petrova");
  EXPECT_EQ(names("Attorney General Rosa Lindqvist"), "Rosa Lindqvist");
  EXPECT_EQ(names("Engineer Paul Okonjo", ""), "Paul Okonjo");
}

TEST(Names, KeepTheNameOfABodyWhole) {
  EXPECT_EQ(names("the Justice Department"), "Justice Department");
  EXPECT_EQ(names("General Motors"), "General Motors");
}

TEST(Names, GoOverTheSmallWordsOfABody) {
  EXPECT_EQ(names("the Harbour and Inland Waters Commission"),
            "Harbour and Inland Waters Commission");
  EXPECT_EQ(names("the nonpartisan Commission on Coastal Debates"),
            "Commission on Coastal Debates");
  EXPECT_EQ(names("the Committee for a Balanced Parish Budget"),
            "Committee for a Balanced Parish Budget");
  EXPECT_EQ(names("the Alliance to Reopen Our Libraries"), "Alliance to Reopen Our Libraries");
  EXPECT_EQ(names("Citizens for Quiet Streets"), "Citizens for Quiet Streets");
  EXPECT_EQ(names("the Ferrymen’s Guild"), "Ferrymen’s Guild");
  EXPECT_EQ(names("the Northern Herald and the Farm Board"), "Northern Herald; Farm Board");
  EXPECT_EQ(names("Osei and the Farm Board"), "Osei; Farm Board");
}

TEST(Names, AreNoneOfTheWordsBesideThem) {
  EXPECT_EQ(names("the Bremen-based Harbour Board"), "Harbour Board");
  EXPECT_EQ(names("South Korean-born Monty Haines"), "Monty Haines");
  EXPECT_EQ(names("Del. Stacey Voss"), "Stacey Voss");
  EXPECT_EQ(names("a pro-Keller super PAC"), "pro-Keller super PAC");
  EXPECT_EQ(names("a New York judge"), "New York judge");
  EXPECT_EQ(names("Ines Duarte", "Duarte lost on Ines Duarte Election Day. So said "),
            "Ines Duarte");
}

TEST(Names, LoseWhatIsGluedToThem) {
  EXPECT_EQ(names("Duarte", "Ines Duarte won. It was in a Northern Post Duarte lost. So said "),
            "Duarte");
  EXPECT_EQ(names("Northern Post Duarte", "Ines Duarte won. It was in "), "Duarte");
  EXPECT_EQ(names("former secretary of state Ines Duarte, who left,"), "Ines Duarte");
}

TEST(Names, IgnoreDescriptions) {
  EXPECT_EQ(names("Harbour Board chief Maria Keller"), "Maria Keller");
  EXPECT_EQ(names("the county’s Labour leader, Ottoline Frayne,"), "Ottoline Frayne");
  EXPECT_EQ(names("Noor Feddersen, chief economist at Lakeside Capital,"), "Noor Feddersen");
  EXPECT_EQ(names("a lawyer for Brenner Steel, Constance Umeh,"), "Constance Umeh");
  EXPECT_EQ(names("Tunde Ashworth of the Northern Allotment Federation"), "Tunde Ashworth");
}

TEST(Names, CrossHyphensParticlesInitialsAndNicknames) {
  EXPECT_EQ(names("Venetia Coldstream-Nwosu"), "Venetia Coldstream-Nwosu");
  EXPECT_EQ(names("Jun Ho-seok"), "Jun Ho-seok");
  EXPECT_EQ(names("Judge Ludwig van der Meer"), "Ludwig van der Meer");
  EXPECT_EQ(names("K. C. Maurer"), "K. C. Maurer");
  EXPECT_EQ(names("Edward “Red” Malone"), "Edward “Red” Malone");
}

TEST(Names, JointSpeakersAreSeparate) {
  EXPECT_EQ(names("lawyers Ken Osei and Dana Wirth"), "Ken Osei; Dana Wirth");
  EXPECT_EQ(names("Osei and Wirth"), "Osei; Wirth");
  EXPECT_EQ(names("Ana Ruiz, Ken Osei and Dana Wirth"), "Ana Ruiz; Ken Osei; Dana Wirth");
  EXPECT_EQ(names("Reps. Ken Osei and Dana Wirth, both Republicans,"), "Ken Osei; Dana Wirth");
  EXPECT_EQ(names("Ken Osei, head of the Northern Guild and the Farm Board"), "Ken Osei");
}

TEST(Names, PhrasesWithoutANameStandForThemselves) {
  EXPECT_EQ(names("he"), "he");
  EXPECT_EQ(names("a senior official"), "senior official");
  EXPECT_EQ(names("the head of the Harbour Board"), "head of the Harbour Board");
  EXPECT_EQ(names("Keller’s office"), "Keller’s office");
  EXPECT_EQ(names("a senior official, who asked not to be named,"), "senior official");
  EXPECT_EQ(names("protesters outside the Capitol"), "protesters outside the Capitol");
  EXPECT_EQ(names("Residents of the street", ""), "Residents of the street");
}

TEST(Names, JointSpeakersNeedNotAllBeNamed) {
  EXPECT_EQ(names("he and another driver"), "he; another driver");
  EXPECT_EQ(names("Osei and many farmers"), "Osei; many farmers");
  EXPECT_EQ(names("Ken Osei, head of the guild, and Dana Wirth of Brenner Steel"),
            "Ken Osei; Dana Wirth");
  EXPECT_EQ(names("current and former officials"), "current and former officials");
}

TEST(Names, DescriptionsCanBeJoint) {
  EXPECT_EQ(names("farmers and angry ferry owners"), "farmers; angry ferry owners");
  EXPECT_EQ(names("unions, young farmers, and many ferry owners"),
            "unions; young farmers; many ferry owners");
  EXPECT_EQ(names("pundits and farmers alike"), "pundits; farmers");
  EXPECT_EQ(names("parish and county leaders"), "parish and county leaders");
  EXPECT_EQ(names("Harbour Board and Farm Board aides"), "Harbour Board and Farm Board aides");
  EXPECT_EQ(names("Ken Osei, the guild’s secretary and chief negotiator"), "Ken Osei");
}

TEST(Names, JointSpeakersMayBeTagged) {
  EXPECT_EQ(names("Ana Ruiz (D-Ore.), Ken Osei (R-Ohio) and Dana Wirth"),
            "Ana Ruiz; Ken Osei; Dana Wirth");
  EXPECT_EQ(names("Sen. Ana Ruiz, R-Tenn., and Ken Osei, R-S.C.,"), "Ana Ruiz; Ken Osei");
  EXPECT_EQ(names("both the Northern Herald and Farm Board"), "Northern Herald; Farm Board");
  EXPECT_EQ(names("Ana Ruiz or Ken Osei"), "Ana Ruiz; Ken Osei");
  EXPECT_EQ(names("Two lawyers, Ana Ruiz and Ken Osei,"), "Ana Ruiz; Ken Osei");
}

TEST(Names, AGroupIsNotItsMembers) {
  EXPECT_EQ(names("other farmers, like Ken Osei and Dana Wirth,"), "other farmers");
  EXPECT_EQ(names("the unions — Northern Guild and Farm Workers —"), "unions");
}

TEST(Names, OfWhatIsNobodyItsOwnerIsMeant) {
  EXPECT_EQ(names("Keller’s mind"), "Keller");
  EXPECT_EQ(names("Keller’s reviewers"), "Keller’s reviewers");
}

TEST(Names, LosePossessives) {
  EXPECT_EQ(names("Keller’s"), "Keller");
  EXPECT_EQ(names("Ines Duarte's"), "Ines Duarte");
}

}  // namespace
}  // namespace quoth
