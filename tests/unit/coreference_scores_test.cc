#include "extract/coreference_scores.h"

#include <gtest/gtest.h>

#include <string>

#include "extract/pipeline.h"
#include "nn/isa.h"
#include "support/files.h"

namespace quoth {
namespace {

// Mentions and scores of a text, with the model that is shipped.
class CoreferenceScoresTest : public testing::Test {
 protected:
  void read(const std::string& text) {
    auto file = ModelFile::open(testing_support::model_path());
    ASSERT_TRUE(file.has_value()) << file.error().message;
    auto pipeline = Pipeline::load(std::move(*file), best_isa());
    ASSERT_TRUE(pipeline.has_value()) << pipeline.error().message;
    PipelineScratch scratch;
    const Trace trace = pipeline->trace(text, scratch, Pipeline::Keep::kStates);
    const Words words(trace.tokens, text);
    mentions_ = find_mentions(words, {});
    for (const Mention& m : mentions_.mentions) forms_.push_back(words.string(m.part.tokens));
    const auto evidence = pipeline->coreference(trace.sections, scratch);
    ASSERT_TRUE(evidence.has_value());
    scores_.emplace(mentions_, *evidence);
  }

  uint32_t mention(const std::string& form) const {
    for (uint32_t i = 0; i < forms_.size(); ++i) {
      if (forms_[i] == form) return i;
    }
    ADD_FAILURE() << form;
    return 0;
  }

  float score(const std::string& anaphor, const std::string& candidate) const {
    return scores_->score(mention(anaphor), mention(candidate));
  }

  Mentions mentions_;
  std::vector<std::string> forms_;
  std::optional<CoreferenceScores> scores_;
};

TEST_F(CoreferenceScoresTest, PreferTheOneThatAPronounStandsFor) {
  read("Mary Duarte met John Vogt on Monday. She said that the harbour was safe.");
  EXPECT_GT(score("She", "Mary Duarte"), score("She", "John Vogt") + 1);
}

TEST_F(CoreferenceScoresTest, ReachNoFurtherThanTrainingDid) {
  std::string between;
  for (uint32_t i = 0; i < kCoreferenceReach; ++i) between += "and ";
  read("Ines Duarte waited. Tomas Vogt wrote " + between + "then he said that it was late.");
  EXPECT_EQ(score("he", "Ines Duarte"), CoreferenceScores::kNone);
  EXPECT_EQ(score("he", "Tomas Vogt"), CoreferenceScores::kNone);
}

}  // namespace
}  // namespace quoth
