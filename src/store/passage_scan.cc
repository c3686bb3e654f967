#include "store/passage_scan.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "store/rows.h"

namespace quoth {
namespace {

constexpr int64_t kTextsBetweenReports = 1024;
// An article that shares less than about this part of the pairs of a passage has it by chance.
constexpr uint32_t kLeastShare = 5;

// Hashes of bytes by FNV-1a, 64 bits (G. Fowler, L. C. Noll and K.-P. Vo).
constexpr uint64_t kHashBegin = 0xCBF29CE484222325;
constexpr uint64_t kHashPrime = 0x100000001B3;

// Of ASCII: the byte in lower case, 0 for what stands between words.
constexpr std::array<uint8_t, 128> make_folds() {
  std::array<uint8_t, 128> folds = {};
  for (uint8_t c = '0'; c <= '9'; ++c) folds[c] = c;
  for (uint8_t c = 'a'; c <= 'z'; ++c) folds[c] = c;
  for (uint8_t c = 'A'; c <= 'Z'; ++c) folds[c] = static_cast<uint8_t>(c + 32);
  return folds;
}
constexpr std::array<uint8_t, 128> kFolds = make_folds();

// Calls f(hash) for each run of letters and digits. Beyond ASCII everything is a letter but Latin-1
// signs (C2 xx) and general punctuation (E2 80 xx, E2 81 xx); soft hyphens and zero-width
// characters are nothing.
template <typename F>
void for_each_run(std::string_view text, F&& f) {
  uint64_t hash = kHashBegin;
  const auto add = [&](uint8_t byte) { hash = (hash ^ byte) * kHashPrime; };
  const auto end_run = [&] {
    if (hash != kHashBegin) f(std::exchange(hash, kHashBegin));
  };
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
  };
  for (size_t i = 0; i < text.size();) {
    const uint8_t c = byte(i);
    if (c < 0x80) {
      kFolds[c] != 0 ? add(kFolds[c]) : end_run();
      ++i;
    } else if (c == 0xC2) {
      if (byte(i + 1) != 0xAD) end_run();
      i += 2;
    } else if (c == 0xE2 && (byte(i + 1) == 0x80 || byte(i + 1) == 0x81)) {
      const uint8_t last = byte(i + 2);
      if (byte(i + 1) == 0x81 || last < 0x8B || last > 0x8F) end_run();
      i += 3;
    } else if (c == 0xC3) {
      const uint8_t second = byte(i + 1);  // À to Þ, but for ×
      const bool upper = second >= 0x80 && second <= 0x9E && second != 0x97;
      add(c);
      add(static_cast<uint8_t>(upper ? second + 0x20 : second));
      i += 2;
    } else {
      add(c);
      ++i;
    }
  }
  end_run();
}

// The mixer of MurmurHash3 (A. Appleby).
uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD;
  return x ^ (x >> 33);
}
uint64_t pair_key(uint64_t first, uint64_t second) { return mix(first * 3 + second); }

enum class Part : uint8_t { kPair, kWord, kName };

// How much of a passage an article has: different pairs and words of it, and words of the names.
struct Shared {
  uint32_t n_pairs = 0;
  uint32_t n_words = 0;
  uint32_t n_names = 0;

  bool any() const { return n_pairs + n_words > 0; }
  friend bool operator<(const Shared& a, const Shared& b) {
    return std::tie(a.n_pairs, a.n_words, a.n_names) < std::tie(b.n_pairs, b.n_words, b.n_names);
  }
};

// The keys of pairs or of words, and the passages that have them.
class Keys {
 public:
  void add(uint64_t key, uint32_t passage, Part part) {
    maybe_.set(bit_of(key));
    Entry& entry = entries_[key];
    for (const Owner& owner : entry.owners) {
      if (owner.passage == passage && owner.part == part) return;
    }
    entry.owners.push_back({passage, part});
  }

  // Calls f(passage, part) for those that have the key, the first time that `text` is told.
  template <typename F>
  void find(uint64_t key, int64_t text, F&& f) {
    if (!maybe_.test(bit_of(key))) return;
    const auto found = entries_.find(key);
    if (found == entries_.end() || std::exchange(found->second.last_text, text) == text) return;
    for (const Owner& owner : found->second.owners) f(owner.passage, owner.part);
  }

 private:
  static constexpr size_t kBits = size_t{1} << 18;
  struct Owner {
    uint32_t passage;
    Part part;
  };
  struct Entry {
    std::vector<Owner> owners = {};
    int64_t last_text = -1;
  };
  static size_t bit_of(uint64_t key) { return mix(key) % kBits; }

