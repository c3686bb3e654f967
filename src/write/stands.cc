#include "write/stands.h"

#include <algorithm>
#include <optional>

#include "write/line_filler.h"

namespace quoth {
namespace {

constexpr size_t kSpeakerIndent = 2, kStandIndent = 4;

// Past tense of an act that takes a stand; empty for the others.
std::string_view stand(const std::optional<Act>& act) {
  if (!act) return {};
  switch (*act) {
    case Act::kAccuse: return "accused";
    case Act::kSupport: return "supported";
    case Act::kDeny: return "denied";
    case Act::kConcede: return "conceded";
    case Act::kDemand: return "demanded";
    case Act::kCommit: return "promised";
    default: return {};
  }
}

// The first words of the content, "…" after them where there are more.
std::string first_words(std::string_view text, size_t most) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::string out;
  size_t at = text.find_first_not_of(kSpace);
  for (size_t n = 0; at != std::string_view::npos; ++n) {
    if (n == most) return out + " …";
    const size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    if (n > 0) out += ' ';
    out += text.substr(at, end - at);
    at = text.find_first_not_of(kSpace, end);
  }
  return out;
}

const Selected* find(const std::vector<Selected>& selected, uint32_t index) {
  const auto at = std::partition_point(selected.begin(), selected.end(),
                                       [&](const Selected& s) { return s.index < index; });
  return at != selected.end() && at->index == index ? &*at : nullptr;
}

struct Stand {
  const Selected* selected;
  std::string_view word;
};

struct Side {
  std::string speakers;
  std::vector<Stand> stands;
};

std::vector<Side> sides(const std::vector<Selected>& selected) {
  std::vector<Side> out;
  for (const Selected& s : selected) {
    std::string_view word = stand(s.statement->act);
    if (word.empty() && s.replies_to) word = "answered";
    std::string speakers = join_speakers(s.statement->speakers);
    if (word.empty() || speakers.empty()) continue;
    auto side =
        std::find_if(out.begin(), out.end(), [&](const Side& x) { return x.speakers == speakers; });
    if (side == out.end()) side = out.insert(side, {std::move(speakers), {}});
    side->stands.push_back({&s, word});
  }
  return out;
}

}  // namespace

void append_stands(std::string& out, std::string_view text, const std::vector<Selected>& selected,
                   const WriteOptions& options) {
  const std::vector<Side> all = sides(selected);
  if (all.empty()) return;
  const auto filler = [&](size_t indent) {
    return LineFiller(out, indent, options.width, options.color);
  };
  out += '\n';
  LineFiller heading = filler(0);
  heading.add("Who stands where", Style::kHeading);
  heading.end_line();
  for (const Side& side : all) {
    LineFiller name = filler(kSpeakerIndent);
    name.add(side.speakers, Style::kBold);
    name.end_line();
    for (const auto& [s, word] : side.stands) {
      LineFiller line = filler(kStandIndent);
      line.add(word, Style::kDim);
      line.add(first_words(join_pieces(s->statement->content, text, " "), kStandWords));
      const Selected* answered = s->replies_to ? find(selected, *s->replies_to) : nullptr;
      if (answered != nullptr) {
        const std::string whom = join_speakers(answered->statement->speakers);
        line.add(whom.empty() ? "(answers an earlier statement)" : "(answers " + whom + ")",
                 Style::kDim);
      }
      line.end_line();
    }
  }
}

}  // namespace quoth
