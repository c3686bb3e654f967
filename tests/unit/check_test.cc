#include "check/check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/draft.h"
#include "check/gist.h"
#include "check/quote_check.h"
#include "check/sources.h"
#include "check/speakers.h"

namespace quoth {
namespace {

using Texts = std::vector<std::string>;

// A text and its record, part by part. Words are looked for from where the last ones were found.
class Piece {
 public:
  explicit Piece(std::string text) : text_(std::move(text)) {}

  ByteSpan span(std::string_view words) {
    const size_t begin = text_.find(words, from_);
    EXPECT_NE(begin, std::string::npos) << words;
    from_ = begin;
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + words.size())};
  }
  Piece& back() {
    from_ = 0;
    return *this;
  }

  // All occurrences of each name are mentions.
  Piece& entity(const std::string& name, const Texts& mentions, Entity entity = {}) {
    entity.name = name;
    for (const std::string& mention : mentions) {
      for (size_t at = 0; (at = text_.find(mention, at)) != std::string::npos; at += 1) {
        entity.mentions.push_back(
            {static_cast<uint32_t>(at), static_cast<uint32_t>(at + mention.size())});
      }
    }
    record_.entities.push_back(std::move(entity));
    return *this;
  }

  // `source` "" where there is none; it is looked for from `content` on, else before it.
  Piece& said(uint32_t entity, std::string_view content, std::string_view source,
              Form form = Form::kDirect) {
    Statement s{.form = form, .source = {}, .cue = {}, .content = {}, .speakers = {}, .within = {}};
    s.content = {span(content)};
    Speaker speaker{.name = record_.entities[entity].name, .entity = entity};
    if (!source.empty()) {
      size_t begin = text_.find(source, s.content[0].end);
      if (form == Form::kIndirect) begin = text_.rfind(source, s.content[0].begin);
      EXPECT_NE(begin, std::string::npos) << source;
      speaker.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + source.size())};
      s.source = {speaker.span};
    }
    s.speakers = {speaker};
    record_.statements.push_back(std::move(s));
    return *this;
  }

  const std::string& text() const { return text_; }
  const Record& record() const { return record_; }
  SourceText source() const { return make_source({.id = "source", .text = text_}, record_); }
  std::vector<DraftQuote> quotes() const { return draft_quotes(text_, record_); }
  Sources sources() const {
    Sources sources;
    sources.add(source());
    sources.finish();
    return sources;
  }

 private:
  std::string text_;
  Record record_;
  size_t from_ = 0;
};

Entity person() { return {.name = "", .kind = EntityKind::kPerson}; }

// A draft in which `speaker` says `quote`.
Piece draft_of(const std::string& speaker, const std::string& quote) {
  Piece draft("“" + quote + "” " + speaker + " said.");
  draft.entity(speaker, {speaker}, person()).said(0, "“" + quote + "”", speaker);
  return draft;
}

TEST(Draft, AnInterruptedQuotationIsOne) {
  Piece draft("“I will,” Maria Keller said, “not go.”");
  draft.entity("Maria Keller", {"Maria Keller"}).said(0, "“I will,”", "Maria Keller");
  const auto quotes = draft.quotes();
  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].pieces, (std::vector<ByteSpan>{{3, 10}, {36, 43}}));
  EXPECT_EQ(text_of(quotes[0], draft.text()), "I will, not go.");
  EXPECT_EQ(quotes[0].words.words.size(), 4u);
  EXPECT_EQ(quotes[0].resumes, (std::vector<bool>{false, false, true, false}));
  EXPECT_EQ(quotes[0].attribution, Attributed::kNamed);
  ASSERT_EQ(quotes[0].speakers.size(), 1u);
  EXPECT_EQ(quotes[0].speakers[0].name, "Maria Keller");
}

TEST(Draft, TwoQuotationsWithAFullStopBetweenAreTwo) {
  EXPECT_EQ(Piece("“I will,” Keller said. “We are ready now.”").quotes().size(), 2u);
}

TEST(Draft, AQuotationOverParagraphsIsOne) {
  const Piece draft("“The first day was long.\n\n“The second was longer.”\n");
  const auto quotes = draft.quotes();
  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(text_of(quotes[0], draft.text()), "The first day was long. The second was longer.");
}