  std::bitset<kBits> maybe_;  // most words of a text are no key
  std::unordered_map<uint64_t, Entry> entries_;
};

// The best articles of one passage.
class Best {
 public:
  void offer(const Shared& shared, int64_t article, size_t limit) {
    if (kept_.size() == limit && !before({shared, article}, kept_.front())) return;
    kept_.emplace_back(shared, article);
    std::push_heap(kept_.begin(), kept_.end(), before);
    if (kept_.size() <= limit) return;
    std::pop_heap(kept_.begin(), kept_.end(), before);
    kept_.pop_back();
  }

  std::vector<int64_t> articles() const {
    std::vector<int64_t> out;
    uint32_t most = 0;
    for (const auto& [shared, article] : kept_) most = std::max(most, shared.n_pairs);
    for (const auto& [shared, article] : kept_) {
      if (2 * shared.n_pairs >= most) out.push_back(article);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  using Item = std::pair<Shared, int64_t>;
  static bool before(const Item& a, const Item& b) {
    if (b.first < a.first || a.first < b.first) return b.first < a.first;
    return a.second < b.second;
  }

  std::vector<Item> kept_;  // a heap, the worst first
};

class PassageScan {
 public:
  PassageScan(std::span<const SoughtPassage> passages, size_t limit)
      : limit_(limit), n_pairs_(passages.size()), shared_(passages.size()), best_(passages.size()) {
    for (uint32_t p = 0; p < passages.size(); ++p) add(passages[p], p);
  }

  void read(int64_t article, std::string_view text) {
    const auto count = [&](uint32_t passage, Part part) {
      Shared& shared = shared_[passage];
      if (!shared.any() && shared.n_names == 0) touched_.push_back(passage);
      ++(part == Part::kPair   ? shared.n_pairs
         : part == Part::kWord ? shared.n_words
                               : shared.n_names);
    };
    uint64_t last = 0;
    for_each_run(text, [&](uint64_t run) {
      words_.find(run, article, count);
      if (last != 0) pairs_.find(pair_key(last, run), article, count);
      last = run;
    });
    for (const uint32_t passage : touched_) {
      const Shared shared = std::exchange(shared_[passage], {});
      if (shared.any() && kLeastShare * shared.n_pairs >= n_pairs_[passage] - 1) {
        best_[passage].offer(shared, article, limit_);
      }
    }
    touched_.clear();
  }

  std::vector<std::vector<int64_t>> found() const {
    std::vector<std::vector<int64_t>> out;
    for (const Best& best : best_) out.push_back(best.articles());
    return out;
  }

 private:
  void add(const SoughtPassage& sought, uint32_t passage) {
    std::vector<uint64_t> runs;
    for_each_run(sought.words, [&](uint64_t run) { runs.push_back(run); });
    for (size_t i = 0; i < runs.size(); ++i) {
      if (runs.size() <= kFewWords) words_.add(runs[i], passage, Part::kWord);
      if (i > 0) pairs_.add(pair_key(runs[i - 1], runs[i]), passage, Part::kPair);
    }
    n_pairs_[passage] = runs.size() > kFewWords ? static_cast<uint32_t>(runs.size()) - 1 : 1;
    for (const std::string& name : sought.names) {
      for_each_run(name, [&](uint64_t run) { words_.add(run, passage, Part::kName); });
    }
  }

  size_t limit_;
  Keys pairs_, words_;
  std::vector<uint32_t> n_pairs_;  // of each passage; 1 for few words
  std::vector<Shared> shared_;     // of the text at hand
  std::vector<uint32_t> touched_;
  std::vector<Best> best_;
};

}  // namespace

Result<std::vector<std::vector<int64_t>>> scan_passages(Database& db,
                                                        std::span<const SoughtPassage> passages,
                                                        size_t limit,
                                                        const ScanProgress& progress) {
  PassageScan scan(passages, limit);
  if (passages.empty() || limit == 0) return scan.found();
  const Result<int64_t> n_texts = db.scalar("SELECT count(*) FROM articles");
  if (!n_texts) return tl::unexpected(n_texts.error());
  Result<Query> texts = db.prepare("SELECT article_id, text FROM texts");
  if (!texts) return tl::unexpected(texts.error());
  int64_t n_read = 0;
  QUOTH_TRY(for_each_row(*texts, [&] {
    scan.read(texts->integer(0), texts->text(1));
    if (++n_read % kTextsBetweenReports == 0 && progress) progress(n_read, *n_texts);
  }));
  return scan.found();
}

}  // namespace quoth
