#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "duplicate/index.h"
#include "duplicate/signature.h"

namespace quoth {
namespace {

// A wire story of an invented town, a sentence each.
const std::vector<std::string> kStory = {
    "The port of Ellin will close its north basin for eight months from September, the harbour "
    "authority said on Monday, after divers found cracks in a lock gate that was rebuilt only "
    "four years ago.",
    "\"We cannot run a lock that may fail with a ferry inside it,\" said Maria Keller, head of the "
    "authority, at a news conference on the quay.",
    "She put the cost of the repair at 31 million dollars and said the builder would be asked to "
    "pay for it.",
    "Tidewater Works, which built the gate, denied that the cracks came from faulty welding.",
    "Its chief engineer, Tomas Brandt, said the authority had let ships of twice the agreed weight "
    "through since 2021.",
    "\"They were warned in writing, and they didn't answer,\" he said.",
    "Fishermen who land their catch in the north basin said they had learned of the closure from "
    "the radio.",
    "The union's secretary, Ada Quill, called for a fund that would pay crews for every week on "
    "which they cannot sail.",
    "The town council is to meet on Thursday to discuss a temporary berth on the south shore, "
    "where "
    "residents have opposed a larger harbour for more than ten years.",
    "A spokesman for the ministry of transport said it had sent two inspectors and would not "
    "comment before their report is published in October.",
};

std::string join(const std::vector<std::string>& sentences, const std::string& gap = " ") {
  std::string out;
  for (const std::string& s : sentences) out += out.empty() ? s : gap + s;
  return out;
}

std::string beginning(size_t n) {
  return join({kStory.begin(), kStory.begin() + static_cast<ptrdiff_t>(n)}, "\n\n");
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t pos = 0; (pos = text.find(from, pos)) != std::string::npos; pos += to.size()) {
    text.replace(pos, from.size(), to);
  }
  return text;
}

std::optional<std::string> compared(std::string_view first, std::string_view second) {
  DuplicateIndex index;
  EXPECT_EQ(index.add("first", first), std::nullopt);
  return index.add("second", second);
}

TEST(Signature, OfWordsAndNothingElse) {
  const std::string story = join(kStory);
  const Signature signature = signature_of(story);
  EXPECT_EQ(signature_of(join(kStory, "\n\n")), signature);
  EXPECT_EQ(signature_of(replaced(replaced(story, "\"", "”"), "'", "’")), signature);
  EXPECT_EQ(signature_of(replaced(story, "Monday", "MONDAY")), signature);
  EXPECT_EQ(signature_of(replaced(story, "authority", "autho\u00ADrity")), signature);
  EXPECT_NE(signature_of(replaced(story, "Monday", "Friday")), signature);
  EXPECT_EQ(signature_of("“We won,” she said."), signature_of("'We won', she\nSAID"));
  EXPECT_EQ(signature_of("ÉMILE fut élu là"), signature_of("émile FUT ÉLU LÀ"));
}

TEST(Signature, CountsDistinctShingles) {
  EXPECT_EQ(signature_of("").n_shingles, 0u);
  EXPECT_EQ(signature_of("one two three").n_shingles, 0u);
  EXPECT_EQ(signature_of("one two three four").n_shingles, 1u);
  EXPECT_EQ(signature_of("a b a b a b a b a b").n_shingles, 2u);
  EXPECT_EQ(signature_of("港湾局は月曜").n_shingles,
            3u);  // the three ideographs before は part from it
  EXPECT_EQ(signature_of(""), Signature());
  std::string numbers;
  for (int i = 0; i < 70000; ++i) numbers += std::to_string(i) + ' ';
  EXPECT_EQ(signature_of(numbers).n_shingles, kMaxShingles);
  // One run of letters is cut into words of one length, and a rest.
  EXPECT_EQ(signature_of(std::string(5 << 20, 'a')).n_shingles, 2u);
  EXPECT_EQ(signature_of("a b \xFF c\xC3 d e").n_shingles, 2u);
}

// Two texts of random words, of which the first `n_both` are common.
TEST(Signature, EstimatesResemblanceAndContainment) {
  std::mt19937 random(7);
  const auto words = [&](int n) {
    std::string text;
    for (int i = 0; i < n; ++i) text += "w" + std::to_string(random() % 1000000) + ' ';
    return text;
  };
  for (const auto& [n_both, n_a, n_b] :
       {std::array{500, 0, 0}, {500, 500, 0}, {500, 0, 1500}, {400, 300, 300}, {100, 900, 900}}) {
    const std::string both = words(n_both);
    const Signature a = signature_of(both + words(n_a)), b = signature_of(both + words(n_b));
    const double j = n_both / static_cast<double>(n_both + n_a + n_b);
    EXPECT_NEAR(resemblance(a, b), j, 0.11);
    EXPECT_EQ(resemblance(a, b), resemblance(b, a));
    EXPECT_NEAR(containment(a, b), n_both / static_cast<double>(n_both + n_a), 0.2);
    EXPECT_NEAR(containment(b, a), n_both / static_cast<double>(n_both + n_b), 0.2);
  }
  EXPECT_EQ(resemblance(Signature(), Signature()), 0);
  EXPECT_EQ(containment(Signature(), signature_of(words(100))), 0);
  EXPECT_EQ(containment(signature_of(words(100)), signature_of(words(100))), 0);
}

TEST(Duplicate, FindsWhatOutletsMakeOfAWireStory) {
  const std::string story = join(kStory, "\n");
  const std::string footer =
      "\n\nRead more in our morning letter. Follow us for pictures of the harbour. All rights "
      "reserved by the Ellin Tern.";
  const std::string variants[] = {
      story,
      "PORT ELLIN, Sept. 3 (Wire) — " + story,
      "Cracked gate shuts basin\nBy Jo Fenwick, Harbour Correspondent\n\n" + story,
      story + footer,
      "Eight months without a lock\n\n" + join(kStory, "\n\n") + footer,
      replaced(replaced(story, "\"", "“"), "'", "’"),
      replaced(replaced(story, "harbour", "harbor"), "Ellin", "Elin"),
      beginning(8),
      beginning(6),
      "Basin to close\n\n" + beginning(5) + "\n\nMore follows.",
      join({kStory.begin() + 1, kStory.end() - 1}),
  };
  for (const std::string& variant : variants) {
    EXPECT_EQ(compared(story, variant), "first") << variant;
  }
}

TEST(Duplicate, ALongerStoryIsNone) {
  EXPECT_EQ(compared(beginning(3), join(kStory)), std::nullopt);
  EXPECT_EQ(compared(beginning(8), join(kStory)), "first");
}

TEST(Duplicate, AnotherStoryOfTheSameMatterIsNone) {
  EXPECT_EQ(compared(join(kStory),
                     "Work on the cracked lock gate at the port of Ellin began on Monday, a week "
                     "later than planned. Maria Keller, head of the harbour authority, said the "
                     "delay was the fault of Tidewater Works, which had not sent its divers. "
                     "\"We are tired of waiting,\" she said. The north basin, which is to stay "
                     "closed until May, has lost a third of its traffic. The ministry of transport "
                     "said its inspectors had found no sign of faulty welding, and Tomas Brandt, "
                     "chief engineer of Tidewater, said he felt vindicated."),
            std::nullopt);
}

// A form with other names and figures in it.
TEST(Duplicate, AFormFilledInAnewIsNone) {
  const auto report = [](const char* town, const char* mayor, int rain, int wind, const char* day) {
    return std::string(town) + " had " + std::to_string(rain) + " millimetres of rain on " + day +
           ", the weather office said. Gusts of " + std::to_string(wind) +
           " knots were measured at the pier. Mayor " + mayor +
           " said that no one was hurt. The office expects showers over " + town + " until " + day +
           " next week.";
  };
  EXPECT_EQ(compared(report("Ellin", "Ines Duarte", 31, 40, "Monday"),
                     report("Brackwater", "Olu Mensah", 7, 22, "Friday")),
            std::nullopt);
}

TEST(Duplicate, AShortTextIsNone) {
  EXPECT_EQ(compared("", ""), std::nullopt);
  EXPECT_EQ(compared("More follows.", "More follows."), std::nullopt);
  EXPECT_EQ(compared("We will not comment on this matter today, a spokesman said.",
                     "We will not comment on this matter today, a spokesman said."),
            std::nullopt);
}

TEST(Duplicate, NamesTheEarliestOriginal) {
  DuplicateIndex index;
  const std::string story = join(kStory);
  EXPECT_EQ(index.add("brief", beginning(2)), std::nullopt);
  EXPECT_EQ(index.add("story", story), std::nullopt);
  EXPECT_EQ(index.add("copy", story), "story");
  EXPECT_EQ(index.add("cut copy", beginning(9)), "story");
  EXPECT_EQ(index.add("copy of the copy", "ELLIN — " + story), "story");
  EXPECT_EQ(index.add("brief copy", beginning(2)), "brief");
  EXPECT_EQ(index.n_originals(), 2u);
}

// Documents of 60 to 160 random words from a small vocabulary.
std::vector<std::string> random_documents(size_t n) {
  std::mt19937 random(11);
  std::vector<std::string> documents(n);
  for (std::string& document : documents) {
    for (unsigned i = 0, n_words = 60 + random() % 100; i < n_words; ++i) {
      document += "w" + std::to_string(random() % 3000) + ' ';
    }
  }
  return documents;
}

TEST(Duplicate, FindsEachOfManyInLittleMemory) {
  const std::vector<std::string> documents = random_documents(5000);
  DuplicateIndex index;
  size_t id_bytes = 0;
  for (size_t i = 0; i < documents.size(); ++i) {
    const std::string id = "d" + std::to_string(i);
    ASSERT_EQ(index.add(id, documents[i]), std::nullopt) << i;
    id_bytes += id.size();
    if (i >= 1000) {
      EXPECT_LE(index.bytes() - id_bytes, 600 * (i + 1)) << i;
    }
  }
  for (size_t i = 0; i < documents.size(); ++i) {
    EXPECT_EQ(index.add("copy", "Another headline. " + documents[i]), "d" + std::to_string(i));
  }
  EXPECT_EQ(index.n_originals(), documents.size());
}

// Thousands of documents of one form, a third of which is the same in all: the lists stay short.
TEST(Duplicate, OneFormOfManyDocumentsDoesNotGrowTheLists) {
  const std::vector<std::string> documents = random_documents(3000);
  const std::string form = random_documents(1).front();
  DuplicateIndex index;
  for (const std::string& document : documents) {
    index.add("d", document + ' ' + form.substr(0, form.size() / 2));
  }
  EXPECT_GT(index.n_originals(), 2900u);
  EXPECT_LE(index.bytes(), 610 * index.n_originals());
}

TEST(Duplicate, SignaturesAreTheSameOnEveryThread) {
  const std::vector<std::string> documents = random_documents(200);
  std::vector<Signature> expected, found(documents.size());
  for (const std::string& document : documents) expected.push_back(signature_of(document));
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (size_t i = t; i < documents.size(); i += 4) found[i] = signature_of(documents[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace quoth
