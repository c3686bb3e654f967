// The names that a record knows, and whom each stands for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "people/name_form.h"
#include "store/database.h"

namespace quoth {

// A row of name_forms, as far as links need it.
struct FormRow {
  int64_t id = 0;
  int64_t home = 0;  // 0: none, as are the others
  int64_t pin = 0;
  int64_t person = 0;
  std::string rule = {};
  double confidence = 0;
  std::string printed = {};
  bool fresh = false;  // made by this call
};

// Confidences of links by a name alone.
constexpr double kNameConfidence = 0.95;    // spelled in full, in one way
constexpr double kVariantConfidence = 0.9;  // in several ways ("Maria T. Keller", "Bob Keller")
constexpr double kShortConfidence = 0.85;   // a body of one word
constexpr double kAcronymConfidence = 0.9;  // an acronym that one body was given
constexpr double kOutletConfidence = 0.6;   // a generic name within one outlet
constexpr double kAliasConfidence = 0.95;   // by a correction
constexpr double kSharedConfidence = 0.5;   // a name some of whose entities were given away
constexpr double kAtOddsConfidence = 0.6;   // a name with roles that are hardly of one person

// Keeps name_forms and whatever hangs on it in order. Every call belongs inside a Transaction. The
// database must outlive it.
class NameForms {
 public:
  static Result<NameForms> open(Database& db);
  NameForms(NameForms&&) noexcept;
  ~NameForms();

  // The row of a form, made if need be: a new full form may change who is who in its bucket.
  // `scope` is 0, or the publisher of a generic name.
  Result<FormRow> at(const NameForm& form, std::string_view printed, int64_t scope);
  // The row of a description of an office, "the harbour chief": key and bucket "role chief
  // harbour".
  Result<FormRow> at_description(const std::string& key, const std::string& bucket,
                                 std::string_view printed);
  // An article that calls the body `full` by `acronym` as well.
  Result<void> attest(const NameForm& acronym, std::string_view printed, int64_t full_id);

  // Makes anew whom the full forms of persons with these names stand for.
  Result<void> regroup(const std::string& bucket, const std::string& given);
  // `person_id` of one form, and of the entities that follow it.
  Result<void> refresh(int64_t form_id);

  // Names that are looked at again by settle(): those of a bucket, around a day (-1: all days).
  Result<void> mark(NameClass name_class, std::string_view bucket, int64_t day);
  // The same if there are names in the bucket that lean on company.
  Result<void> mark_dependents(NameClass name_class, const NameForm& form, int64_t day);

 private:
  struct Queries;
  NameForms(Database& db, std::unique_ptr<Queries> queries);
  Result<std::optional<FormRow>> find(std::string_view cls, std::string_view key, int64_t scope);
  Result<FormRow> insert(const NameForm& form, std::string_view printed, int64_t scope);
  Result<int64_t> make_person(std::string_view name, NameClass name_class);
  Result<int64_t> redirect(int64_t person);

  Database* db_;
  std::unique_ptr<Queries> queries_;
};

std::string_view name(NameStrength strength);  // "full", …

}  // namespace quoth
