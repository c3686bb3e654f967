#include "quoth/engine.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "extract/pipeline.h"
#include "nn/isa.h"
#include "support/files.h"

namespace quoth {
namespace {

const Engine& engine() {
  static const Engine e = Engine::load(testing_support::model_path()).value();
  return e;
}

std::string sample() {
  return testing_support::read_file(testing_support::source_dir() / "docs/samples/harbour-row.txt");
}

std::vector<Statement> read(const std::string& text) {
  Record found = engine().extract(Article{.id = "t", .text = text});
  EXPECT_TRUE(validate(found, text));
  return found.statements;
}

TEST(Engine, SaysNothingOfTextsThatSayNothing) {
  EXPECT_TRUE(read("").empty());
  EXPECT_TRUE(read(" \r\n\t\n").empty());
  EXPECT_TRUE(read("\xEF\xBB\xBF").empty());
}

TEST(Engine, ReadsADirectQuote) {
  const std::string text = "“The quay will reopen in May,” Maria Keller said on Monday.";
  EXPECT_EQ(to_dump(read(text), text),
            "s1 direct [Maria Keller] said: “The quay will reopen in May,” <Maria Keller>\n");
}

TEST(Engine, ReadsAnIndirectStatement) {
  const std::string text = "Maria Keller said on Monday that the quay would reopen in May.";
  EXPECT_EQ(to_dump(read(text), text),
            "s1 indirect [Maria Keller] said: that the quay would reopen in May <Maria Keller>\n");
}

TEST(Engine, SurvivesStrangeTexts) {
  for (const std::string& text :
       {std::string(5000, '"'), std::string(3000, '\''), std::string(20000, 'a'),
        std::string("“") + std::string(2000, '(') + "” he said", std::string("\n\n\n”\n\n“\n\n"),
        std::string("🚀🚀 he said 👩‍👩‍👧‍👦 \"")}) {
    read(text);
  }
  std::string dotted = "x";
  for (int i = 0; i < 3000; ++i) dotted += ".x";
  read("He said " + dotted + " was lost.");
}

TEST(Engine, LongTextsAreReadInSections) {
  std::string text;
  const std::string sentence = "“The quay will reopen in May,” Maria Keller said on Monday.\n\n";
  while (text.size() < 700000) text += sentence;
  const auto found = read(text);
  const size_t n = text.size() / sentence.size();
  EXPECT_GE(found.size(), n * 98 / 100);
  EXPECT_LE(found.size(), n);
}

TEST(Engine, IsTheSameForAnyNumberOfThreads) {
  const std::string text = sample();
  ASSERT_FALSE(text.empty());
  const std::string expected = to_dump(read(text), text);
  std::atomic<int> different = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 3; ++i) {
        different += to_dump(engine().extract(Article{.id = "t", .text = text}).statements, text) !=
                     expected;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(different, 0);
}

TEST(Engine, IsTheSameOnEveryInstructionSet) {
  const std::string text = sample();
  std::vector<Record> results;
  for (const Isa isa : {Isa::kPortable, Isa::kAvx2, Isa::kAvx512Vnni}) {
    if (!is_supported(isa)) continue;
    setenv("QUOTH_ISA", std::string(name(isa)).c_str(), 1);
    const Engine forced = Engine::load(testing_support::model_path()).value();
    unsetenv("QUOTH_ISA");
    EXPECT_EQ(forced.isa(), isa);  // the one that was forced is the one that runs
    results.push_back(forced.extract(Article{.id = "t", .text = text}));
    EXPECT_FALSE(results.back().statements.empty());
    EXPECT_EQ(results.back(), results.front()) << name(isa);
  }
}

TEST(Engine, MemoryDoesNotGrowWithDocuments) {
  const std::string text = sample();
  const auto peak_kib = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  for (int i = 0; i < 3; ++i) read(text);
  const long before = peak_kib();
  for (int i = 0; i < 40; ++i) read(text);
  EXPECT_LE(peak_kib() - before, 1024);
}

TEST(Engine, RefusesWhatIsNoModel) {
  EXPECT_EQ(Engine::load("/no/such/model").error().code, ErrorCode::kModelNotFound);
  EXPECT_EQ(Engine::load(testing_support::source_dir() / "CMakeLists.txt").error().code,
            ErrorCode::kModelInvalid);
  setenv("QUOTH_ISA", "sparc", 1);
  EXPECT_EQ(Engine::load(testing_support::model_path()).error().code, ErrorCode::kUnsupportedIsa);
  unsetenv("QUOTH_ISA");
}

TEST(FindModel, PrefersWhatIsGiven) {
  setenv("QUOTH_MODEL", "/named/by/environment", 1);
  EXPECT_EQ(find_model("/given").value(), "/given");
  EXPECT_EQ(find_model("").value(), "/named/by/environment");
  unsetenv("QUOTH_MODEL");
}

}  // namespace
}  // namespace quoth
