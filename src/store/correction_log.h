// The lines of the log of corrections as values, and what they amount to.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"

namespace quoth {

// An entity, as the log speaks of it: the hash of its article and its name there.
struct EntityAnchor {
  std::string sha256, name;
};

// The detail of a correction. Which fields an action has: merge into, from; split from, into,
// anchors, forms; assign into, anchors; rename into, name; alias into, name, key, class; unalias
// from, into (0: nobody), name, key, class.
struct CorrectionDetail {
  int64_t into = 0, from = 0;  // persons
  std::string name = {}, cls = {}, key = {};
  std::vector<EntityAnchor> anchors = {};
  std::vector<std::string> forms = {};  // keys

  std::string json() const;
  static CorrectionDetail parse(std::string_view json);  // what cannot be read is empty
};

// Makes pins, mergers and new names of people anew from the lines of the log that are not taken
// back, and links anew what they touch, as far as names tell. Belongs inside a Transaction, and
// settle_people() after it.
Result<void> apply_corrections(Database& db);

}  // namespace quoth
