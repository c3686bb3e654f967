#include "html/choose.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace quoth {

extern const std::string_view block_model_data;

namespace {

// The share of right blocks above which one is taken; by cross-validation (training/pages).
constexpr float kThreshold = 0.35F;

template <typename T>
T parse(std::string_view text) {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Cuts the text before the first `end` off `rest`.
std::string_view cut(std::string_view& rest, char end) {
  const std::string_view out = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(out.size() + 1, rest.size()));
  return out;
}

}  // namespace

BlockModel::BlockModel(std::string_view data) {
  while (!data.empty()) {
    std::string_view line = cut(data, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("features ")) {
      n_features_ = parse<size_t>(line.substr(9));
    } else if (line.starts_with("baseline ")) {
      baseline_ = parse<float>(line.substr(9));
    } else {
      read_tree(line);
    }
  }
}

void BlockModel::read_tree(std::string_view line) {
  const auto root = static_cast<uint32_t>(nodes_.size());
  roots_.push_back(root);
  while (!line.empty()) {
    std::string_view node = cut(line, ' ');
    if (node.find(':') == std::string_view::npos) {
      nodes_.push_back({-1, parse<float>(node), 0});
      continue;
    }
    const auto feature = parse<int32_t>(cut(node, ':'));
    const auto threshold = parse<float>(cut(node, ':'));
    nodes_.push_back({feature, threshold, root + parse<uint32_t>(node)});
  }
}

float BlockModel::log_odds(std::span<const float> features) const {
  float sum = baseline_;
  for (uint32_t at : roots_) {
    while (nodes_[at].feature >= 0) {
      const Node& node = nodes_[at];
      at = features[static_cast<size_t>(node.feature)] <= node.value ? at + 1 : node.right;
    }
    sum += nodes_[at].value;
  }
  return sum;
}

std::vector<bool> choose_blocks(const BlockFeatures& features) {
  static const BlockModel model(block_model_data);
  static const float limit = std::log(kThreshold / (1 - kThreshold));
  const size_t n = features.n_features == 0 ? 0 : features.values.size() / features.n_features;
  std::vector<bool> chosen(n);
  for (size_t i = 0; i < n; ++i) chosen[i] = model.log_odds(features.row(i)) > limit;
  return chosen;
}

}  // namespace quoth
