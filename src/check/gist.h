// What a statement says, whatever the sentence it stands in: stems, numbers, and whether it denies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "quoth/record.h"

namespace quoth {

//   "that repairs had not begun in 2019"   stems {2019, begun, repair}   numbers {2019}   negated
struct Gist {
  std::set<std::string> stems;  // of content words, and the numbers
  std::set<std::string> numbers;
  bool negated = false;  // an odd number of negations
};

Gist gist_of(std::string_view text, const std::vector<ByteSpan>& pieces);

// A statement of a source and the weight of the stems that it shares.
struct SharedStems {
  uint32_t source = 0;
  uint32_t statement = 0;
  double weight = 0;
};

// Which statements have a stem, and in how many texts it occurs. 8 bytes a stem of a statement.
class StemIndex {
 public:
  // Texts are numbered from 0 as they are added.
  void add(std::string_view text, const Record& record);
  // Rarities of a larger collection than what is added, by stem.
  void set_weights(std::unordered_map<std::string, double> weights) {
    weights_ = std::move(weights);
  }

  double weight(const std::string& stem) const;
  // Statements that have any of them, by source and statement.
  std::vector<SharedStems> find(const std::set<std::string>& stems) const;

 private:
  struct Place {
    uint32_t source;
    uint32_t statement;
  };
  struct Entry {
    size_t n_texts = 0;
    std::vector<Place> places = {};
  };

  std::unordered_map<std::string, Entry> entries_;
  std::unordered_map<std::string, double> weights_;
  uint32_t n_texts_ = 0;
};

// Rare ones weigh more: log(1 + n / n with the stem).
double stem_weight(size_t n, size_t n_with);

}  // namespace quoth
