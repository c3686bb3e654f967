#include "html/choose.h"
namespace quoth {
std::vector<bool> choose_blocks(const BlockFeatures& features) {
  static const auto names = block_feature_names();
  size_t in=0; for (size_t i=0;i<names.size();++i) if (names[i]=="in_body") in=i;
  std::vector<bool> out(features.n_features ? features.values.size()/features.n_features : 0);
  for (size_t i=0;i<out.size();++i) { auto r=features.row(i); out[i]=r[in]>0 && r[2]<0.6; }
  return out;
}
}
