// What the choice of an article's blocks is made from.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "html/blocks.h"

namespace quoth {

// One row of kBlockFeatures numbers a block. The model (data/block_model.txt) is trained on exactly
// these: a change here asks for a new one (training/pages).
struct BlockFeatures {
  size_t n_features = 0;
  std::vector<float> values;

  std::span<const float> row(size_t block) const {
    return std::span(values).subspan(block * n_features, n_features);
  }
};

// `title` is the page's, empty if it has none.
BlockFeatures block_features(const PageBlocks& page, const Scan& scan,
                             const std::vector<Node>& nodes, std::string_view title);

// The names of the features, in order.
std::vector<std::string> block_feature_names();

}  // namespace quoth
