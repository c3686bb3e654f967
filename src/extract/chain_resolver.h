// Inside the resolving stage: goes through the mentions of one article and says whom each means.
// coreference.cc has the walk, pronouns.cc, descriptions.cc and bodies.cc what they are
// named after.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/coreference.h"
#include "extract/coreference_scores.h"

namespace quoth {

constexpr uint32_t kOpening = 4;        // sentences of headline and lede
constexpr uint32_t kLater = 10;         // sentences in which one who was described is named
constexpr size_t kMostCandidates = 24;  // that a pronoun is weighed between

class ChainResolver {
 public:
  // `scores` may be null: then only what the words show counts.
  ChainResolver(const Mentions& mentions, const Words& words, const std::vector<Saying>& sayings,
                const CoreferenceScores* scores, std::vector<CandidateTrace>* trace);

  Chains run();

 private:
  // The innermost saying whose content holds a token, and the innermost one that is quoted.
  void find_holders();
  void start();
  uint32_t open_chain();
  void take(uint32_t i);
  void touch(uint32_t id, uint32_t mention);
  void note_place(LastMention& p, const Mention& m) const;
  void note_speaker(const std::vector<uint32_t>& meant, uint32_t saying);
  std::vector<uint32_t> of_name(const Mention& m);
  // "the Kellers": the persons of that family name.
  std::vector<uint32_t> family_of(const Mention& m);
  uint32_t chain_of_cluster(uint32_t cluster);
  // "a new poll", "the poll": the one poll that the article names, if it names but one.
  void merge_documents();
  void merge(uint32_t from, uint32_t into);
  void find_speakers();
  // A quotation without a source goes on where the last one stopped; the speaker of reported words
  // without one is not told, unless their cue goes on from another ("…, adding that").
  std::vector<uint32_t> without_source(uint32_t s) const;

  // Pronouns.
  std::vector<uint32_t> of_pronoun(uint32_t i);
  const Saying* holder(uint32_t token) const;
  // Inside a quotation its speaker, outside the author.
  std::vector<uint32_t> first_person(const Mention& m);
  // "Ines Duarte, who": the last mention of the same sentence that fits.
  std::vector<uint32_t> relative(uint32_t i);
  // The chains of this pass for one of the first pass; none if it is not mentioned yet.
  std::vector<uint32_t> renew(uint32_t old);
  // Chains of the statement that holds a token, as they are named in this pass.
  std::optional<uint32_t> speaker_now(int32_t saying) const;
  // In the second pass also of one whose source stands further on, by its names.
  std::optional<uint32_t> speaker_of(int32_t saying);
  Surroundings surroundings(const Mention& m);
  std::vector<uint32_t> antecedent(uint32_t i);
  // What the encoder says for a chain: log of the summed exponentials over its names and
  // descriptions.
  float encoder_score(uint32_t mention, uint32_t chain) const;
  void add_encoder_scores(CandidateTrace& seen) const;
  std::optional<uint32_t> best_antecedent(uint32_t i, Pronoun pronoun, bool any_gender, bool named);
  // Those mentioned of late, the last first; outside quotations, for a pronoun that stands there.
  std::vector<uint32_t> by_recency(bool quoted) const;
  // "After her term, Ines Duarte …": the person named next in the sentence.
  void look_ahead(uint32_t i, Pronoun pronoun, Surroundings& around);
  // "In her speech, Ines Duarte …": nobody before, so the next one in the sentence.
  std::vector<uint32_t> forward(uint32_t i);
  // Two or more who spoke together, and nobody else that is several since.
  bool joint_is_meant(uint32_t at) const;

