// Makes a record of invented articles for the tests of the server:
//   make_record FILE.db N_ARTICLES
// Everything in it is made of the lists below, by a generator that gives the same record each time:
// statements of all forms, acts and channels, answers, wire copies, quotations that are printed in
// several articles with other words, and articles that try to be script.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "duplicate/signature.h"
#include "store/database.h"
#include "store/identity.h"
#include "store/people_linker.h"
#include "store/people_settle.h"
#include "store/quote_groups.h"
#include "store/record_writer.h"

namespace {

using quoth::Act;
using quoth::ByteSpan;
using quoth::Channel;
using quoth::EntityKind;
using quoth::Form;
using quoth::Statement;
using Words = std::vector<std::string_view>;

const Words kGiven = {"Maria", "Jonas", "Ines",  "Tomas", "Ada",   "Bela",  "Carla", "Dario",
                      "Edda",  "Farid", "Greta", "Hugo",  "Ilka",  "Jaro",  "Kira",  "Lasse",
                      "Mina",  "Nadim", "Olga",  "Pavel", "Quinn", "Rosa",  "Sami",  "Thea",
                      "Uwe",   "Vera",  "Wanda", "Xenia", "Yara",  "Zoltan"};
const Words kFamily = {"Keller",   "Brandt", "Duarte",  "Olsen",   "Petrak", "Quist",     "Rahimi",
                       "Sorensen", "Tanner", "Ullman",  "Varga",   "Weller", "Ximenes",   "Yildiz",
                       "Zeman",    "Abbot",  "Bergman", "Castell", "Dormer", "Eklund",    "Fontane",
                       "Garrick",  "Hollis", "Ivens",   "Jansky",  "Korda",  "Lindqvist", "Moreau"};
const Words kRoles = {"head of the harbour authority",
                      "councillor",
                      "mayor",
                      "minister of works",
                      "spokesman for the dockers",
                      "professor of hydrology",
                      "editor",
                      "judge"};
const Words kBodies = {"Harbour Authority", "Dockers Union",        "City Council",
                       "Water Board",       "Insurers Association", "Northern Rail"};
const Words kOutlets = {"The Quay", "Morning Ledger", "Coast Wire", "Northern Star", "Delta Post"};
const Words kSubjects = {"the gates",      "the new pier",  "our warehouses",    "the flood wall",
                         "the budget",     "this contract", "the night shift",   "the ferry line",
                         "the old bridge", "the river",     "every family here", "the inquiry",
                         "the toll",       "the crane",     "the southern dock", "the archive",
                         "the school",     "the turbine"};
const Words kVerbs = {
    "must open",     "will close",          "cost too much",  "never worked",
    "can be saved",  "belongs to the town", "should be sold", "was built too low",
    "needs repair",  "has failed us",       "kept us safe",   "deserves better",
    "will be ready", "may not survive",     "brought work",   "ruined the season"};
const Words kTails = {
    "before the winter",        "in spite of the warnings", "for the third time",
    "whatever the lawyers say", "as everybody knows",       "by the end of March",
    "without any help",         "and that is the truth",    "after forty years",
    "as long as I am here",     "at a price nobody named",  "in the first week of May"};
const Words kCues = {"said", "told reporters", "wrote", "insisted", "added", "explained"};
const Words kFaults = {"negligence", "hiding the figures", "wasting public money",
                       "breaking a promise"};

// Numbers that do not change from one run or machine to the next (SplitMix64, S. Vigna).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint64_t roll(uint64_t n) {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return (z ^ (z >> 31)) % n;
  }
  std::string_view of(const Words& words) { return words[roll(words.size())]; }

 private:
  uint64_t state_;
};

// An article under construction: what is appended is at known places.
class Draft {
 public:
  quoth::StoredArticle stored = {};

  ByteSpan add(std::string_view words) {
    std::string& text = stored.article.text;
    const auto begin = static_cast<uint32_t>(text.size());
    text += words;
    return {begin, static_cast<uint32_t>(text.size())};
  }

  uint32_t entity(std::string_view name, EntityKind kind, std::string_view role = "",
                  std::string_view pronoun = "") {
    auto& entities = stored.record.entities;
    for (uint32_t i = 0; i < entities.size(); ++i) {
      if (entities[i].name == name) return i;
    }
    quoth::Entity e{.name = std::string(name), .kind = kind};
    if (!role.empty()) e.roles.emplace_back(role);
    if (!pronoun.empty()) e.pronouns.emplace_back(pronoun);
    entities.push_back(std::move(e));
    return static_cast<uint32_t>(entities.size() - 1);
  }

  void mention(uint32_t entity, ByteSpan span) {
    stored.record.entities[entity].mentions.push_back(span);
  }

  Statement& statement(Form form, uint32_t speaker, ByteSpan source, ByteSpan cue,
                       ByteSpan content) {
    const quoth::Entity& e = stored.record.entities[speaker];
    Statement s{.form = form,
                .source = {source},
                .cue = {cue},
                .content = {content},
                .speakers = {},
                .within = {}};
    s.speakers.push_back({.name = e.name,
                          .span = source,
                          .entity = speaker,
                          .kind = e.kind,
                          .role = e.roles.empty() ? "" : e.roles[0]});
    s.confidence = 0.6F + 0.039F * static_cast<float>(stored.record.statements.size() % 10);
    mention(speaker, source);
    stored.record.statements.push_back(std::move(s));
    return stored.record.statements.back();
  }
};

