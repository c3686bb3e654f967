#include "extract/antecedents.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

namespace quoth {

extern const std::string_view antecedent_weights_data;

namespace {

struct Weights {
  AntecedentFeatures person = {};
  AntecedentFeatures other = {};
};

// "NAME PERSON OTHER" lines in the order of antecedent_features().
Weights read_weights() {
  Weights w;
  std::string_view data = antecedent_weights_data;
  for (size_t k = 0; k < kAntecedentFeatures && !data.empty();) {
    const size_t end = std::min(data.find('\n'), data.size() - 1);
    const std::string line(data.substr(0, end));
    data = data.substr(end + 1);
    const size_t space = line.find(' ');
    if (line.empty() || line[0] == '#' || space == std::string::npos) continue;
    char* rest = nullptr;
    w.person[k] = std::strtof(line.c_str() + space, &rest);
    w.other[k] = std::strtof(rest, nullptr);
    ++k;
  }
  return w;
}

}  // namespace

AntecedentFeatures antecedent_features(const Mention& pronoun, const Words& words, uint32_t id,
                                       const Referent& r, uint32_t n_nearer,
                                       const Surroundings& around) {
  const uint32_t at = pronoun.part.tokens.begin;
  const bool before = r.n_mentions > 0;
  const LastMention& p = r.place(pronoun.quoted);
  const uint32_t sentences = before ? words[at].sentence - p.sentence : 0;
  const uint32_t paragraphs = before ? words[at].paragraph - p.paragraph : 0;
  const bool same = before && sentences == 0;
  const Gender wanted = pronoun.pronoun == Pronoun::kShe ? Gender::kFemale : Gender::kMale;
  const auto is = [](bool b) { return b ? 1.0f : 0.0f; };
  const bool object = !pronoun.subject && !pronoun.possessive;
  return {is(same),
          is(sentences == 1),
          is(sentences == 2),
          std::log1p(static_cast<float>(sentences)),
          is(around.last_speaker == id),
          is(around.before_last == id),
          is(p.subject),
          is(p.pronoun),
          std::log1p(static_cast<float>(r.n_mentions)),
          is(r.is_person && r.gender == wanted),
          is(p.possessive),
          is(p.prepositional),
          is(same && p.subject_sentence == p.sentence),
          1.0f / static_cast<float>(1 + n_nearer),
          is(sentences == 1 && p.subject_sentence == p.sentence),
          is(p.quoted && !pronoun.quoted),
          is(r.named),
          is(around.reporting == id),
          is(before && paragraphs == 0),
          is(paragraphs == 1),
          is(pronoun.possessive && same),
          is(n_nearer == 0),
          is(pronoun.subject && p.subject),
          is(object && same && p.subject),
          is(object && same && !p.subject),
          is(pronoun.possessive && same && p.subject),
          std::log1p(static_cast<float>(r.n_names)),
          before ? std::log1p(static_cast<float>(at - p.token)) : 0.0f,
          is(r.is_first),
          is(p.full),
          is(words.starts_sentence(at) && sentences == 1 && p.subject),
          is(p.pronoun && p.subject && sentences <= 1),
          is(!before),
          is(around.next_named == id),
          is(around.next_named == id && around.opens_with_clause),
          0.0f};
}

bool agrees(Pronoun pronoun, const Referent& r) {
  switch (pronoun) {
    case Pronoun::kHe: return (r.is_person || r.open_kind) && r.gender != Gender::kFemale;
    case Pronoun::kShe: return (r.is_person || r.open_kind) && r.gender != Gender::kMale;
    case Pronoun::kIt:
      return !r.is_person && !r.plural &&
             (r.open_kind || r.kind == EntityKind::kOrganisation ||
              r.kind == EntityKind::kDocument);
    case Pronoun::kThey:
      return !r.is_person &&
             (r.plural || r.kind == EntityKind::kGroup || r.kind == EntityKind::kOrganisation);
    default: return false;
  }
}

float antecedent_score(Pronoun pronoun, const AntecedentFeatures& f) {
  static const Weights weights = read_weights();
  const bool person = pronoun == Pronoun::kHe || pronoun == Pronoun::kShe;
  const AntecedentFeatures& w = person ? weights.person : weights.other;
  float score = 0;
  for (size_t i = 0; i < f.size(); ++i) score += w[i] * f[i];
  return score;
}

}  // namespace quoth
