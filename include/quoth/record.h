// The record: an article, and who said what in it.
//
// Plain values without behaviour; every field that stands for words of the article is a ByteSpan of
// Article::text, so that what the record claims can be shown in the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/source_map.h"
#include "quoth/span.h"

namespace quoth {

// A document as the engine reads it. `text` is valid UTF-8; the other fields are what the input
// told, empty where it did not. `id` is the id that the document came with, else its path as given.
struct Article {
  std::string id = {};
  std::string text = {};
  std::string url = {};
  std::string title = {};
  std::string publisher = {};
  std::string section = {};       // of the outlet that the article ran in, as printed: "Local news"
  std::string author = {};        // names as printed, joined by "; "
  std::string published = {};     // ISO 8601 date, as given
  std::string language = {};      // BCP 47 tag of what the text is written in, "en"
  std::string duplicate_of = {};  // id of an earlier document of nearly the same text
  SourceMap source_map = {};      // of `text` to the bytes of the input; empty where not known

  friend bool operator==(const Article&, const Article&) = default;
};

// How the words are reported: in quotation marks throughout, without any, or in part.
//   “We won,” she said. -> kDirect    She said they had won. -> kIndirect
//   She said they had “won big”. -> kMixed
enum class Form : uint8_t { kDirect, kIndirect, kMixed };

std::string_view name(Form form);  // "direct", "indirect", "mixed"

// What somebody or something is that speaks or is spoken of.
//   kPerson        a named individual
//   kOrganisation  a named body, company, campaign, government or news outlet
//   kGroup         several unnamed or collectively named people: voters, critics, Republicans
//   kDocument      a report, letter, poll, law, video or site
//   kAnonymous     an unnamed individual, or unnamed sources or officials who speak as individuals
//   kAuthor        the narrator of the article, where it is told in the first person
//   kNone          nobody who could speak: a trend, an event, an impression
enum class EntityKind : uint8_t {
  kPerson,
  kOrganisation,
  kGroup,
  kDocument,
  kAnonymous,
  kAuthor,
  kNone,
};

std::string_view name(EntityKind kind);  // "person", "organisation", …

// Somebody or something that the article speaks of, with all its mentions. `name` is the fullest
// name the article gives, without title, article or possessive, as it stands in the text but for
// line breaks, which are spaces; where there is no name, the most informative description; for the
// narrator "AUTHOR". Nothing is known that the article does not say: what it does not is empty.
//
//   Maria Keller, head of the harbour authority, … Keller … she
//   name "Maria Keller"   kind kPerson   roles {"head of the harbour authority"}
//   affiliation "harbour authority"   aliases {"Keller"}   pronouns {"she"}   mentions: all three
struct Entity {
  std::string name;
  EntityKind kind = EntityKind::kPerson;
  std::vector<std::string> roles = {};     // as worded, in text order, no repeats
  std::string affiliation = {};            // the body that a role names
  std::vector<std::string> aliases = {};   // other names that the article uses, no repeats
  std::vector<std::string> pronouns = {};  // that the article uses, in the subject's form: "she"
  std::vector<ByteSpan> mentions = {};     // ascending; one may hold another

  friend bool operator==(const Entity&, const Entity&) = default;
};

// What a speaker does by a statement: states, thinks, attacks, backs, …
enum class Act : uint8_t {
  kAssert,
  kOpine,
  kAccuse,
  kSupport,
  kDeny,
  kConcede,
  kDemand,
  kCommit,
  kPredict,
  kAsk,
};

std::string_view name(Act act);  // "assert", "opine", …

// What a statement was made through.
enum class Channel : uint8_t {
  kInterview,
  kSpeech,
  kDebate,
  kStatement,
  kLetter,
  kSocial,
  kBroadcast,
  kArticle,
  kReport,
  kPoll,
  kTestimony,
  kMeeting,
  kAd,
  kPress,
};

std::string_view name(Channel channel);  // "interview", "speech", …

// Who is answerable for a statement: an entity of the record, by its name there. Never empty.
struct Speaker {
  std::string name;
  ByteSpan span = {};  // the words of the source that mention the speaker; empty where none do
  std::optional<uint32_t> entity = {};  // index in Record::entities
  EntityKind kind = EntityKind::kPerson;
  std::string role = {};  // that the entity is given, "head of the harbour authority"

  friend bool operator==(const Speaker&, const Speaker&) = default;
};

// The words that say to whom it was said.
struct Addressee {
  ByteSpan span = {};
  std::optional<uint32_t> entity = {};

  friend bool operator==(const Addressee&, const Addressee&) = default;
};

// The words that say when it was said.
struct When {
  ByteSpan span = {};
  std::string date = {};  // ISO 8601 ("2018-03-26", "2018-03"), empty where it cannot be told

  friend bool operator==(const When&, const When&) = default;
};

// One statement: the source is said, by the cue, to have expressed the content.
//
// Invariants (validate() checks them): spans of a role are ascending, disjoint and not empty;
// content is not empty; source, cue and speakers may be; `within` is the index of another statement
// in the same list, whose content holds this one; `replies_to` is that of an earlier statement
// which this one answers (denies, regrets, defends against); confidence lies in [0, 1]. What is not
// known is absent.
//
//   “The water,” mayor Ines Duarte said, “is not fit to drink.”
//   source  {mayor Ines Duarte}   cue {said}   content {“The water,”} {“is not fit to drink.”}
//   form    kDirect               speakers {Ines Duarte}
struct Statement {
  Form form = Form::kIndirect;
  std::vector<ByteSpan> source;
  std::vector<ByteSpan> cue;
  std::vector<ByteSpan> content;
  std::vector<Speaker> speakers;
  std::optional<Act> act = {};
  std::optional<Channel> channel = {};
  std::optional<Addressee> addressee = {};
  std::optional<When> when = {};
  std::vector<uint32_t> about = {};  // entities that the content speaks of, ascending
  std::optional<uint32_t> within;
  std::optional<uint32_t> replies_to = {};
  float confidence = 0;

  friend bool operator==(const Statement&, const Statement&) = default;
};

// What an article says of who said what. Entities are in the order of their first mention, the
// author last; statements in the order of their first word.
struct Record {
  std::vector<Entity> entities = {};
  std::vector<Statement> statements = {};

  friend bool operator==(const Record&, const Record&) = default;
};

// True if every invariant of every entity and statement holds for this text.
bool validate(const Record& record, std::string_view text);

// One line a statement, for tests and debugging:
//   s1 direct [mayor Ines Duarte] said: “The water,” … “is not fit to drink.” <Ines Duarte>
// An inner statement ends in " in s1". The confidence is left out, so that dumps are comparable.
std::string to_dump(const std::vector<Statement>& statements, std::string_view text);

// One line an entity, with its fields and mentions, then the statements as above, each followed by
// a line of what else is known of it:
//   e1 person Ines Duarte; roles: mayor; pronouns: she; mentions: Ines Duarte, she
//   s1 direct [mayor Ines Duarte] said: “The water,” … “is not fit to drink.” <Ines Duarte>
//      accuse press to {reporters} when {on Monday = 2018-03-26} about e2 replies to s0
std::string to_dump(const Record& record, std::string_view text);

}  // namespace quoth