  // Descriptions.
  std::vector<uint32_t> of_description(uint32_t i);
  // "both", "the two men", "neither candidate": those who spoke together last, or else the two
  // persons who are named most around it; "the senators": those who spoke together last.
  std::vector<uint32_t> both_meant(uint32_t i) const;
  bool joint_is_near(uint32_t i, Gender gender) const;
  // Named, of that gender as far as known, and mentioned less than `reach` sentences before i.
  bool is_person_near(uint32_t id, uint32_t i, uint32_t reach, Gender gender) const;
  // "the senators", where one of those who spoke together is called a senator.
  bool joint_are(const Part& p) const;
  // By a title or a given name, not only by how the name looks.
  bool is_known_person(uint32_t id) const;
  std::vector<uint32_t> two_most_named(uint32_t i, Gender gender) const;
  uint32_t open_description(const Mention& m);
  // The noun that says what a description stands for; of "one of the groups" the second.
  std::optional<Noun> description_noun(const Part& p) const;
  bool owns_any(const Part& p) const;
  static bool is_count(const Word& w);
  // Words that say which one: between article and head, and after the head.
  std::vector<std::string_view> modifiers(const Part& p) const;
  static std::string_view synonym(std::string_view w);
  bool head_matches(uint32_t token, std::string_view head) const;
  // Whether every modifier stands in the mention's words or beside them.
  bool covers(TokenRange r, const std::vector<std::string_view>& wanted) const;
  std::optional<uint32_t> same_description(uint32_t i);
  // "his wife", "her office".
  bool owned(const Part& p) const;
  // "her campaign", where "the Keller campaign" was spoken of and she is Keller.
  std::optional<uint32_t> of_owner(uint32_t i);
  bool is_same(const Chain& c, const Part& p, std::string_view head,
               const std::vector<std::string_view>& wanted) const;
  // A named one by its roles or by the last word of its name: "the mayor", "the board".
  bool names_it(const Chain& c, const Part& p, std::string_view head,
                const std::vector<std::string_view>& wanted) const;
  bool covers_name(const Chain& c, const std::vector<std::string_view>& wanted) const;
  // "the Vermont senator": the last one who has the office, whatever else is said of him.
  std::optional<uint32_t> by_role(uint32_t i) const;
  // "A Bremen judge", in the first sentences, of one who is named and called a judge further on.
  std::optional<uint32_t> by_later_role(uint32_t i);
  // 0 if none of the roles of a person has the head of the description, or one is of another party;
  // 2 if all the names in the description are in the role as well, else 1.
  int role_fits(uint32_t cluster, const Part& p) const;
  bool is_at_odds(const Office& role, const Part& p) const;
  bool names_all_of(uint32_t cluster, const Office& role, const Part& p) const;
  // What anybody may be called, whatever the office.
  static bool is_generic(std::string_view noun);
  // "the 20-year-old", "the former speaker": more is said of one who is known already.
  bool tells_somebody_known(const Part& p) const;
  // "the candidate", where nobody was introduced as one: a named person, as a pronoun would mean.
  std::optional<uint32_t> salient_person(uint32_t i);
  // "the company" of a body whose name does not tell what it is.
  std::optional<uint32_t> by_class(const Part& p, std::string_view head);
  // Nothing but how the name looks says that it is a person’s.
  bool may_be_body(const Chain& c) const;
  static bool is_body_class(std::string_view noun);
  // "the Keller campaign", "Keller’s team": one body, whoever it is called; "the campaign" the
  // last.
  std::optional<uint32_t> by_campaign(uint32_t i) const;
  static bool is_campaign(std::string_view noun);
  // The token of the name of whom a campaign is for.
  std::optional<uint32_t> candidate_of(const Part& p) const;
  // "A federal court", in the first sentences, of one that is named further on.
  std::optional<uint32_t> by_later_body(uint32_t i);
  bool names_capitals_of(TokenRange name, const Part& p) const;
  bool is_place_chain(const Chain& c) const;

  const Mentions& m_;
  const Words& words_;
  const std::vector<Saying>& sayings_;
  const CoreferenceScores* scores_;
  std::vector<CandidateTrace>* trace_;
  std::vector<uint32_t> cluster_of_;                // by name
  std::vector<std::vector<uint32_t>> names_of_;     // mentions by cluster
  std::unordered_map<uint32_t, uint32_t> role_of_;  // clusters by the head of what they are called
  std::vector<int32_t> holder_;                     // by token
  uint32_t first_person_ = 0;                       // cluster
  int pass_ = 0;
  std::vector<Chain> chains_;
  std::vector<uint32_t> recent_;  // chains, last mentioned first
  std::vector<std::vector<uint32_t>> of_mention_;
  std::vector<uint32_t> chain_of_cluster_;
  std::optional<uint32_t> author_;
  std::vector<std::vector<uint32_t>> last_speakers_;
  uint32_t last_saying_ = UINT32_MAX;
  std::vector<uint32_t> joint_;
  std::vector<std::vector<uint32_t>> speakers_;  // of this pass, or the last one
  std::vector<uint32_t> first_mention_, old_cluster_;
};

}  // namespace quoth
