#include "duplicate/index.h"

#include <algorithm>

namespace quoth {
namespace {

// Grown by a sixteenth and not doubled, as std::vector is, so that little lies idle.
template <typename Vector>
void make_room(Vector& items, size_t n_more) {
  const size_t needed = items.size() + n_more;
  if (needed > items.capacity()) items.reserve(std::max(needed, items.size() + items.size() / 16));
}

}  // namespace

bool is_duplicate(const Signature& later, const Signature& earlier) {
  return resemblance(later, earlier) >= kMinResemblance ||
         containment(later, earlier) >= kMinContainment;
}

uint64_t band_key(const Signature& signature, size_t band) {
  return static_cast<uint64_t>(band) << 32 |
         static_cast<uint64_t>(signature.minima[2 * band]) << 16 | signature.minima[2 * band + 1];
}

std::optional<std::string> DuplicateIndex::add(std::string_view id, const Signature& signature) {
  if (auto original = find(signature)) return original;
  if (signature.n_shingles < kMinShingles) return std::nullopt;
  if (signatures_.size() == kFree) return std::nullopt;
  make_room(signatures_, 1);
  make_room(id_ends_, 1);
  make_room(ids_, id.size());
  signatures_.push_back(signature);
  ids_ += id;
  id_ends_.push_back(ids_.size());
  // At most three slots of four are used: more, and a search would walk long ways.
  if ((n_used_ + kBands) * 4 > slots_.size() * 3) {
    grow();
  } else {
    insert(static_cast<uint32_t>(signatures_.size() - 1));
  }
  return std::nullopt;
}

std::optional<std::string> DuplicateIndex::find(const Signature& signature) const {
  if (signature.n_shingles < kMinShingles) return std::nullopt;
  const auto original = find_original(signature);
  return original ? std::optional(id_of(*original)) : std::nullopt;
}

size_t DuplicateIndex::bytes() const {
  return signatures_.capacity() * sizeof(Signature) + ids_.capacity() +
         id_ends_.capacity() * sizeof(uint64_t) + slots_.capacity() * sizeof(uint32_t);
}

std::optional<uint32_t> DuplicateIndex::find_original(const Signature& signature) const {
  if (slots_.empty()) return std::nullopt;
  std::vector<uint32_t> candidates;
  for (size_t band = 0; band < kBands; ++band) {
    for (size_t slot = slot_of(signature, band); slots_[slot] != kFree;
         slot = (slot + 1) & (slots_.size() - 1)) {
      if (has_key(slots_[slot], signature, band)) candidates.push_back(slots_[slot]);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  const auto found = std::find_if(candidates.begin(), candidates.end(), [&](uint32_t candidate) {
    return is_duplicate(signature, signatures_[candidate]);
  });
  return found == candidates.end() ? std::nullopt : std::optional(*found);
}

bool DuplicateIndex::has_key(uint32_t document, const Signature& signature, size_t band) const {
  const auto& minima = signatures_[document].minima;
  return minima[2 * band] == signature.minima[2 * band] &&
         minima[2 * band + 1] == signature.minima[2 * band + 1];
}

// Fibonacci hashing of the key.
size_t DuplicateIndex::slot_of(const Signature& signature, size_t band) const {
  const uint64_t hash = (band_key(signature, band) + 1) * 0x9E3779B97F4A7C15;
  return static_cast<size_t>(hash >> 20) & (slots_.size() - 1);
}

void DuplicateIndex::insert(uint32_t document) {
  const Signature& signature = signatures_[document];
  for (size_t band = 0; band < kBands; ++band) {
    size_t slot = slot_of(signature, band);
    size_t n_same = 0;
    for (; slots_[slot] != kFree; slot = (slot + 1) & (slots_.size() - 1)) {
      n_same += has_key(slots_[slot], signature, band);
    }
    if (n_same >= kMaxPerKey) continue;
    slots_[slot] = document;
    ++n_used_;
  }
}

// The slots can be made from the signatures, so the old ones need not stay while the new are
// filled.
void DuplicateIndex::grow() {
  const size_t size = std::max<size_t>(slots_.size() * 2, 1024);
  std::vector<uint32_t>().swap(slots_);
  slots_.assign(size, kFree);
  n_used_ = 0;
  for (size_t i = 0; i < signatures_.size(); ++i) insert(static_cast<uint32_t>(i));
}

std::string DuplicateIndex::id_of(uint32_t document) const {
  const uint64_t begin = document == 0 ? 0 : id_ends_[document - 1];
  return ids_.substr(begin, id_ends_[document] - begin);
}

}  // namespace quoth
