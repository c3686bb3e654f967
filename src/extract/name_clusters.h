// Which names are of the same bearer.
#pragma once

#include <string>
#include <vector>

#include "extract/names.h"

namespace quoth {

// All names of one person, body or place of an article.
struct NameCluster {
  std::vector<uint32_t> names;  // indices, ascending
  std::vector<uint32_t> forms;  // of names that are worded differently, the first of each
  uint32_t fullest = 0;         // index of the longest name, the first of several
  NameKind kind = NameKind::kUnknown;
  Gender gender = Gender::kUnknown;
};

// Clusters in the order of their first name. Names of several words are one bearer's if they agree
// word for word but for middle names and initials ("Maria Keller", "Maria T. Keller"), have the
// same words in another order ("Department of Justice", "Justice Department"), or one is the
// initials of the other. One word is a part of the name it was heard in last: a family or given
// name ("Keller", "Maria"), the first word of a body ("Halcyon" of "Halcyon Leisure"), with a title
// of the right gender ("Mrs. Keller").
std::vector<NameCluster> cluster_names(const std::vector<Name>& names, const Words& words);

}  // namespace quoth
