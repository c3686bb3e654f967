// Runs the literate cases: one test for each case of tests/cases/<stage>/*.md (see README.md
// there). With QUOTH_UPDATE_CASES=1 a dump that differs is rewritten instead; the diff is for a
// reviewer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "case_file.h"
#include "quoth/engine.h"
#include "support/files.h"
#include "text/tokenizer.h"

namespace quoth::cases {
namespace {

namespace fs = std::filesystem;

std::string dump_tokens(std::string_view text) {
  const Tokens tokens = tokenize(text);
  return tokens.validate(text.size()) ? to_dump(tokens, text) : "the tokens are not valid\n";
}

// What the whole engine makes of the text, with the model that is shipped, as `dump` prints it.
template <typename Dump>
std::string dump_record(std::string_view text, Dump dump) {
  static const auto engine = Engine::load(testing_support::model_path());
  if (!engine) return engine.error().where + ": " + engine.error().message + '\n';
  Article article;
  article.id = "case";
  article.text = text;
  return dump(engine->extract(article));
}

std::string dump_statements(std::string_view text) {
  return dump_record(text, [&](const Record& r) { return to_dump(r.statements, text); });
}

std::string dump_speakers(std::string_view text) {
  return dump_record(text, [&](const Record& r) { return to_dump(r, text); });
}

// A stage is its folder under tests/cases and the function from a text to its dump.
struct Stage {
  std::string_view folder;
  std::string (*dump)(std::string_view text);
};

constexpr Stage kStages[] = {
    {"tokens", dump_tokens},
    {"statements", dump_statements},
    {"speakers", dump_speakers},
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool updating() {
  const char* value = std::getenv("QUOTH_UPDATE_CASES");
  return value != nullptr && std::string_view(value) == "1";
}

// Reads the file anew, since an earlier update has moved its blocks.
void update(const fs::path& path, const std::string& heading, const std::string& dump) {
  const std::string file = read_file(path);
  const auto cases = parse_cases(file);
  ASSERT_TRUE(cases.has_value()) << cases.error().message;
  const auto it = std::find_if(cases->begin(), cases->end(),
                               [&](const Case& c) { return c.heading == heading; });
  ASSERT_NE(it, cases->end());
  std::ofstream(path, std::ios::binary) << replace_dump(file, *it, dump);
}

class CaseTest : public testing::Test {
 public:
  CaseTest(fs::path path, Case c, const Stage& stage)
      : path_(std::move(path)), case_(std::move(c)), stage_(stage) {}

  void TestBody() override {
    const std::string dump = stage_.dump(case_.text);
    if (dump == case_.expected) return;
    if (updating()) return update(path_, case_.heading, dump);
    EXPECT_EQ(escape(dump), escape(case_.expected)) << path_.string() << ':' << case_.line;
  }

 private:
  fs::path path_;
  Case case_;
  const Stage& stage_;
};

class FaultyFile : public testing::Test {
 public:
  explicit FaultyFile(std::string message) : message_(std::move(message)) {}
  void TestBody() override { FAIL() << message_; }

 private:
  std::string message_;
};

void add_faulty(const std::string& suite, const fs::path& path, const std::string& message) {
  testing::RegisterTest(
      suite.c_str(), "is_faulty", nullptr, nullptr, path.c_str(), 1,
      [=]() -> testing::Test* { return new FaultyFile(path.string() + ": " + message); });
}

void add_cases(const Stage& stage, const fs::path& path) {
  const std::string suite = std::string(stage.folder) + '/' + path.stem().string();
  const auto cases = parse_cases(read_file(path));
  if (!cases) return add_faulty(suite, path, cases.error().where + ": " + cases.error().message);
  for (const Case& c : *cases) {
    testing::RegisterTest(suite.c_str(), test_name(c.heading).c_str(), nullptr, nullptr,
                          path.c_str(), c.line,
                          [=, &stage]() -> testing::Test* { return new CaseTest(path, c, stage); });
  }
}

// Every folder must be a stage and every stage must have a folder with cases, so that none is left
// out.
void add_all(const fs::path& root) {
  for (const Stage& stage : kStages) {
    if (!fs::is_directory(root / stage.folder)) {
      add_faulty(std::string(stage.folder), root / stage.folder, "the folder of the stage is gone");
    }
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    if (path.parent_path() == root && !fs::is_directory(path)) continue;
    const std::string folder = *fs::relative(path, root).begin();
    const auto stage = std::find_if(std::begin(kStages), std::end(kStages),
                                    [&](const Stage& s) { return s.folder == folder; });
    if (stage == std::end(kStages)) {
      add_faulty(folder + '/' + path.stem().string(), path, "no such stage");
    } else if (path.extension() == ".md") {
      add_cases(*stage, path);
    } else if (!fs::is_directory(path)) {
      add_faulty(folder + '/' + path.stem().string(), path, "not a case file (.md)");
    }
  }
}

}  // namespace
}  // namespace quoth::cases

int main(int argc, char** argv) {
  quoth::cases::add_all(QUOTH_CASES_DIR);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
