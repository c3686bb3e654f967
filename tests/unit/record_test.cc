#include "quoth/record.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

const std::string kText = "“The water,” mayor Ines Duarte said, “is bad.” She left.";

ByteSpan span_of(std::string_view words) {
  const size_t begin = kText.find(words);
  EXPECT_NE(begin, std::string::npos) << words;
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + words.size())};
}

Statement statement() {
  Statement s;
  s.form = Form::kDirect;
  s.source = {span_of("mayor Ines Duarte")};
  s.cue = {span_of("said")};
  s.content = {span_of("“The water,”"), span_of("“is bad.”")};
  s.speakers = {{"Ines Duarte", span_of("Ines Duarte")}};
  s.confidence = 0.5f;
  return s;
}

Record record() {
  Entity e{"Ines Duarte", EntityKind::kPerson, {"mayor"}, "Water Board", {"Ines"}, {"she"}, {}};
  e.mentions = {span_of("Ines Duarte"), span_of("She")};
  Statement outer = statement(), inner;
  outer.speakers[0].entity = 0;
  inner.content = {span_of("is bad")};
  inner.within = 0;
  inner.act = Act::kAccuse;
  inner.channel = Channel::kPress;
  inner.addressee = Addressee{span_of("She"), 0};
  inner.when = When{span_of("left"), "2024-03"};
  inner.about = {0};
  inner.replies_to = 0;
  return {{e}, {outer, inner}};
}

bool valid(Statement s) { return validate(Record{{}, {std::move(s)}}, kText); }

TEST(Record, NamesOfClosedLists) {
  EXPECT_EQ(name(EntityKind::kPerson), "person");
  EXPECT_EQ(name(EntityKind::kOrganisation), "organisation");
  EXPECT_EQ(name(EntityKind::kGroup), "group");
  EXPECT_EQ(name(EntityKind::kDocument), "document");
  EXPECT_EQ(name(EntityKind::kAnonymous), "anonymous");
  EXPECT_EQ(name(EntityKind::kAuthor), "author");
  EXPECT_EQ(name(EntityKind::kNone), "none");
  EXPECT_EQ(name(Act::kAssert), "assert");
  EXPECT_EQ(name(Act::kAsk), "ask");
  EXPECT_EQ(name(Channel::kInterview), "interview");
  EXPECT_EQ(name(Channel::kPress), "press");
}

TEST(Record, NamesOfForms) {
  EXPECT_EQ(name(Form::kDirect), "direct");
  EXPECT_EQ(name(Form::kIndirect), "indirect");
  EXPECT_EQ(name(Form::kMixed), "mixed");
}

TEST(Record, Dump) {
  Statement inner;
  inner.content = {span_of("is bad")};
  inner.within = 0;
  EXPECT_EQ(to_dump({statement(), inner}, kText),
            "s1 direct [mayor Ines Duarte] said: “The water,” … “is bad.” <Ines Duarte>\n"
            "s2 indirect [] : is bad in s1\n");
  EXPECT_EQ(to_dump(Record{}, kText), "");
}

TEST(Record, DumpOfEntitiesAndFrames) {
  EXPECT_EQ(to_dump(record(), kText),
            "e1 person Ines Duarte; roles: mayor; affiliation: Water Board; aliases: Ines; "
            "pronouns: she; mentions: Ines Duarte, She\n"
            "s1 direct [mayor Ines Duarte] said: “The water,” … “is bad.” <Ines Duarte>\n"
            "s2 indirect [] : is bad in s1\n"
            "   accuse press to {She} = e1 when {left = 2024-03} about e1 replies to s1\n");
}

TEST(Record, DumpWritesLineBreaksAsSpaces) {
  Statement s;
  s.content = {{0, 3}};
  EXPECT_EQ(to_dump({s}, "a\nb"), "s1 indirect [] : a b\n");
}

TEST(RecordValidate, AcceptsWhatTheDocumentationShows) {
  EXPECT_TRUE(validate(Record{}, kText));
  EXPECT_TRUE(valid(statement()));
}

TEST(RecordValidate, RefusesAStatementWithoutContent) {
  Statement s = statement();
  s.content.clear();
  EXPECT_FALSE(valid(s));
}

TEST(RecordValidate, RefusesSpansThatAreNoEvidence) {
  Statement empty = statement(), reversed = statement(), outside = statement(), cut = statement();
  empty.cue = {{5, 5}};
  reversed.content = {statement().content[1], statement().content[0]};
  outside.source = {{0, static_cast<uint32_t>(kText.size()) + 1}};
  cut.content = {{1, 12}};  // inside the opening mark
  EXPECT_FALSE(valid(empty));
  EXPECT_FALSE(valid(reversed));
  EXPECT_FALSE(valid(outside));
  EXPECT_FALSE(valid(cut));
}

TEST(RecordValidate, RefusesSpeakersWithoutName) {
  Statement s = statement();
  s.speakers[0].name.clear();
  EXPECT_FALSE(valid(s));
}

TEST(RecordValidate, RefusesToLieWithinItselfOrNothing) {
  Statement self = statement(), nowhere = statement();
  self.within = 0;
  nowhere.within = 1;
  EXPECT_FALSE(valid(self));
  EXPECT_FALSE(valid(nowhere));
}

TEST(RecordValidate, RefusesLinksToNothing) {
  EXPECT_TRUE(validate(record(), kText));
  Record name = record(), kind = record(), mention = record(), speaker = record();
  name.entities[0].name = "Duarte";
  kind.entities[0].kind = EntityKind::kGroup;
  mention.entities[0].mentions[1].end = 1000;
  speaker.statements[0].speakers[0].entity = 1;
  EXPECT_FALSE(validate(name, kText));
  EXPECT_FALSE(validate(kind, kText));
  EXPECT_FALSE(validate(mention, kText));
  EXPECT_FALSE(validate(speaker, kText));
  Record about = record(), addressee = record(), reply = record(), when = record();
  about.statements[1].about = {1};
  addressee.statements[1].addressee->entity = 1;
  reply.statements[1].replies_to = 1;
  when.statements[1].when->span = {3, 3};
  EXPECT_FALSE(validate(about, kText));
  EXPECT_FALSE(validate(addressee, kText));
  EXPECT_FALSE(validate(reply, kText));
  EXPECT_FALSE(validate(when, kText));
}

TEST(RecordValidate, RefusesConfidenceOutOfRange) {
  Statement high = statement(), low = statement();
  high.confidence = 1.01f;
  low.confidence = -0.01f;
  EXPECT_FALSE(valid(high));
  EXPECT_FALSE(valid(low));
}

}  // namespace
}  // namespace quoth
