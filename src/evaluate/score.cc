#include "evaluate/score.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/word_list.h"
#include "evaluate/python_text.h"
#include "evaluate/words.h"

namespace quoth {

extern const std::string_view name_openers_data;

namespace {

double ratio(int64_t a, int64_t b) {
  return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
}

// A name as it is compared: case-folded words without possessive and leading titles.
std::vector<std::string> name_key(std::string_view name) {
  static const auto openers = parse_word_set(name_openers_data);
  name = python_strip(name);
  for (const std::string_view end : {"’s", "'s", "’", "'"}) {
    if (name.size() >= end.size() && name.substr(name.size() - end.size()) == end) {
      name.remove_suffix(end.size());
      break;
    }
  }
  std::vector<std::string> words = folded_words(name);
  size_t first = 0;
  while (words.size() - first > 1 && openers.contains(words[first])) ++first;
  words.erase(words.begin(), words.begin() + static_cast<long>(first));
  return words;
}

using NameSet = std::set<std::vector<std::string>>;

template <typename Names>
NameSet name_set(const Names& names, bool surname) {
  NameSet out;
  for (const auto& name : names) {
    std::vector<std::string> key = name_key(name);
    if (surname && key.size() > 1) key.erase(key.begin(), key.end() - 1);
    out.insert(std::move(key));
  }
  return out;
}

Counts common(const std::set<std::string>& gold, const std::set<std::string>& predicted) {
  Counts c{0, static_cast<int64_t>(predicted.size()), static_cast<int64_t>(gold.size())};
  for (const std::string& w : gold) c.right += predicted.contains(w);
  return c;
}

std::set<std::string> word_set(std::string_view text) {
  const std::vector<std::string> words = folded_words(text);
  return {words.begin(), words.end()};
}

// What an attribution is paired by.
struct Sides {
  WordSet content;  // or the cue, where there is no content
  WordSet source;
};

std::vector<Sides> sides_of(const Words& words, const std::vector<MarkedAttribution>& list) {
  std::vector<Sides> out;
  for (const MarkedAttribution& a : list) {
    WordSet content = words.set_of(a.content);
    if (content.empty()) content = words.set_of(a.cue);
    out.push_back({std::move(content), words.set_of(a.source)});
  }
  return out;
}

class DocumentScorer {
 public:
  DocumentScorer(const GoldDocument& gold, const std::vector<MarkedAttribution>& predicted,
                 const GoldFrames* frames, Scores& scores)
      : gold_(gold), predicted_(predicted), words_(gold.article.text), scores_(scores) {
    if (frames == nullptr) return;
    const auto it = frames->find(gold.article.id);
    if (it != frames->end()) frames_ = &it->second;
  }

  void run() {
    count_spans();
    gold_sides_ = sides_of(words_, gold_.attributions);
    predicted_sides_ = sides_of(words_, predicted_);
    const std::vector<Pair> pairs = overlapping_pairs();
    for (size_t t = 0; t < kThresholds.size(); ++t) count_pairs(t, pairs);
  }

 private:
  struct Pair {
    double overlap;
    size_t gold;
    size_t predicted;
  };

  void count_spans() {
    std::vector<int64_t> cuts;
    for (const MarkedSpan& s : gold_.sentences) cuts.push_back(words_.before(s.begin));
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (size_t r = 0; r < kMarkedRoles.size(); ++r) {
      std::set<WordRange> gold, predicted;
      std::vector<MarkedSpan> gold_spans, predicted_spans;
      collect(gold_.attributions, kMarkedRoles[r], cuts, gold, gold_spans);
      collect(predicted_, kMarkedRoles[r], cuts, predicted, predicted_spans);
      Counts exact{0, static_cast<int64_t>(predicted.size()), static_cast<int64_t>(gold.size())};
      for (const WordRange& w : gold) exact.right += predicted.contains(w);
      scores_.exact[r] += exact;
      const WordSet g = words_.set_of(gold_spans), p = words_.set_of(predicted_spans);
      scores_.token[r] += {static_cast<int64_t>(common_size(g, p)), static_cast<int64_t>(p.size()),
                           static_cast<int64_t>(g.size())};
    }
  }

  // The role's spans, and their word ranges cut at sentences.
  void collect(const std::vector<MarkedAttribution>& list, const MarkedRole& role,
               const std::vector<int64_t>& cuts, std::set<WordRange>& pieces,
               std::vector<MarkedSpan>& spans) const {
    for (const MarkedAttribution& a : list) {
      for (const MarkedSpan& s : a.*role.spans) {
        spans.push_back(s);
        WordRange w = words_.of(s);
        if (w.begin >= w.end) continue;
        for (const int64_t cut : cuts) {
          if (w.begin < cut && cut < w.end) {
            pieces.insert({w.begin, cut});
            w.begin = cut;
          }
        }
        pieces.insert(w);
      }
    }
  }

  std::vector<Pair> overlapping_pairs() const {
    std::vector<Pair> pairs;
    for (size_t i = 0; i < gold_sides_.size(); ++i) {
      for (size_t j = 0; j < predicted_sides_.size(); ++j) {
        const double v = overlap(gold_sides_[i].content, predicted_sides_[j].content);
        if (v > 0) pairs.push_back({v, i, j});
      }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
      return std::tuple(-a.overlap, a.gold, a.predicted) <
             std::tuple(-b.overlap, b.gold, b.predicted);
    });
    return pairs;
  }