std::string sentence(Dice& dice) {
  return fmt::format("{} {} {}", dice.of(kSubjects), dice.of(kVerbs), dice.of(kTails));
}

struct Person {
  std::string name;
  std::string_view role, pronoun;
};

Person person(Dice& dice) {
  // The square makes few people frequent and many rare.
  const uint64_t n = kGiven.size() * kFamily.size();
  const uint64_t at = dice.roll(n) * dice.roll(n) / n;
  const std::string_view given = kGiven[at % kGiven.size()];
  return {fmt::format("{} {}", given, kFamily[(at / kGiven.size() + at) % kFamily.size()]),
          kRoles[at % kRoles.size()],
          at % 5 == 0            ? ""
          : given.ends_with('a') ? "she"
                                 : "he"};
}

uint32_t entity_of(Draft& draft, const Person& p) {
  return draft.entity(p.name, EntityKind::kPerson, p.role, p.pronoun);
}

void add_direct(Draft& draft, Dice& dice, const std::string& words) {
  const Person p = person(dice);
  const uint32_t speaker = entity_of(draft, p);
  const ByteSpan content = draft.add(fmt::format("“{},”", words));
  draft.add(" ");
  const ByteSpan source = draft.add(p.name);
  draft.add(" ");
  const ByteSpan cue = draft.add(dice.of(kCues));
  Statement& s = draft.statement(Form::kDirect, speaker, source, cue, content);
  if (dice.roll(3) > 0) s.act = static_cast<Act>(dice.roll(10));
  if (dice.roll(3) > 0) s.channel = static_cast<Channel>(dice.roll(14));
  if (dice.roll(2) == 0) {
    draft.add(" on ");
    s.when = quoth::When{draft.add("Monday"), draft.stored.article.published};
  }
  draft.add(".\n\n");
}

void add_quarrel(Draft& draft, Dice& dice) {
  const Person a = person(dice), b = person(dice);
  if (a.name == b.name) return add_direct(draft, dice, sentence(dice));
  const uint32_t accuser = entity_of(draft, a), accused = entity_of(draft, b);
  const ByteSpan source = draft.add(a.name);
  draft.add(" ");
  const ByteSpan cue = draft.add("accused");
  draft.add(" ");
  const auto begin = static_cast<uint32_t>(draft.stored.article.text.size());
  draft.mention(accused, draft.add(b.name));
  const ByteSpan end = draft.add(fmt::format(" of {}", dice.of(kFaults)));
  const auto number = static_cast<uint32_t>(draft.stored.record.statements.size());
  Statement& s = draft.statement(Form::kIndirect, accuser, source, cue, {begin, end.end});
  s.act = Act::kAccuse;
  s.about = {accused};
  draft.add(". ");
  const ByteSpan reply_source = draft.add(b.name);
  draft.add(" ");
  const ByteSpan reply_cue = draft.add("denied");
  draft.add(" ");
  const ByteSpan reply = draft.add("“any wrong”");
  Statement& answer = draft.statement(Form::kMixed, accused, reply_source, reply_cue, reply);
  answer.act = Act::kDeny;
  answer.replies_to = number;
  draft.add(".\n\n");
}

void add_indirect(Draft& draft, Dice& dice) {
  const std::string_view body = dice.of(kBodies);
  const Person p = person(dice);
  const bool by_body = dice.roll(2) == 0;
  const uint32_t speaker = by_body ? draft.entity(body, EntityKind::kOrganisation)
                                   : draft.entity("one official", EntityKind::kAnonymous);
  const uint32_t subject = entity_of(draft, p);
  const ByteSpan source = draft.add(by_body ? body : "one official");
  draft.add(" ");
  const ByteSpan cue = draft.add("said");
  draft.add(" ");
  const auto begin = static_cast<uint32_t>(draft.stored.article.text.size());
  draft.add("that ");
  draft.mention(subject, draft.add(p.name));
  const ByteSpan end = draft.add(fmt::format(" knew why {}", sentence(dice)));
  Statement& s = draft.statement(Form::kIndirect, speaker, source, cue, {begin, end.end});
  s.about = {subject};
  if (dice.roll(2) == 0) s.act = dice.roll(2) == 0 ? Act::kSupport : Act::kAssert;
  draft.add(".\n\n");
}

// One whose position moves from article to article.
void add_turn(Draft& draft, bool is_hostile) {
  const uint32_t speaker = entity_of(draft, {"Maria Keller", kRoles[0], ""});
  const uint32_t about = entity_of(draft, {"Jonas Brandt", kRoles[1], "he"});
  const ByteSpan source = draft.add("Maria Keller");
  draft.add(" ");
  const ByteSpan cue = draft.add(is_hostile ? "attacked" : "praised");
  draft.add(" ");
  const ByteSpan name = draft.add("Jonas Brandt");
  draft.mention(about, name);
  const ByteSpan end = draft.add(" for the sale of the lighthouse");
  Statement& s = draft.statement(Form::kIndirect, speaker, source, cue, {name.begin, end.end});
  s.act = is_hostile ? Act::kAccuse : Act::kSupport;
  s.about = {about};
  draft.add(".\n\n");
}