TEST(Draft, ANegationBeforeTheMarks) {
  EXPECT_TRUE(Piece("The water is not “fit to drink”.").quotes().at(0).negated_outside);
  EXPECT_FALSE(Piece("The water is now “fit to drink”.").quotes().at(0).negated_outside);
}

TEST(Draft, NobodySaysANicknameOrATitle) {
  Piece nickname("Clive “the Ferryman” Pratt sells tickets.");
  nickname.entity("Clive Pratt", {"Clive", "Pratt"}, person());
  EXPECT_EQ(nickname.quotes().at(0).attribution, Attributed::kNobody);
  EXPECT_EQ(Piece("The play “Two Gates” opens in May.").quotes().at(0).attribution,
            Attributed::kNobody);
}

TEST(Draft, SomebodyNearIsNoSpeakerYet) {
  Piece draft("Maria Keller ran the port. “We had a lock that nobody trusted any more.”");
  draft.entity("Maria Keller", {"Maria Keller"}, person());
  const auto quotes = draft.quotes();
  ASSERT_EQ(quotes.size(), 1u);
  EXPECT_EQ(quotes[0].attribution, Attributed::kUnread);
  ASSERT_EQ(quotes[0].speakers.size(), 1u);
  EXPECT_EQ(quotes[0].speakers[0].name, "Maria Keller");
}

TEST(Bearers, NamesAndOffices) {
  const auto bearer = [](const std::string& name, EntityKind kind = EntityKind::kPerson,
                         Texts roles = {}, const std::string& affiliation = "") {
    return bearer_of(
        Entity{.name = name, .kind = kind, .roles = std::move(roles), .affiliation = affiliation});
  };
  const auto same = [&](const std::string& a, const std::string& b) {
    return same_bearer(bearer(a), bearer(b));
  };
  EXPECT_EQ(same("Maria Keller", "Keller"), SameBearer::kYes);
  EXPECT_EQ(same("Maria Keller", "M. Keller"), SameBearer::kYes);
  EXPECT_EQ(same("Maria Keller", "Jonas Keller"), SameBearer::kNo);
  EXPECT_EQ(same("Maria Keller", "Marta Keller"), SameBearer::kMaybe);
  EXPECT_EQ(same("Maria Keller", "Maria Brandt"), SameBearer::kNo);
  const auto body = [&](const std::string& name) {
    return bearer(name, EntityKind::kOrganisation);
  };
  EXPECT_EQ(same_bearer(body("Ellin Harbour Authority"), body("EHA")), SameBearer::kYes);
  EXPECT_EQ(same_bearer(body("Ellin Harbour Authority"), body("Tidewater Works")), SameBearer::kNo);
  const Bearer chief = bearer("Maria Keller", EntityKind::kPerson,
                              {"head of the harbour authority"}, "harbour authority");
  EXPECT_EQ(same_bearer(chief, bearer("the head of the harbour authority")), SameBearer::kYes);
  EXPECT_EQ(same_bearer(chief, bearer("the mayor")), SameBearer::kNo);
  EXPECT_EQ(same_bearer(chief, body("Harbour Authority")), SameBearer::kMaybe);
  EXPECT_EQ(same_bearer(bearer("Ines Duarte"), bearer("the mayor")), SameBearer::kMaybe);
  EXPECT_TRUE(is_mention_of("Ms. Keller, the pilot", chief));
  EXPECT_TRUE(is_mention_of("the authority’s head", chief));
  EXPECT_TRUE(is_mention_of("the former head of the authority", chief));
  EXPECT_FALSE(is_mention_of("the harbour engineer", chief));
  EXPECT_TRUE(is_mention_of("EHA", body("Ellin Harbour Authority")));
  EXPECT_EQ(name_words("Mayor Ines T. Duarte"), (Texts{"ines", "t", "duarte"}));
}

// What a source says of who said `quote`, in a draft that gives it to `speaker`.
SaidBy said(const Piece& source, const std::string& speaker, const std::string& quote) {
  const DraftQuote asked = draft_of(speaker, quote).quotes().at(0);
  const SourceText text = source.source();
  const auto begin = static_cast<uint32_t>(source.text().find(quote));
  uint32_t first = 0, last = 0;
  for (uint32_t i = 0; i < text.spoken.all.words.size(); ++i) {
    const ByteSpan word = text.spoken.all.words[i].span;
    if (word.begin < begin) first = i + 1;
    if (word.begin < begin + quote.size()) last = i + 1;
  }
  return said_by(asked, text, first, last);
}

