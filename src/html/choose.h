// Which blocks of a page are its article.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "html/features.h"

namespace quoth {

// Gradient-boosted trees (data/block_model.txt): the log-odds that a block belongs to the article.
// Immutable; safe to use from several threads.
class BlockModel {
 public:
  // Reads the format of training/pages/train_blocks.py, which is compiled in and so is trusted.
  explicit BlockModel(std::string_view data);

  float log_odds(std::span<const float> features) const;
  size_t n_features() const { return n_features_; }

 private:
  struct Node {
    int32_t feature = -1;  // -1: a leaf
    float value = 0;       // the threshold, or what the leaf adds
    uint32_t right = 0;    // where the feature is above the threshold; else the next node
  };

  void read_tree(std::string_view line);

  size_t n_features_ = 0;
  float baseline_ = 0;
  std::vector<Node> nodes_;
  std::vector<uint32_t> roots_;
};

// One value a block: true where it belongs to the article.
std::vector<bool> choose_blocks(const BlockFeatures& features);

}  // namespace quoth
