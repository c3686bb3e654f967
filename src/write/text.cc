#include "write/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/tokenizer.h"
#include "write/line_filler.h"
#include "write/stands.h"

namespace quoth {
namespace {

constexpr size_t kIndent = 2;        // of a statement, and of its words below it
constexpr size_t kNestedIndent = 4;  // of an inner statement, from the one it is within
constexpr size_t kMaxDepth = 5;  // deeper ones are not indented further, to leave room for words

// A statement and how deep it is nested.
struct Placed {
  const Selected* selected = nullptr;
  size_t depth = 0;
};

// Every statement once, each followed by those within it. Without recursion, since input decides
// how deep they are nested; members of a loop of statements within each other come last, at depth
// 0.
std::vector<Placed> nest(const std::vector<Selected>& selected) {
  std::vector<std::vector<size_t>> inner(selected.size());
  std::vector<Placed> stack, order;
  for (size_t i = 0; i < selected.size(); ++i) {
    if (!selected[i].within) continue;
    const auto outer =
        std::partition_point(selected.begin(), selected.end(),
                             [&](const Selected& s) { return s.index < *selected[i].within; });
    inner[outer - selected.begin()].push_back(i);
  }
  std::vector<bool> placed(selected.size(), false);
  const auto place_from = [&](size_t root) {
    stack.push_back({&selected[root], 0});
    while (!stack.empty()) {
      const Placed top = stack.back();
      stack.pop_back();
      const size_t i = top.selected - selected.data();
      if (placed[i]) continue;
      placed[i] = true;
      order.push_back(top);
      for (auto it = inner[i].rbegin(); it != inner[i].rend(); ++it) {
        stack.push_back({&selected[*it], top.depth + 1});
      }
    }
  };
  for (size_t i = 0; i < selected.size(); ++i) {
    if (!selected[i].within) place_from(i);
  }
  for (size_t i = 0; i < selected.size(); ++i) place_from(i);
  return order;
}

class DocumentPrinter {
 public:
  DocumentPrinter(const Article& article, const std::vector<Selected>& selected,
                  const WriteOptions& options)
      : article_(article),
        selected_(selected),
        options_(options),
        offsets_(map_offsets(article, selected, options.offsets)),
        tokens_(selected.empty() ? Tokens() : tokenize(article.text)) {}

  std::string print() && {
    print_heading();
    if (selected_.empty()) {
      LineFiller line = filler(kIndent);
      line.add("(no statements)", Style::kDim);
      line.end_line();
    }
    for (const Placed& placed : nest(selected_)) {
      print_statement(*placed.selected->statement,
                      kIndent + kNestedIndent * std::min(placed.depth, kMaxDepth));
    }
    append_stands(out_, article_.text, selected_, options_);
    return std::move(out_) + '\n';
  }

 private:
  LineFiller filler(size_t indent) {
    return LineFiller(out_, indent, options_.width, options_.color);
  }

  void print_heading() {
    LineFiller line = filler(0);
    const std::string id = article_.id == "-" ? "standard input" : article_.id;
    line.add(article_.title.empty() ? id : article_.title, Style::kHeading);
    line.end_line();
    std::string about;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) about += (about.empty() ? "" : " · ") + part;
    };
    if (!article_.title.empty()) add(id);
    add(article_.publisher);
    add(article_.published);
    if (!article_.duplicate_of.empty()) add("duplicate of " + article_.duplicate_of);
    line.add(about, Style::kDim);
    line.end_line();
  }

  void print_statement(const Statement& s, size_t indent) {
    out_ += '\n';
    LineFiller head = filler(indent);
    if (!s.speakers.empty()) {
      head.add(join_speakers(s.speakers), Style::kBold);
    } else if (!s.source.empty()) {
      head.add(join_pieces(s.source, article_.text, " "), Style::kBold);
    } else {
      head.add("(no source named)", Style::kDim);
    }
    head.add("·", Style::kDim);
    if (!s.cue.empty()) {
      head.add(join_pieces(s.cue, article_.text, " … "));
      head.add("·", Style::kDim);
    }
    head.add(name(s.form), Style::kDim);
    if (s.act && *s.act != Act::kAssert) {
      head.add("·", Style::kDim);
      head.add(name(*s.act), Style::kDim);
    }
    head.end_line();

    LineFiller body = filler(indent + kIndent);
    for (size_t i = 0; i < s.content.size(); ++i) {
      if (i > 0) body.add("[…]", Style::kDim);
      body.add(std::string_view(article_.text).substr(s.content[i].begin, s.content[i].size()));
    }
    body.end_line();
    if (const std::string around = circumstances(s); !around.empty()) {
      body.add(around, Style::kDim);
      body.end_line();
    }
    body.add(place(s), Style::kDim);
    body.end_line();
  }

  // To whom, through which channel and when: "to the Courier · letter · on Monday (2018-03-26)".
  std::string circumstances(const Statement& s) const {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : " · ") + part; };
    const auto words = [&](ByteSpan span) { return join_pieces({span}, article_.text, " "); };
    if (s.addressee) add("to " + words(s.addressee->span));
    if (s.channel) add(std::string(name(*s.channel)));
    if (s.when) {
      add(words(s.when->span) + (s.when->date.empty() ? "" : " (" + s.when->date + ")"));
    }
    return out;
  }

  std::string place(const Statement& s) const {
    std::string out = fmt::format("paragraph {} ·", paragraph_of(s.content.front().begin));
    for (size_t i = 0; i < s.content.size(); ++i) {
      const SourceSpan span = offsets_.at(s.content[i]);
      out += fmt::format("{} {}–{}", i == 0 ? "" : ",", span.begin, span.end);
    }
    return out;
  }

  // Number, from 1, of the paragraph that the byte lies in.
  size_t paragraph_of(uint32_t byte) const {
    const auto& paragraphs = tokens_.paragraphs;
    const auto after = std::partition_point(
        paragraphs.begin(), paragraphs.end(),
        [&](const TokenRange& p) { return tokens_.tokens[p.begin].span.begin <= byte; });
    return std::max<size_t>(1, after - paragraphs.begin());
  }

  const Article& article_;
  const std::vector<Selected>& selected_;
  const WriteOptions& options_;
  OffsetMap offsets_;
  Tokens tokens_;
  std::string out_;
};

std::string count(size_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

}  // namespace

std::string write_text(const Article& article, const std::vector<Selected>& selected,
                       const WriteOptions& options) {
  return DocumentPrinter(article, selected, options).print();
}

std::string text_summary(const Totals& totals) {
  std::string out =
      count(totals.n_statements, "statement") + " in " + count(totals.n_documents, "document");
  if (totals.n_failed > 0) out += "; " + count(totals.n_failed, "input") + " failed";
  size_t n_skipped = 0;
  std::string reasons;
  for (size_t i = 0; i < totals.n_skipped.size(); ++i) {
    if (totals.n_skipped[i] == 0) continue;
    n_skipped += totals.n_skipped[i];
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", totals.n_skipped[i],
                           name(static_cast<SkipReason>(i)));
  }
  if (n_skipped > 0) out += fmt::format("; {} skipped ({})", n_skipped, reasons);
  return out + '\n';
}

}  // namespace quoth
