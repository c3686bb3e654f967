#include "store/sketch_index.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "duplicate/index.h"
#include "store/rows.h"

namespace quoth {
namespace {

// Little-endian, as the schema says, on any machine.
std::string pack_minima(const Signature& signature) {
  std::string out;
  for (const uint16_t minimum : signature.minima) {
    out += static_cast<char>(minimum & 0xff);
    out += static_cast<char>(minimum >> 8);
  }
  return out;
}

// No shingles, like nothing, if the blob has another size.
Signature unpack_signature(int64_t n_shingles, std::string_view bytes) {
  Signature signature;
  if (bytes.size() != 2 * kMinima) return signature;
  for (size_t i = 0; i < kMinima; ++i) {
    const auto low = static_cast<unsigned char>(bytes[2 * i]);
    const auto high = static_cast<unsigned char>(bytes[2 * i + 1]);
    signature.minima[i] = static_cast<uint16_t>(low | high << 8);
  }
  signature.n_shingles = static_cast<uint32_t>(n_shingles);
  return signature;
}

}  // namespace

Result<SketchIndex> SketchIndex::open(Database& db) {
  Preparer prepare(db);
  SketchIndex index;
  index.candidates_ =
      prepare("SELECT article_id FROM sketch_keys WHERE key = ? ORDER BY 1 LIMIT ?");
  index.signature_ = prepare("SELECT n_shingles, minima FROM sketches WHERE article_id = ?");
  index.insert_ = prepare("INSERT INTO sketches (article_id, n_shingles, minima) VALUES (?, ?, ?)");
  index.count_key_ = prepare("SELECT count(*) FROM sketch_keys WHERE key = ?");
  index.insert_key_ = prepare("INSERT INTO sketch_keys (key, article_id) VALUES (?, ?)");
  if (!prepare.outcome()) return tl::unexpected(prepare.outcome().error());
  return index;
}

Result<Signature> SketchIndex::signature_of(int64_t article_id) {
  const Result<bool> row = signature_.reset().bind(1, article_id).step();
  if (!row) return tl::unexpected(row.error());
  const Signature found =
      *row ? unpack_signature(signature_.integer(0), signature_.blob(1)) : Signature();
  signature_.reset();
  return found;
}

Result<std::optional<int64_t>> SketchIndex::find(const Signature& signature) {
  if (signature.n_shingles < kMinShingles) return std::nullopt;
  std::vector<int64_t> found;
  for (size_t band = 0; band < kBands; ++band) {
    candidates_.reset().bind(1, band_key(signature, band)).bind(2, kMaxPerKey);
    while (true) {
      const Result<bool> row = candidates_.step();
      if (!row) return tl::unexpected(row.error());
      if (!*row) break;
      found.push_back(candidates_.integer(0));
    }
  }
  candidates_.reset();
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  for (const int64_t id : found) {
    const Result<Signature> earlier = signature_of(id);
    if (!earlier) return tl::unexpected(earlier.error());
    if (is_duplicate(signature, *earlier)) return id;
  }
  return std::nullopt;
}

Result<void> SketchIndex::add(int64_t article_id, const Signature& signature) {
  if (signature.n_shingles < kMinShingles) return {};
  insert_.bind(1, article_id).bind(2, signature.n_shingles).bind_blob(3, pack_minima(signature));
  if (Result<void> done = insert_.run(); !done) return done;
  for (size_t band = 0; band < kBands; ++band) {
    const uint64_t key = band_key(signature, band);
    const Result<bool> counted = count_key_.reset().bind(1, key).step();
    if (!counted) return tl::unexpected(counted.error());
    const bool full = count_key_.integer(0) >= static_cast<int64_t>(kMaxPerKey);
    count_key_.reset();
    if (full) continue;
    if (Result<void> done = insert_key_.bind(1, key).bind(2, article_id).run(); !done) return done;
  }
  return {};
}

}  // namespace quoth