constexpr std::string_view kDoubt = "whom the source means as the speaker could not be told";

TEST(Speakers, ANameIsCertain) {
  Piece source("Maria Keller runs the port. “The lock is old and weak,” Keller said.");
  source.entity("Maria Keller", {"Maria Keller", "Keller"}, person())
      .said(0, "“The lock is old and weak,”", "Keller");
  const SaidBy found = said(source, "Maria Keller", "The lock is old and weak");
  EXPECT_EQ(found.same, SameBearer::kYes);
  EXPECT_EQ(found.speakers, Texts{"Maria Keller"});
  EXPECT_FALSE(found.joined);
  EXPECT_EQ(said(source, "Tomas Brandt", "The lock is old and weak").same, SameBearer::kNo);
}

TEST(Speakers, ADescriptionThatIsTheOfficeOfThePerson) {
  const auto same = [](const std::string& role) {
    Piece source(
        "Maria Keller was there. “The lock is old and weak,” the former harbour chief said.");
    source
        .entity("Maria Keller", {"Maria Keller", "the former harbour chief"},
                {.name = "", .kind = EntityKind::kPerson, .roles = {role}})
        .said(0, "“The lock is old and weak,”", "the former harbour chief");
    return said(source, "Maria Keller", "The lock is old and weak").same;
  };
  EXPECT_EQ(same("former chief of the harbour"), SameBearer::kYes);
  EXPECT_EQ(same("chief of police"), SameBearer::kMaybe);
}

TEST(Speakers, APronounOnWhichTwoSignsAgree) {
  Piece source(
      "“We cannot wait,” Maria Keller said. Then Maria Keller paused.\n\n“The lock is old and "
      "weak,” she said.");
  source.entity("Maria Keller", {"Maria Keller"}, person())
      .said(0, "“We cannot wait,”", "Maria Keller")
      .said(0, "“The lock is old and weak,”", "she");
  EXPECT_EQ(said(source, "Maria Keller", "The lock is old and weak").same, SameBearer::kYes);
}

TEST(Speakers, APronounOfAnotherGender) {
  Piece source("“We cannot wait,” Maria Keller said.\n\n“The lock is old and weak,” he said.");
  source.entity("Maria Keller", {"Maria Keller"}, person())
      .said(0, "“We cannot wait,”", "Maria Keller")
      .said(0, "“The lock is old and weak,”", "he");
  for (const std::string speaker : {"Maria Keller", "Tomas Brandt"}) {
    const SaidBy found = said(source, speaker, "The lock is old and weak");
    EXPECT_EQ(found.same, SameBearer::kMaybe) << speaker;
    EXPECT_EQ(found.reason, kDoubt);
  }
}

TEST(Speakers, APronounInWhatSomebodySays) {
  // Of Peter Brandt all signs speak, and Leila Mbeki may mean another man.
  Piece source(
      "Peter Brandt was there. “No,” Peter Brandt said. “He told me, ‘Whatever it is, we take "
      "it,’” Leila Mbeki said.");
  source.entity("Peter Brandt", {"Peter Brandt"}, person())
      .entity("Leila Mbeki", {"Leila Mbeki"}, person())
      .said(0, "“No,”", "Peter Brandt")
      .said(1, "“He told me, ‘Whatever it is, we take it,’”", "Leila Mbeki");
  Record record = source.record();
  const auto at = [&](std::string_view words) {
    const auto begin = static_cast<uint32_t>(source.text().find(words));
    return ByteSpan{begin, begin + static_cast<uint32_t>(words.size())};
  };
  record.statements.push_back({.form = Form::kDirect,
                               .source = {{at("He told").begin, at("He told").begin + 2}},
                               .cue = {},
                               .content = {at("‘Whatever it is, we take it,’")},
                               .speakers = {{.name = "Peter Brandt", .entity = 0}},
                               .within = 1});
  const DraftQuote asked = draft_of("Peter Brandt", "Whatever it is, we take it").quotes().at(0);
  Sources sources;
  sources.add(make_source({.id = "source", .text = source.text()}, record));
  sources.finish();
  EXPECT_EQ(
      check_quote(asked, draft_of("Peter Brandt", "Whatever it is, we take it").text(), sources)
          .verdict,
      Verdict::kUnsure);
}

