// Writes a record for people_test.py, with acts and answers: people_samples FILE
#include <cstdio>

#include "store/quote_groups.h"
#include "support/record_builder.h"

namespace {

using quoth::TestArticle;
using quoth::TestEntity;

std::vector<TestArticle> articles() {
  const TestEntity keller{"Maria Keller", "person", {"head of the harbour authority"}, {"Keller"}};
  const TestEntity maria{"Maria Keller"};
  const TestEntity jonas{"Jonas Keller", "person", {"coach of Brunn United"}};
  const TestEntity ines{"Ines Duarte", "person", {"mayor of Aldport"}, {"Duarte"}};
  const TestEntity tom{"Tom Wirth"};
  const TestEntity hwu{"Harbour Workers Union", "organisation", {}, {"HWU"}};
  const auto of = [](const char* kind, const char* name) { return TestEntity{name, kind}; };
  return {
      {"quay-opens",
       "2024-03-04",
       "Aldport Post",
       {keller, ines},
       {{1, "“The quay will open in May, and nobody will lose a berth,”", "predict"},
        {2,
         "“I back Maria Keller and her plan for the quay without any reservation,”",
         "support",
         {1}},
        {2, "that the town would pay for the new lights", "commit", {}, 0, "indirect"}}},
      {"quay-herald",
       "2024-03-05",
       "Brunn Herald",
       {maria, hwu},
       {{1, "“THE QUAY WILL OPEN IN MAY — and nobody will lose a berth,”", "predict"}}},
      {"quay-star",
       "2024-03-06",
       "Morning Star",
       {of("person", "Maria T. Keller"), tom},
       {{1, "“The quay will open in June, and nobody will lose a berth,”", "predict"}}},
      {"quay-mail",
       "2024-03-08",
       "Evening Mail",
       {maria, ines},
       {{1, "“The quay will open … and nobody will lose a berth,”", "predict"}}},
      {"quay-letter",
       "2024-03-09",
       "Aldport Post",
       {maria, tom},
       {{1,
         "the quay “will open in May, and nobody will lose a berth”",
         "predict",
         {},
         0,
         "mixed"}}},
      {"football",
       "2024-03-11",
       "Brunn Herald",
       {jonas, tom},
       {{1, "“We were the better side for an hour,”"}}},
      {"chief",
       "2024-03-20",
       "Aldport Post",
       {hwu, ines, of("anonymous", "harbour chief")},
       {{3, "“A pump has failed and we are waiting for a new one,”", "concede"}}},
      {"strike",
       "2024-04-02",
       "Aldport Post",
       {of("organisation", "HWU")},
       {{1, "“We have waited long enough for an answer,”", "accuse"}}},
      {"accuse",
       "2024-04-15",
       "Brunn Herald",
       {ines, keller},
       {{1, "“Keller hid the cost of the quay from the town,”", "accuse", {2}},
        {2, "“Every bill for the quay went to the mayor,”", "deny", {1}, 1}}},
      {"regret",
       "2024-05-21",
       "Aldport Post",
       {ines, maria},
       {{1,
         "“I should never have backed Maria Keller and the plan for the quay,”",
         "concede",
         {2}}}},
      {"alone",
       "2024-09-02",
       "Evening Mail",
       {of("person", "Keller")},
       {{1, "that the season had been poor", "assert", {}, 0, "indirect"}}},
      {"council",
       "2024-09-12",
       "Brunn Herald",
       {of("organisation", "City Council"), ines},
       {{1, "it would buy a new ferry", "commit", {}, 0, "indirect"}}},
  };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto db = quoth::Database::open(argv[1], {.mode = quoth::OpenMode::kWrite});
  if (!db) return 1;
  auto transaction = quoth::Transaction::begin(*db);
  auto grouper = quoth::QuoteGrouper::open(*db);
  if (!transaction || !grouper) return 1;
  quoth::RecordBuilder builder(*db);
  for (const TestArticle& a : articles()) {
    if (!grouper->add(builder.add(a))) return 1;
  }
  if (!transaction->commit()) return 1;
  return quoth::settle_people(*db) ? 0 : 1;
}
