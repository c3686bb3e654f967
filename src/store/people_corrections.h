// What editors put right about people, and how it is taken back.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace quoth {

// Who corrects, for the log: a name as the system knows it, and why, if told.
struct Editor {
  std::string name;
  std::string reason = {};
};

// An entry of the log. `taken_back_by` is the entry that undid it, 0 if none did.
struct Correction {
  int64_t id = 0;
  std::string made_at;  // "2024-05-01T12:00:00Z"
  std::string made_by;
  std::string action;  // merge, split, rename, alias, unalias; undo
  std::string detail;  // JSON
  std::string reason;
  int64_t undoes = 0;
  int64_t taken_back_by = 0;
};

// Every function is one transaction, and then settles names that leaned on what changed. A
// correction is a line in the log; what it does is made anew from all lines that are not taken
// back, so undo restores exactly what was, and later articles, models and relink_people() find it
// again. They fail with kNotFound where there is no such person, entity or entry, and with kUsage
// where nothing would change or a person would become a body.

// `from` is `into` from now on, with all names and entities, also those to come.
Result<Correction> merge_people(Database& db, int64_t into, int64_t from, const Editor& editor);

// These entities are somebody else, who gets a new number, under `name` (empty: the first
// entity's). A name goes with them if no other entity of the person bears it. `entities` may be of
// nobody yet.
struct Split {
  Correction correction;
  int64_t person = 0;
};
Result<Split> split_person(Database& db, int64_t person, const std::vector<int64_t>& entities,
                           const std::string& name, const Editor& editor);

// These entities are the person's.
Result<Correction> assign_entities(Database& db, int64_t person,
                                   const std::vector<int64_t>& entities, const Editor& editor);

Result<Correction> rename_person(Database& db, int64_t person, const std::string& name,
                                 const Editor& editor);

// Whoever bears this name, in any article, is the person; or, with remove_alias, is not because of
// the name: it becomes somebody of its own, or, a family name, nobody's.
Result<Correction> add_alias(Database& db, int64_t person, const std::string& name,
                             const Editor& editor);
Result<Correction> remove_alias(Database& db, int64_t person, const std::string& name,
                                const Editor& editor);

// The newest first; `person` 0 for all.
Result<std::vector<Correction>> correction_history(Database& db, int64_t person);

// Takes back the last `n` corrections that are not taken back; those that it took back, the newest
// first. kUsage if there are fewer.
Result<std::vector<Correction>> undo_corrections(Database& db, int n, const Editor& editor);

// Links all entities anew, as after a change of the word lists, in the order of date and content,
// so that the outcome is the same whatever the order of ingest was. Corrections stay.
struct RelinkCounts {
  int64_t n_articles = 0;
  int64_t n_people = 0;
};
Result<RelinkCounts> relink_people(Database& db,
                                   const std::function<void(int64_t, int64_t)>& progress = nullptr);

}  // namespace quoth