  void count_pairs(size_t t, const std::vector<Pair>& pairs) {
    const bool loose = t == 0;  // the threshold that links, frames and errors go by
    std::vector<bool> gold_used(gold_sides_.size()), predicted_used(predicted_sides_.size());
    std::map<size_t, size_t> same_as;  // predicted -> gold
    for (const Pair& p : pairs) {
      if (p.overlap < kThresholds[t] || gold_used[p.gold] || predicted_used[p.predicted]) continue;
      gold_used[p.gold] = predicted_used[p.predicted] = true;
      ++scores_.found[t].right;
      same_as[p.predicted] = p.gold;
      const WordSet &g = gold_sides_[p.gold].source, &s = predicted_sides_[p.predicted].source;
      const bool right = (g.empty() && s.empty()) || overlap(g, s) >= 0.5;
      scores_.right[t].right += right;
      if (!loose) continue;
      if (!right) note("wrong source", p.gold, p.predicted);
      count_frame(p.gold, p.predicted);
    }
    if (loose) count_links(same_as);
    const auto n_predicted = static_cast<int64_t>(predicted_.size());
    const auto n_gold = static_cast<int64_t>(gold_.attributions.size());
    for (Counts* c : {&scores_.found[t], &scores_.right[t]}) *c += {0, n_predicted, n_gold};
    if (!loose) return;
    for (Counts* c : {&scores_.said, &scores_.surname}) *c += {0, n_predicted, n_gold};
    for (size_t i = 0; i < gold_used.size(); ++i) {
      if (!gold_used[i]) note("missed", i, std::nullopt);
    }
    for (size_t j = 0; j < predicted_used.size(); ++j) {
      if (!predicted_used[j]) note("spurious", std::nullopt, j);
    }
  }

  void note(std::string kind, std::optional<size_t> gold, std::optional<size_t> predicted) {
    scores_.errors.push_back({gold_.article.id, std::move(kind), gold, predicted});
  }

  void count_frame(size_t i, size_t j) {
    if (frames_ == nullptr) return;
    const auto it = frames_->find(static_cast<int64_t>(i));
    if (it == frames_->end()) return;
    const GoldFrame& f = it->second;
    const MarkedAttribution& a = predicted_[j];
    std::vector<std::string> said;
    for (const MarkedSpeaker& s : a.speakers) said.push_back(s.name);
    const bool same = name_set(f.speakers, false) == name_set(said, false);
    scores_.said.right += same;
    scores_.surname.right += name_set(f.speakers, true) == name_set(said, true);
    if (!same) {
      note("wrong speaker: " + python_repr_list(said) + " for " + python_repr_list(f.speakers), i,
           j);
    }
    const std::string kind =
        a.speakers.empty() || a.speakers[0].kind.empty() ? "none" : a.speakers[0].kind;
    const auto hit = [](Hits& h, bool right) {
      h.right += right;
      ++h.of;
    };
    hit(scores_.speaker, same);
    hit(scores_.kind, kind == f.kind);
    hit(scores_.act, a.act && *a.act == f.act);
    hit(scores_.channel, a.channel == f.channel);
    scores_.addressee += common(word_set(f.addressee), word_set(a.addressee));
    scores_.when += common(word_set(f.when), word_set(a.when));
  }

  void count_links(const std::map<size_t, size_t>& same_as) {
    std::map<MarkedId, size_t> index;
    for (size_t j = 0; j < predicted_.size(); ++j) index[predicted_[j].id] = j;
    for (size_t k = 0; k < kMarkedLinks.size(); ++k) {
      const auto link = kMarkedLinks[k].link;
      const auto& all = gold_.attributions;
      if (std::none_of(all.begin(), all.end(),
                       [&](const MarkedAttribution& a) { return (a.*link).present; })) {
        continue;
      }
      std::set<std::pair<size_t, MarkedId>> gold_links;
      for (size_t i = 0; i < all.size(); ++i) {
        const MarkedId& target = (all[i].*link).target;
        if (target != MarkedId()) gold_links.emplace(i, target);
      }
      scores_.links[k].gold += static_cast<int64_t>(gold_links.size());
      for (size_t j = 0; j < predicted_.size(); ++j) {
        const MarkedId& target = (predicted_[j].*link).target;
        if (target == MarkedId()) continue;
        ++scores_.links[k].predicted;
        const auto from = same_as.find(j);
        if (from == same_as.end()) continue;
        // -1 is a statement that no gold one is paired with; gold may mark a target so.
        int64_t meant = -1;
        if (const auto to = index.find(target); to != index.end()) {
          const auto pair = same_as.find(to->second);
          if (pair != same_as.end()) meant = static_cast<int64_t>(pair->second);
        }
        scores_.links[k].right += gold_links.contains({from->second, meant});
      }
    }
  }

  const GoldDocument& gold_;
  const std::vector<MarkedAttribution>& predicted_;
  const Words words_;
  const std::unordered_map<int64_t, GoldFrame>* frames_ = nullptr;
  Scores& scores_;
  std::vector<Sides> gold_sides_, predicted_sides_;
};

}  // namespace

double Counts::precision() const { return ratio(right, predicted); }
double Counts::recall() const { return ratio(right, gold); }

double Counts::f1() const {
  const double p = precision(), r = recall();
  return p + r == 0 ? 0.0 : 2 * p * r / (p + r);
}

Counts& Counts::operator+=(const Counts& o) {
  right += o.right;
  predicted += o.predicted;
  gold += o.gold;
  return *this;
}

double Hits::share() const { return ratio(right, of); }

Scores score(const std::vector<GoldDocument>& gold, const Predictions& predictions,
             const GoldFrames* frames) {
  static const std::vector<MarkedAttribution> kNothing;
  Scores scores;
  scores.with_frames = frames != nullptr;
  for (const GoldDocument& g : gold) {
    const auto it = predictions.find(g.article.id);
    DocumentScorer(g, it == predictions.end() ? kNothing : it->second, frames, scores).run();
  }
  return scores;
}

}  // namespace quoth
