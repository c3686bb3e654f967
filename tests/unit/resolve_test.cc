#include "extract/resolve.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/tokenizer.h"

namespace quoth {
namespace {

// A statement to resolve: words of the text that are its source (after those of `after`, if given;
// empty for none) and its content.
struct Said {
  std::string source;
  std::string content;
  std::string after = "";
};

ByteSpan span_of(const std::string& text, const std::string& words, size_t from = 0) {
  const size_t at = text.find(words, from);
  EXPECT_NE(at, std::string::npos) << words;
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

Record resolved(const std::string& text, const std::vector<Said>& said) {
  Record record;
  for (const Said& s : said) {
    Statement statement;
    if (!s.source.empty()) {
      statement.source = {span_of(text, s.source, span_of(text, s.after).end)};
    }
    statement.content = {span_of(text, s.content)};
    statement.form =
        s.content.starts_with("“") || s.content.starts_with("‘") ? Form::kDirect : Form::kIndirect;
    for (uint32_t i = 0; i < record.statements.size(); ++i) {
      const ByteSpan outer = record.statements[i].content[0], inner = statement.content[0];
      if (outer.contains(inner) && outer != inner) statement.within = i;
    }
    statement.confidence = 1;
    record.statements.push_back(statement);
  }
  resolve(record, tokenize(text), text);
  EXPECT_TRUE(validate(record, text)) << to_dump(record, text);
  return record;
}

// "name kind" of each speaker, joined by "; " within a statement and by " | " between them.
std::string speakers(const std::string& text, const std::vector<Said>& said) {
  std::string out;
  for (const Statement& s : resolved(text, said).statements) {
    if (!out.empty()) out += " | ";
    std::string list;
    for (const Speaker& p : s.speakers) {
      list += (list.empty() ? "" : "; ") + p.name + ' ' + std::string(name(p.kind));
    }
    out += list.empty() ? "-" : list;
  }
  return out;
}

TEST(Resolve, PronounsStandForTheNamed) {
  EXPECT_EQ(speakers("Priya Nair joined the board in March. She told owners that the plant would "
                     "stay. Carl Voss, a farmer, was not there. He said he had a cold.",
                     {{"She", "the plant would stay"}, {"He", "he had a cold"}}),
            "Priya Nair person | Carl Voss person");
}

TEST(Resolve, ShortNamesStandForTheFullest) {
  EXPECT_EQ(
      speakers("Archaeologist Helen T. Forde led the dig. Workers found a ring. Forde said it "
               "was Roman. Ms. Forde, who is 60, said it was worn. Helen said it was hers.",
               {{"Forde", "it was Roman", "ring."},
                {"Ms. Forde", "it was worn"},
                {"Helen", "it was hers", "worn."}}),
      "Helen T. Forde person | Helen T. Forde person | Helen T. Forde person");
}

TEST(Resolve, InitialsStandForTheBodyTheyAreOf) {
  EXPECT_EQ(speakers("The Grain and Seed Commission met in Bremen. The G.S.C. said yes. The GSC’s "
                     "report followed. The GSC said it was late.",
                     {{"The G.S.C.", "yes"}, {"The GSC", "it was late", "report"}}),
            "Grain and Seed Commission organisation | Grain and Seed Commission organisation");
  EXPECT_EQ(speakers("The U.S. Department of Tides sued. The DOT said it had to.",
                     {{"The DOT", "it had to"}}),
            "U.S. Department of Tides organisation");
}

TEST(Resolve, OfAFamilyThePronounTellsWhoIsMeant) {
  EXPECT_EQ(speakers("Clara Keller met the press. Clara Keller was late. Her husband, Otto Keller, "
                     "was there. Keller refuses to show his papers.",
                     {{"Keller", "to show his papers", "there."}}),
            "Otto Keller person");
}

TEST(Resolve, DescriptionsStandForWhoHasTheOffice) {
  EXPECT_EQ(
      speakers("Governor Ruth Adeyemi met Carl Voss on Sunday. The governor said he had lied.",
               {{"The governor", "he had lied"}}),
      "Ruth Adeyemi person");
  EXPECT_EQ(speakers("Noor Feddersen, chief economist at Lakeside Capital, met Olga Brandt. The "
                     "economist said rates would fall.",
                     {{"The economist", "rates would fall"}}),
            "Noor Feddersen person");
}

TEST(Resolve, WhoIsDescribedFirstIsNamedLater) {
  EXPECT_EQ(speakers("A Bremen judge said no on Monday. Nobody was there. Justice Ken Osei of the "
                     "Bremen court had ruled before.",
                     {{"A Bremen judge", "no on Monday"}}),
            "Ken Osei person");
  EXPECT_EQ(speakers("A Bremen spokesman said no on Monday. Farm Board spokesman Ken Osei knew.",
                     {{"A Bremen spokesman", "no on Monday"}}),
            "Bremen spokesman anonymous");
}

TEST(Resolve, DescriptionsKeepToTheParty) {
  EXPECT_EQ(speakers("Republican nominee Otto Voss met Democratic nominee Ana Ruiz. Voss left. The "
                     "Democratic nominee said she would stay.",
                     {{"The Democratic nominee", "she would stay"}}),
            "Ana Ruiz person");
}

TEST(Resolve, TheVermontSenatorIsWhoIsSpokenOf) {
  EXPECT_EQ(speakers("Otto Voss was late. The Vermont senator said he was ill. The 68-year-old "
                     "rider told nobody it hurt.",
                     {{"The Vermont senator", "he was ill"}, {"The 68-year-old rider", "it hurt"}}),
            "Otto Voss person | Otto Voss person");
  EXPECT_EQ(speakers("In Chelsey, the mayor said it was late. Mayor Otto Voss left.",
                     {{"the mayor", "it was late"}}),
            "Otto Voss person");
}

TEST(Resolve, OneCampaignByWhateverName) {
  EXPECT_EQ(speakers("Otto Keller’s campaign said yes. Keller’s team said no. The Keller campaign "
                     "said maybe. The campaign said it would see.",
                     {{"Otto Keller’s campaign", "yes"},
                      {"Keller’s team", "no."},
                      {"The Keller campaign", "maybe"},
                      {"The campaign", "it would see"}}),
            "Keller campaign organisation | Keller campaign organisation | Keller campaign "
            "organisation | Keller campaign organisation");
}

TEST(Resolve, BodiesAreNamedLaterOrByTheirHead) {
  EXPECT_EQ(speakers("A Senate panel said yes on Monday. The Senate Rivers and Harbours Committee "
                     "met at noon. The committee said it was late.",
                     {{"A Senate panel", "yes on Monday"}, {"The committee", "it was late"}}),
            "Senate Rivers and Harbours Committee organisation | Senate Rivers and Harbours "
            "Committee organisation");
  EXPECT_EQ(speakers("The Bremen Post was right. The Post said it was late. The newspaper said it "
                     "was sure.",
                     {{"The Post", "it was late"}, {"The newspaper", "it was sure"}}),
            "Bremen Post organisation | Bremen Post organisation");
}

TEST(Resolve, SlipsAndFamilies) {
  EXPECT_EQ(speakers("Eric Schneiderman met Khizr Malik and Ghazala Malik. Scheiderman said he was "
                     "late. The Maliks said they were not.",
                     {{"Scheiderman", "he was late"}, {"The Maliks", "they were not"}}),
            "Eric Schneiderman person | Khizr Malik person; Ghazala Malik person");
}

TEST(Resolve, TheCompanyIsTheOneSpokenOf) {
  EXPECT_EQ(speakers("Brenner Steel closed a mill in Bremen. The company said the mill was old. It "
                     "said nobody would be sacked.",
                     {{"The company", "the mill was old"}, {"It", "nobody would be sacked"}}),
            "Brenner Steel organisation | Brenner Steel organisation");
}

TEST(Resolve, TheyAreThoseWhoSpokeTogether) {
  EXPECT_EQ(
      speakers("Lawyers Ken Osei and Dana Wirth said the court was wrong. They said they would "
               "appeal.",
               {{"Lawyers Ken Osei and Dana Wirth", "the court was wrong"},
                {"They", "they would appeal"}}),
      "Ken Osei person; Dana Wirth person | Ken Osei person; Dana Wirth person");
}

TEST(Resolve, BothAreThoseWhoSpokeTogetherOrTheTwoOfWhomMostIsSaid) {
  const std::string text =
      "Judge Ken Osei met Dana Wirth in Bremen. Osei told Wirth to go home. Both judges said they "
      "were tired. Ana Ruiz and Carl Voss said rates would fall. The two said so twice.";
  EXPECT_EQ(speakers(text, {{"Both judges", "they were tired"},
                            {"Ana Ruiz and Carl Voss", "rates would fall"},
                            {"The two", "so twice"}}),
            "Ken Osei person; Dana Wirth person | Ana Ruiz person; Carl Voss person | Ana Ruiz "
            "person; Carl Voss person");
}

TEST(Resolve, ARelativePronounStandsForWhatIsBeforeIt) {
  EXPECT_EQ(speakers("The prize went to Amara Diallo, a baker, who said it was heavy.",
                     {{"who", "it was heavy"}}),
            "Amara Diallo person");
}

TEST(Resolve, NobodyIsInvented) {
  EXPECT_EQ(speakers("A senior official, who asked not to be named, said the talks had failed. The "
                     "official said more would follow.",
                     {{"A senior official, who asked not to be named,", "the talks had failed"},
                      {"The official", "more would follow"}}),
            "senior official anonymous | senior official anonymous");
  EXPECT_EQ(speakers("It is said that the bridge will fall.", {{"", "the bridge will fall"}}), "-");
}

TEST(Resolve, TellsBodiesGroupsAndDocumentsApart) {
  EXPECT_EQ(
      speakers("The Harbour Board said yes. Critics of the deal said no. A report by the bank "
               "said maybe. Two officials said nothing of use. Farmers said rain was due.",
               {{"The Harbour Board", "yes"},
                {"Critics of the deal", "no."},
                {"A report by the bank", "maybe"},
                {"Two officials", "nothing of use"},
                {"Farmers", "rain was due"}}),
      "Harbour Board organisation | Critics of the deal group | report by the bank document | "
      "Two officials anonymous | Farmers group");
}

TEST(Resolve, FirstPersonIsTheQuotedSpeakerOrTheAuthor) {
  EXPECT_EQ(speakers("“I think we will win,” said Gil Marsh. I doubt it myself.",
                     {{"said Gil Marsh", "“I think we will win,”"}, {"I", "it myself", "Marsh."}}),
            "Gil Marsh person | AUTHOR author");
  EXPECT_EQ(speakers("“I fear I will lose,” said Gil Marsh.",
                     {{"Gil Marsh", "“I fear I will lose,”"}, {"I", "I will lose"}}),
            "Gil Marsh person | Gil Marsh person");
}

TEST(Resolve, AFollowingQuotationGoesToWhoIsSpeaking) {
  EXPECT_EQ(
      speakers("“It’s over,” said Gil Marsh. He put down the phone.\n\n“I should have listened.”",
               {{"Gil Marsh", "“It’s over,”"}, {"", "“I should have listened.”"}}),
      "Gil Marsh person | Gil Marsh person");
}

TEST(Resolve, PronounsInsideQuotationsAreNotTheSpeaker) {
  EXPECT_EQ(speakers("Olga Brandt met Joan Hale on Monday. “She said she was sorry,” Brandt said.",
                     {{"Brandt said", "“She said she was sorry,”"}, {"She", "she was sorry"}}),
            "Olga Brandt person | Joan Hale person");
}

TEST(Resolve, NamesOfManyShapes) {
  EXPECT_EQ(
      speakers("Ana de la Cruz spoke. Omar bin Said, Kevin O’Brien Jr. and J. K. Maurer heard "
               "it. De la Cruz said so. O’Brien said no. Maurer said maybe. Edward “Red” Malone "
               "slept. Malone said nothing. Jun Ho-seok said hello.",
               {{"De la Cruz", "so"},
                {"O’Brien", "no.", "so."},
                {"Maurer", "maybe", "no."},
                {"Malone", "nothing", "slept."},
                {"Jun Ho-seok", "hello"}}),
      "Ana de la Cruz person | Kevin O’Brien Jr. person | J. K. Maurer person | Edward “Red” "
      "Malone person | Jun Ho-seok person");
}

TEST(Resolve, SmallLettersAndCapitalsOnly) {
  EXPECT_EQ(
      speakers("the senator olga brandt met the contractor in march and denied it. brandt said "
               "she had never been there.",
               {{"brandt said", "she had never been there"}}),
      "olga brandt person");
  EXPECT_EQ(
      speakers("OLGA BRANDT DENIED THAT SHE HAD MET THE CONTRACTOR. BRANDT SAID SHE HAD NEVER "
               "BEEN THERE.",
               {{"BRANDT SAID", "SHE HAD NEVER BEEN THERE"}}),
      "OLGA BRANDT person");
}

TEST(Resolve, EntitiesTellRolesAliasesPronounsAndMentions) {
  const std::string text =
      "Maria Keller, head of the Harbour Authority, said the quay was safe. Keller said she had "
      "walked on it.";
  const Record record = resolved(
      text, {{"Maria Keller", "the quay was safe"}, {"Keller said", "she had walked on it"}});
  ASSERT_FALSE(record.entities.empty());
  const Entity& e = record.entities[0];
  EXPECT_EQ(e.name, "Maria Keller");
  EXPECT_EQ(e.roles, std::vector<std::string>{"head of the Harbour Authority"});
  EXPECT_EQ(e.affiliation, "Harbour Authority");
  EXPECT_EQ(e.aliases, std::vector<std::string>{"Keller"});
  EXPECT_EQ(e.pronouns, std::vector<std::string>{"she"});
  EXPECT_EQ(record.statements[1].speakers[0].entity, 0u);
  EXPECT_EQ(record.statements[1].speakers[0].role, "head of the Harbour Authority");
}

TEST(Resolve, AboutListsWhoIsSpokenOf) {
  const std::string text = "Olga Brandt said Carl Voss had lied. Voss left.";
  const Record record = resolved(text, {{"Olga Brandt", "Carl Voss had lied"}});
  ASSERT_EQ(record.statements[0].about.size(), 1u);
  EXPECT_EQ(record.entities[record.statements[0].about[0]].name, "Carl Voss");
}

TEST(Resolve, TakesAnyText) {
  for (const std::string& text : {std::string("x"), std::string("He. She. They who."),
                                  std::string("“‘“‘I said he said,’”"), std::string(3000, '-')}) {
    Record record;
    Statement s;
    s.source = s.content = {{0, 1}};
    if (text[0] == '\xE2') s.source = s.content = {{0, 3}};
    record.statements = {s, s};
    resolve(record, tokenize(text), text);
    EXPECT_TRUE(validate(record, text));
  }
}

}  // namespace
}  // namespace quoth
