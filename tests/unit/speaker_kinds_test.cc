#include "extract/speaker_kinds.h"

#include <gtest/gtest.h>

#include <cmath>

namespace quoth {
namespace {

// Log-probabilities of which `kind` has 0.9 and each other the seventh part of the rest.
KindScores surely(EntityKind kind) {
  KindScores s;
  s.fill(std::log(0.1f / 6));
  s[static_cast<size_t>(kind)] = std::log(0.9f);
  return s;
}

// One entity for each kind given, and a statement by each.
Record record(const std::vector<EntityKind>& kinds) {
  Record r;
  for (uint32_t e = 0; e < kinds.size(); ++e) {
    Entity entity;
    entity.kind = kinds[e];
    r.entities.push_back(entity);
    Statement s;
    s.speakers = {Speaker{"", {}, e, kinds[e]}};
    r.statements.push_back(s);
  }
  return r;
}

TEST(SpeakerKinds, TheEncoderOverrulesTheWordsWhereItIsSure) {
  Record r = record({EntityKind::kAnonymous});
  settle_speaker_kinds(r, std::vector{surely(EntityKind::kGroup)});
  EXPECT_EQ(r.entities[0].kind, EntityKind::kGroup);
  EXPECT_EQ(r.statements[0].speakers[0].kind, EntityKind::kGroup);
}

TEST(SpeakerKinds, TheWordsDecideWhereTheEncoderDoubts) {
  Record r = record({EntityKind::kAnonymous});
  KindScores doubt{};
  doubt[static_cast<size_t>(EntityKind::kGroup)] = 1;
  settle_speaker_kinds(r, std::vector{doubt});
  EXPECT_EQ(r.entities[0].kind, EntityKind::kAnonymous);
}

TEST(SpeakerKinds, AllStatementsOfASpeakerCount) {
  Record r = record({EntityKind::kPerson, EntityKind::kOrganisation});
  r.statements[1].speakers[0].entity = 0;
  // Sure once and surely not once: on the mean the words are ahead.
  settle_speaker_kinds(r, std::vector{surely(EntityKind::kGroup), surely(EntityKind::kPerson)});
  EXPECT_EQ(r.entities[0].kind, EntityKind::kPerson);
  EXPECT_EQ(r.entities[1].kind, EntityKind::kOrganisation);  // speaks nowhere
}

TEST(SpeakerKinds, AuthorsStayAuthorsAndNobodyBecomesOne) {
  Record r = record({EntityKind::kAuthor, EntityKind::kPerson});
  settle_speaker_kinds(r, std::vector{surely(EntityKind::kPerson), surely(EntityKind::kAuthor)});
  EXPECT_EQ(r.entities[0].kind, EntityKind::kAuthor);
  EXPECT_EQ(r.entities[1].kind, EntityKind::kPerson);
}

TEST(SpeakerKinds, StatementsBeyondTheScoresAreLeftAlone) {
  Record r = record({EntityKind::kPerson, EntityKind::kDocument});
  settle_speaker_kinds(r, std::vector{surely(EntityKind::kGroup)});
  EXPECT_EQ(r.entities[0].kind, EntityKind::kGroup);
  EXPECT_EQ(r.entities[1].kind, EntityKind::kDocument);
}

}  // namespace
}  // namespace quoth
