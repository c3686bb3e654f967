#include "extract/frame.h"

#include <gtest/gtest.h>

namespace quoth {
namespace {

const std::string kText =
    "Ines Duarte told CNN’s Bo Lind on Monday that the harbour board had lied. "
    "She said she and Tomas Vogt would sue.";

ByteSpan find(std::string_view words) {
  const size_t at = kText.find(words);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

Record record() {
  Record r;
  const auto entity = [&](std::string name, EntityKind kind, std::vector<ByteSpan> mentions) {
    Entity e;
    e.name = std::move(name);
    e.kind = kind;
    e.mentions = std::move(mentions);
    r.entities.push_back(std::move(e));
  };
  entity("Ines Duarte", EntityKind::kPerson, {find("Ines Duarte"), find("She"), find("she and")});
  r.entities[0].mentions[2].end = r.entities[0].mentions[2].begin + 3;
  entity("CNN", EntityKind::kOrganisation, {find("CNN")});
  entity("Bo Lind", EntityKind::kPerson, {find("Bo Lind")});
  entity("harbour board", EntityKind::kOrganisation, {find("harbour board")});
  entity("Tomas Vogt", EntityKind::kPerson, {find("Tomas Vogt")});
  Statement first;
  first.source = {find("Ines Duarte")};
  first.cue = {find("told")};
  first.content = {find("that the harbour board had lied")};
  first.speakers = {Speaker{"Ines Duarte", find("Ines Duarte"), 0}};
  first.addressee = Addressee{find("CNN’s Bo Lind"), std::nullopt};
  first.when = When{find("on Monday"), ""};
  Statement second;
  second.source = {find("She")};
  second.cue = {find("said")};
  second.content = {find("she and Tomas Vogt would sue")};
  second.speakers = {Speaker{"Ines Duarte", find("She"), 0}};
  r.statements = {first, second};
  return r;
}

TEST(Frame, AddresseeIsTheEntityOfItsLongestMention) {
  Record r = record();
  complete_frames(r, {}, nullptr, kText, "");
  EXPECT_EQ(r.statements[0].addressee, (Addressee{find("CNN’s Bo Lind"), 2}));
  r = record();
  r.statements[0].addressee->span = find("told");
  complete_frames(r, {}, nullptr, kText, "");
  EXPECT_EQ(r.statements[0].addressee->entity, std::nullopt);
}

TEST(Frame, DatesAreSeenFromTheDayOfPublication) {
  Record r = record();
  complete_frames(r, {}, nullptr, kText, "2018-03-28");
  EXPECT_EQ(r.statements[0].when, (When{find("on Monday"), "2018-03-26"}));
  r = record();
  complete_frames(r, {}, nullptr, kText, "");
  EXPECT_EQ(r.statements[0].when, (When{find("on Monday"), ""}));
}

TEST(Frame, AnEmptyRecordStaysEmpty) {
  Record r;
  complete_frames(r, {}, nullptr, "", "2018-03-28");
  EXPECT_EQ(r, Record());
}

}  // namespace
}  // namespace quoth
