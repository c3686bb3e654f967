// The engine's int8 emissions against the trainer's in float, on the texts of tests/data. The float
// figures are written by training/quoth_training/fixture.py with the model that is shipped.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "extract/pipeline.h"
#include "nn/isa.h"
#include "support/files.h"

namespace quoth {
namespace {

constexpr double kMeanBound = 0.10, kMaxBound = 1.0;  // of emissions that span -10 to 10

template <typename F>
void for_each_line(const char* name, F&& f) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  const auto json = simdjson::padded_string::load(
      (testing_support::source_dir() / "tests" / "data" / name).string());
  ASSERT_EQ(json.error(), simdjson::SUCCESS) << name;
  ASSERT_EQ(parser.parse_many(json.value_unsafe()).get(lines), simdjson::SUCCESS);
  for (auto line : lines) f(line);
}

TEST(Emissions, StayNearTheTrainersFloats) {
  std::map<std::string, std::vector<double>> trainer;
  for_each_line("emissions.jsonl", [&](auto line) {
    std::vector<double>& out = trainer[std::string(std::string_view(line["id"]))];
    for (const double x : simdjson::dom::array(line["emissions"])) out.push_back(x);
  });
  ASSERT_EQ(trainer.size(), 3u);
  auto file = ModelFile::open(testing_support::model_path());
  ASSERT_TRUE(file.has_value()) << file.error().message;
  const auto pipeline = Pipeline::load(std::move(*file), best_isa());
  ASSERT_TRUE(pipeline.has_value()) << pipeline.error().message;
  for_each_line("emission_texts.jsonl", [&](auto line) {
    const std::string id{std::string_view(line["id"])};
    PipelineScratch scratch;
    const Trace trace = pipeline->trace(std::string_view(line["text"]), scratch, Pipeline::Keep::kAll);
    ASSERT_EQ(trace.sections.size(), 1u);
    const std::vector<float>& ours = trace.sections[0].emissions;
    const std::vector<double>& theirs = trainer[id];
    ASSERT_EQ(ours.size(), theirs.size()) << id;
    double sum = 0;
    for (size_t i = 0; i < ours.size(); ++i) {
      const double d = std::abs(ours[i] - theirs[i]);
      EXPECT_LE(d, kMaxBound) << id << " emission " << i;
      sum += d;
    }
    EXPECT_LE(sum / static_cast<double>(ours.size()), kMeanBound) << id;
  });
}

}  // namespace
}  // namespace quoth