TEST(Speakers, APronounWithOneSign) {
  // Named nearest is Ixo Vorn, named last as a speaker Peter Brandt, and Ixo tells no gender.
  Piece source(
      "“We cannot wait,” Peter Brandt said. The pilot was Ixo Vorn.\n\n“The lock is old and "
      "weak,” he said.");
  source.entity("Peter Brandt", {"Peter Brandt"}, person())
      .entity("Ixo Vorn", {"Ixo Vorn"}, person())
      .said(0, "“We cannot wait,”", "Peter Brandt")
      .said(1, "“The lock is old and weak,”", "he");
  const SaidBy found = said(source, "Ixo Vorn", "The lock is old and weak");
  EXPECT_EQ(found.same, SameBearer::kMaybe);
  EXPECT_EQ(found.reason, kDoubt);
}

TEST(Speakers, AQuotationThatGoesOnInItsParagraph) {
  Piece near("“The gate is sound,” Peter Brandt said. “Every single weld was tested.”");
  near.entity("Peter Brandt", {"Peter Brandt"}, person())
      .said(0, "“The gate is sound,”", "Peter Brandt")
      .said(0, "“Every single weld was tested.”", "");
  EXPECT_EQ(said(near, "Peter Brandt", "Every single weld was tested").same, SameBearer::kYes);
  Piece apart("“The gate is sound,” Peter Brandt said.\n\n“Every single weld was tested.”");
  apart.entity("Peter Brandt", {"Peter Brandt"}, person())
      .said(0, "“The gate is sound,”", "Peter Brandt")
      .said(0, "“Every single weld was tested.”", "");
  EXPECT_EQ(said(apart, "Peter Brandt", "Every single weld was tested").same, SameBearer::kMaybe);
}

TEST(Speakers, ASurnameThatTwoBear) {
  Piece source("Maria Keller and Jonas Keller argued. “The lock is old,” Maria Keller said.");
  source.entity("Maria Keller", {"Maria Keller"}, person())
      .entity("Jonas Keller", {"Jonas Keller"}, person())
      .said(0, "“The lock is old,”", "Maria Keller");
  EXPECT_EQ(said(source, "Keller", "The lock is old").same, SameBearer::kMaybe);
  EXPECT_EQ(said(source, "Maria Keller", "The lock is old").same, SameBearer::kYes);
}

TEST(Speakers, WordsThatNobodyWasRead) {
  Piece source("The sign says “The lock is old and weak, keep away from it”.");
  const SaidBy found = said(source, "Maria Keller", "The lock is old and weak");
  EXPECT_EQ(found.same, SameBearer::kMaybe);
  EXPECT_EQ(found.reason, "the source has these words, and who said them could not be told");
  EXPECT_EQ(found.speakers, Texts{});
}

// The finding on an indirect statement “… said that CONTENT.” by `speaker`.
Finding on_statement(const Sources& sources, const std::string& speaker,
                     const std::string& content) {
  Piece draft(speaker + " said that " + content + ".");
  draft.entity(speaker, {speaker}, person()).said(0, content, speaker, Form::kIndirect);
  return check_statement(draft.record().statements[0], draft.text(), draft.record(), sources);
}

TEST(Statements, AreBorneOutOrNot) {
  Piece source(
      "Maria Keller said that repairs of the lock would cost 40 million. Tomas Brandt said that "
      "the quay was safe.");
  source.entity("Maria Keller", {"Maria Keller"}, person())
      .entity("Tomas Brandt", {"Tomas Brandt"}, person())
      .said(0, "repairs of the lock would cost 40 million", "Maria Keller", Form::kIndirect)
      .said(1, "the quay was safe", "Tomas Brandt", Form::kIndirect);
  const Sources sources = source.sources();
  const auto verdict = [&](const std::string& speaker, const std::string& content) {
    return name(on_statement(sources, speaker, content).verdict);
  };
  EXPECT_EQ(verdict("Keller", "repairing the lock will cost 40 million"), "supported");
  EXPECT_EQ(verdict("Keller", "repairing the lock will cost 50 million"), "not_found");
  EXPECT_EQ(verdict("Keller", "repairing the lock will not cost 40 million"), "not_found");
  EXPECT_EQ(verdict("Brandt", "repairing the lock will cost 40 million"), "not_found");
  EXPECT_EQ(verdict("the head of the port", "repairing the lock will cost 40 million"), "unsure");
  EXPECT_EQ(verdict("Keller", "cranes fell into the sea"), "not_found");
  const Finding found = on_statement(sources, "Keller", "repairs of the lock cost 40 million");
  ASSERT_TRUE(found.evidence);
  EXPECT_EQ(found.evidence->span(), source.record().statements[0].content[0]);
}

