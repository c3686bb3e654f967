#include "evaluate/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "evaluate/python_text.h"

namespace quoth {
namespace {

// The measures by family and name, in the order of the reports.
template <typename OnCounts, typename OnHits>
void for_each_measure(const Scores& s, OnCounts&& counts, OnHits&& hits) {
  for (size_t r = 0; r < 3; ++r) counts("exact", kMarkedRoles[r].name, s.exact[r]);
  for (size_t r = 0; r < 3; ++r) counts("token", kMarkedRoles[r].name, s.token[r]);
  constexpr std::string_view kNames[] = {"0.5", "0.8"};
  for (size_t t = 0; t < 2; ++t) counts("found", kNames[t], s.found[t]);
  for (size_t t = 0; t < 2; ++t) counts("right", kNames[t], s.right[t]);
  if (s.links[0].gold + s.links[1].gold > 0) {
    for (size_t k = 0; k < 2; ++k) counts("links", kMarkedLinks[k].name, s.links[k]);
  }
  if (!s.with_frames) return;
  counts("frame", std::string_view("said"), s.said);
  counts("frame", std::string_view("surname"), s.surname);
  counts("frame", std::string_view("addressee"), s.addressee);
  counts("frame", std::string_view("when"), s.when);
  hits("accuracy", std::string_view("speaker"), s.speaker);
  hits("accuracy", std::string_view("kind"), s.kind);
  hits("accuracy", std::string_view("act"), s.act);
  hits("accuracy", std::string_view("channel"), s.channel);
}

std::string shown(const MarkedAttribution& a, std::string_view text) {
  std::string out = "{";
  for (const MarkedRole& role : kMarkedRoles) {
    std::string words;
    bool first = true;
    for (const MarkedSpan& s : a.*role.spans) {
      if (!first) words += " … ";
      first = false;
      words += python_slice(text, s.begin, s.end);
    }
    if (out.size() > 1) out += ", ";
    out += python_repr(role.name) + ": " + python_repr(words);
  }
  return out + '}';
}

// The last of the documents of one id that has the attribution in question. Ids should be unique;
// where one is not, the figures count each document, and the reference scorer shows the last.
const GoldDocument& document_of(const ScoreError& e,
                                const std::vector<const GoldDocument*>& same_id) {
  const auto last = std::find_if(same_id.rbegin(), same_id.rend(), [&](const GoldDocument* g) {
    return !e.gold || *e.gold < g->attributions.size();
  });
  return last == same_id.rend() ? *same_id.back() : **last;
}

}  // namespace

std::string text_report(const Scores& scores) {
  std::string out;
  for_each_measure(
      scores,
      [&](std::string_view family, std::string_view name, const Counts& c) {
        out += fmt::format("{:6} {:8} P {:5.1f}  R {:5.1f}  F1 {:5.1f}   ({}/{}/{})\n", family,
                           name, 100 * c.precision(), 100 * c.recall(), 100 * c.f1(), c.right,
                           c.predicted, c.gold);
      },
      [&](std::string_view family, std::string_view name, const Hits& h) {
        out += fmt::format("{:8} {:9} {:5.1f} %   ({}/{})\n", family, name, 100 * h.share(),
                           h.right, h.of);
      });
  return out;
}

std::string json_report(const Scores& scores) {
  std::string out = "{", open;
  const auto enter = [&](std::string_view family, std::string_view name) {
    if (open != family) {
      if (!open.empty()) out += "}, ";
      out += fmt::format("\"{}\": {{", family);
      open = family;
    } else {
      out += ", ";
    }
    out += fmt::format("\"{}\": ", name);
  };
  for_each_measure(
      scores,
      [&](std::string_view family, std::string_view name, const Counts& c) {
        enter(family, name);
        out += fmt::format(
            "{{\"p\": {}, \"r\": {}, \"f1\": {}, \"tp\": {}, \"pred\": {}, \"gold\": {}}}",
            python_repr(c.precision()), python_repr(c.recall()), python_repr(c.f1()), c.right,
            c.predicted, c.gold);
      },
      [&](std::string_view family, std::string_view name, const Hits& h) {
        enter(family, name);
        out += fmt::format("{{\"right\": {}, \"of\": {}, \"f1\": {}}}", h.right, h.of,
                           python_repr(h.share()));
      });
  return out + "}}\n";
}

std::string error_report(const Scores& scores, size_t n, const std::vector<GoldDocument>& gold,
                         const Predictions& predictions) {
  std::unordered_map<std::string_view, std::vector<const GoldDocument*>> by_id;
  for (const GoldDocument& g : gold) by_id[g.article.id].push_back(&g);
  std::string out;
  for (size_t k = 0; k < scores.errors.size() && k < n; ++k) {
    const ScoreError& e = scores.errors[k];
    const GoldDocument& document = document_of(e, by_id.at(e.document));
    out += fmt::format("\n[{}] {}\n", e.kind, e.document);
    if (e.gold) {
      out += "  gold " + shown(document.attributions[*e.gold], document.article.text) + '\n';
    }
    if (e.predicted) {
      out +=
          "  pred " + shown(predictions.at(e.document)[*e.predicted], document.article.text) + '\n';
    }
  }
  return out;
}

}  // namespace quoth
