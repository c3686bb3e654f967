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
  EXPECT_EQ(to_dump({}, kText), "");
}

TEST(Record, DumpWritesLineBreaksAsSpaces) {
  Statement s;
  s.content = {{0, 3}};
  EXPECT_EQ(to_dump({s}, "a\nb"), "s1 indirect [] : a b\n");
}

TEST(RecordValidate, AcceptsWhatTheDocumentationShows) {
  EXPECT_TRUE(validate({}, kText));
  EXPECT_TRUE(validate({statement()}, kText));
}

TEST(RecordValidate, RefusesAStatementWithoutContent) {
  Statement s = statement();
  s.content.clear();
  EXPECT_FALSE(validate({s}, kText));
}

TEST(RecordValidate, RefusesSpansThatAreNoEvidence) {
  Statement empty = statement(), reversed = statement(), outside = statement(), cut = statement();
  empty.cue = {{5, 5}};
  reversed.content = {statement().content[1], statement().content[0]};
  outside.source = {{0, static_cast<uint32_t>(kText.size()) + 1}};
  cut.content = {{1, 12}};  // inside the opening mark
  EXPECT_FALSE(validate({empty}, kText));
  EXPECT_FALSE(validate({reversed}, kText));
  EXPECT_FALSE(validate({outside}, kText));
  EXPECT_FALSE(validate({cut}, kText));
}

TEST(RecordValidate, RefusesSpeakersWithoutName) {
  Statement s = statement();
  s.speakers[0].name.clear();
  EXPECT_FALSE(validate({s}, kText));
}

TEST(RecordValidate, RefusesToLieWithinItselfOrNothing) {
  Statement self = statement(), nowhere = statement();
  self.within = 0;
  nowhere.within = 1;
  EXPECT_FALSE(validate({self}, kText));
  EXPECT_FALSE(validate({nowhere}, kText));
}

TEST(RecordValidate, RefusesConfidenceOutOfRange) {
  Statement high = statement(), low = statement();
  high.confidence = 1.01f;
  low.confidence = -0.01f;
  EXPECT_FALSE(validate({high}, kText));
  EXPECT_FALSE(validate({low}, kText));
}

}  // namespace
}  // namespace quoth