TEST(Statements, GistAndWeights) {
  const std::string text = "that repairs had not begun in 2019";
  const Gist gist = gist_of(text, {{0, static_cast<uint32_t>(text.size())}});
  EXPECT_EQ(gist.stems, (std::set<std::string>{"2019", "begun", "repair"}));
  EXPECT_EQ(gist.numbers, (std::set<std::string>{"2019"}));
  EXPECT_TRUE(gist.negated);
  EXPECT_DOUBLE_EQ(stem_weight(10, 2), std::log(6.0));
  EXPECT_DOUBLE_EQ(stem_weight(10, 0), std::log(11.0));
}

TEST(Statements, TheIndexOfStems) {
  Piece first("Keller said that the lock was rusty. Keller said that the lock would close.");
  first.entity("Keller", {"Keller"}, person())
      .said(0, "the lock was rusty", "Keller", Form::kIndirect)
      .said(0, "the lock would close", "Keller", Form::kIndirect);
  StemIndex index;
  index.add(first.text(), first.record());
  index.add("The quay is rusty.", {});
  EXPECT_DOUBLE_EQ(index.weight("lock"), std::log(3.0));
  EXPECT_DOUBLE_EQ(index.weight("rusty"), std::log(2.0));
  const auto found = index.find({"clos", "lock", "quay"});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(std::pair(found[0].source, found[0].statement), std::pair(0u, 0u));
  EXPECT_DOUBLE_EQ(found[0].weight, index.weight("lock"));
  EXPECT_EQ(std::pair(found[1].source, found[1].statement), std::pair(0u, 1u));
  EXPECT_DOUBLE_EQ(found[1].weight, index.weight("clos") + index.weight("lock"));
  index.set_weights({{"lock", 0.25}});
  EXPECT_DOUBLE_EQ(index.weight("lock"), 0.25);
}

TEST(Check, AWholeDraft) {
  Piece source(
      "“The lock is old and weak,” Maria Keller said. “Every weld was tested,” said Tomas "
      "Brandt.");
  source.entity("Maria Keller", {"Maria Keller"}, person())
      .entity("Tomas Brandt", {"Tomas Brandt"}, person())
      .said(0, "“The lock is old and weak,”", "Maria Keller")
      .said(1, "“Every weld was tested,”", "Tomas Brandt");
  const Sources sources = source.sources();
  const auto check = [&](const std::string& speaker, const std::string& quote) {
    const Piece draft = draft_of(speaker, quote);
    const CheckedDraft checked =
        check_draft({.id = "d", .text = draft.text()}, draft.record(), sources);
    EXPECT_EQ(checked.quotes.size(), 1u);
    EXPECT_EQ(checked.n_findings(), is_finding(checked.quotes.at(0).finding.verdict) ? 1u : 0u);
    return checked.quotes.at(0).finding;
  };
  EXPECT_EQ(check("Keller", "The lock is old and weak,").verdict, Verdict::kVerbatim);
  EXPECT_EQ(check("Keller", "The lock is … weak,").verdict, Verdict::kElided);
  EXPECT_EQ(check("Brandt", "The lock is old and weak,").verdict, Verdict::kMisattributed);
  EXPECT_EQ(check("Keller", "The mole has never been safe,").verdict, Verdict::kNotFound);
  const Finding altered = check("Keller", "The lock is not old and weak,");
  EXPECT_EQ(altered.verdict, Verdict::kAltered);
  ASSERT_EQ(altered.differences.size(), 1u);
  EXPECT_EQ(altered.differences[0].draft, "not");
  EXPECT_EQ(altered.differences[0].source, "");
}

}  // namespace
}  // namespace quoth
