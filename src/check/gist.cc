#include "check/gist.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "extract/lexicon.h"
#include "quotes/words.h"

namespace quoth {
namespace {

// Endings that change with the sentence: "repairs", "repaired", "repairing" -> "repair".
std::string stem(std::string word) {
  for (const std::string_view ending : {"'s", "ing", "ed", "es", "s", "ly"}) {
    if (word.size() > ending.size() + 3 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  if (word.size() > 4 && word.back() == 'e') word.pop_back();
  return word;
}

}  // namespace

Gist gist_of(std::string_view text, const std::vector<ByteSpan>& pieces) {
  Gist gist;
  size_t n_negations = 0;
  for (const ByteSpan& piece : pieces) {
    for (const QuoteWord& word : quote_words(text, piece).words) {
      const std::string folded = folded_word(text.substr(word.span.begin, word.span.size()));
      n_negations += word.negation;
      if (word.negation || is_function_word(folded) || find_pronoun(folded) != Pronoun::kNone) {
        continue;
      }
      const bool number = folded.find_first_of("0123456789") != std::string::npos;
      if (number) gist.numbers.insert(folded);
      gist.stems.insert(number ? folded : stem(folded));
    }
  }
  gist.negated = n_negations % 2 == 1;
  return gist;
}

void StemIndex::add(std::string_view text, const Record& record) {
  const Gist all = gist_of(text, {{0, static_cast<uint32_t>(text.size())}});
  for (const std::string& stem : all.stems) ++entries_[stem].n_texts;
  for (uint32_t s = 0; s < record.statements.size(); ++s) {
    for (const std::string& stem : gist_of(text, record.statements[s].content).stems) {
      entries_[stem].places.push_back({n_texts_, s});
    }
  }
  ++n_texts_;
}

double StemIndex::weight(const std::string& stem) const {
  const auto given = weights_.find(stem);
  if (given != weights_.end()) return given->second;
  const auto found = entries_.find(stem);
  return stem_weight(n_texts_, found == entries_.end() ? 0 : found->second.n_texts);
}

std::vector<SharedStems> StemIndex::find(const std::set<std::string>& stems) const {
  std::map<std::pair<uint32_t, uint32_t>, double> shared;
  for (const std::string& stem : stems) {
    const auto found = entries_.find(stem);
    if (found == entries_.end()) continue;
    const double w = weight(stem);
    for (const Place& place : found->second.places) shared[{place.source, place.statement}] += w;
  }
  std::vector<SharedStems> out;
  for (const auto& [place, w] : shared) out.push_back({place.first, place.second, w});
  return out;
}

double stem_weight(size_t n, size_t n_with) {
  return std::log(1 + static_cast<double>(n) / static_cast<double>(std::max<size_t>(1, n_with)));
}

}  // namespace quoth
