#include "extract/antecedents.h"

#include <algorithm>
#include <cmath>

namespace quoth {
namespace {

// In the order of antecedent_features().
constexpr AntecedentFeatures kPersonWeights = {
    1.088f,  0.514f, -0.067f, -1.090f, 1.213f,  0.197f,  0.108f,  -0.199f, -0.177f,
    1.212f,  0.391f, -0.645f, 0.153f,  0.681f,  1.148f,  -1.936f, 1.863f,  -1.261f,
    0.870f,  0.576f, 0.803f,  -0.020f, 0.667f,  0.311f,  0.770f,  0.057f,  0.750f,
    -0.057f, 0.191f, -0.227f, 0.163f,  -0.717f, -0.071f, -0.666f, 1.659f};
constexpr AntecedentFeatures kThingWeights = {
    0.134f,  0.419f,  -0.014f, -0.566f, 1.329f,  0.132f, 0.297f,  -0.156f, 0.031f,
    0.000f,  0.582f,  -0.465f, 0.388f,  0.077f,  0.463f, -0.328f, -0.241f, 0.020f,
    0.543f,  -0.324f, -0.056f, -0.022f, 0.146f,  0.043f, 0.000f,  0.063f,  -0.003f,
    -0.318f, 0.000f,  -0.054f, 0.124f,  -0.323f, 0.000f, 0.000f,  0.000f};

}  // namespace

AntecedentFeatures antecedent_features(const Mention& pronoun, const Words& words, uint32_t id,
                                       const Referent& r, uint32_t n_nearer,
                                       const Surroundings& around) {
  const uint32_t at = pronoun.part.tokens.begin;
  const bool before = r.n_mentions > 0;
  const Place& p = r.place(pronoun.quoted);
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
          is(around.next_named == id && around.opens_with_clause)};
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
  const AntecedentFeatures& w =
      pronoun == Pronoun::kHe || pronoun == Pronoun::kShe ? kPersonWeights : kThingWeights;
  float score = 0;
  for (size_t i = 0; i < f.size(); ++i) score += w[i] * f[i];
  return score;
}

}  // namespace quoth