void set_head(Draft& draft, Dice& dice, uint64_t number) {
  quoth::Article& a = draft.stored.article;
  const uint64_t month = dice.roll(36);
  a.id = fmt::format("a{}", number);
  a.title = fmt::format("{} {}", dice.of(kSubjects), dice.of(kVerbs));
  a.publisher = dice.of(kOutlets);
  a.published = fmt::format("{}-{:02}-{:02}", 2022 + month / 12, 1 + month % 12, 1 + dice.roll(28));
  a.url = fmt::format("https://news.example/{}/{}/{}", number % 3 == 0 ? "local" : "politics",
                      a.published, a.id);
  a.language = "en";
  if (number % 2 == 0) a.section = number % 3 == 0 ? "Local news" : "Politics";
}

Draft make_article(Dice& dice, uint64_t number) {
  Draft draft;
  set_head(draft, dice, number);
  const uint64_t n = 3 + dice.roll(5);
  for (uint64_t i = 0; i < n; ++i) {
    switch (dice.roll(5)) {
      case 0: add_quarrel(draft, dice); break;
      case 1: add_indirect(draft, dice); break;
      default: add_direct(draft, dice, sentence(dice));
    }
  }
  if (number % 25 == 0) {  // printed often, not always in the same words
    add_direct(draft, dice,
               fmt::format("we closed the gates at noon, {} hour before the water came",
                           number % 50 == 0 ? "an" : "one"));
  }
  if (number % 20 == 5) add_turn(draft, number % 40 == 5);
  return draft;
}

// What a page must show as text and nothing else.
Draft make_hostile(uint64_t number) {
  Dice dice(number);
  Draft draft;
  set_head(draft, dice, number);
  quoth::Article& a = draft.stored.article;
  const std::string_view payload =
      "<script>window.pwned=1</script><img src=x "
      "onerror=\"window.pwned=2\">'\"><svg/onload=window.pwned=3>";
  a.title = payload;
  a.publisher = "<b>Quay</b>";
  a.url = "javascript:window.pwned=4";
  const uint32_t speaker =
      draft.entity("Eve <img src=x onerror=window.pwned=5>", EntityKind::kPerson,
                   "{{constructor.constructor('window.pwned=6')()}}");
  const ByteSpan content = draft.add(fmt::format("“Payload {} ends,”", payload));
  draft.add(" ");
  const ByteSpan source = draft.add("Eve <img src=x onerror=window.pwned=5>");
  draft.add(" ");
  const ByteSpan cue = draft.add("</style></script><script>window.pwned=7</script>");
  draft.statement(Form::kDirect, speaker, source, cue, content);
  draft.add(" \u202Eright to left\u202C.\n");
  return draft;
}

template <typename T>
T need(quoth::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "make_record: %s: %s\n", result.error().where.c_str(),
                 result.error().message.c_str());
    std::exit(2);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class Maker {
 public:
  explicit Maker(quoth::Database& db)
      : db_(db),
        writer_(need(quoth::RecordWriter::open(db, "made for a test"))),
        linker_(need(quoth::PeopleLinker::open(db))),
        grouper_(need(quoth::QuoteGrouper::open(db))) {}

  void add(quoth::StoredArticle stored) {
    stored.hashes = quoth::hash_article(stored.article);
    stored.signature = quoth::signature_of(stored.article.text);
    need(writer_.add(stored, quoth::Duplicates::kKeep));
    for (const int64_t article : writer_.take_changed()) {
      need(linker_.link(article));
      need(grouper_.add(article));
    }
  }

 private:
  quoth::Database& db_;
  quoth::RecordWriter writer_;
  quoth::PeopleLinker linker_;
  quoth::QuoteGrouper grouper_;
};

}  // namespace

int main(int argc, char** argv) {
  const uint64_t n = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
  if (n == 0) {
    std::fputs("usage: make_record FILE.db N_ARTICLES\n", stderr);
    return 2;
  }
  quoth::Database db = need(quoth::Database::open(argv[1], {.mode = quoth::OpenMode::kWrite}));
  Dice dice(1);
  for (uint64_t i = 1; i <= n;) {
    quoth::Transaction transaction = need(quoth::Transaction::begin(db));
    Maker maker(db);
    for (const uint64_t end = i + 1000; i <= n && i < end; ++i) {
      Draft draft = i == 2 ? make_hostile(i) : make_article(dice, i);
      maker.add(draft.stored);
      if (i % 40 == 0) {  // a wire story in another outlet
        draft.stored.article.id += "-copy";
        draft.stored.article.publisher = "Delta Post";
        draft.stored.article.url += "-copy";
        maker.add(draft.stored);
      }
    }
    need(transaction.commit());
  }
  need(quoth::settle_people(db));
  return 0;
}
