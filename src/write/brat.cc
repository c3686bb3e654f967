#include "write/brat.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>

#include "base/utf8.h"
#include "write/facts.h"

namespace quoth {
namespace {

constexpr size_t kMaxStem = 100;

bool ends_line(char32_t c) {  // for the programs that read brat's files, apart from LF
  return (c >= 0x0B && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

// The text of the .txt file, with as many code points.
std::string lines_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    const bool lone_cr = c.value == '\r' && !text.substr(pos + 1).starts_with('\n');
    if (lone_cr) out += '\n';
    else if (c.value == '\t' || ends_line(c.value)) out += ' ';
    else out += text.substr(pos, c.size);
    pos += c.size;
  }
  return out;
}

bool is_break(char c) { return c == '\n' || c == '\r'; }

// The parts of the spans on each line, without spaces around.
std::vector<ByteSpan> cut_at_lines(const std::vector<ByteSpan>& spans, std::string_view text) {
  std::vector<ByteSpan> out;
  const auto is_blank = [&](uint32_t i) {
    return text[i] == ' ' || text[i] == '\t' || is_break(text[i]);
  };
  for (const ByteSpan& span : spans) {
    for (uint32_t begin = span.begin; begin < span.end;) {
      uint32_t end = begin;
      while (end < span.end && !is_break(text[end])) ++end;
      ByteSpan part{begin, end};
      while (!part.empty() && is_blank(part.begin)) ++part.begin;
      while (!part.empty() && is_blank(part.end - 1)) --part.end;
      if (!part.empty()) out.push_back(part);
      begin = end + 1;
    }
  }
  return out;
}

// `Act` of "act".
std::string type_name(std::string_view key) {
  std::string out(key);
  out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

class BratWriter {
 public:
  BratWriter(const Article& article, const std::vector<Entity>& entities,
             const std::vector<Selected>& selected)
      : text_(article.text),
        selected_(selected),
        facts_(facts_of(selected, entities, article.text)),
        points_(article.text, positions(), OffsetUnit::kCodePoints) {}

  std::string write() && {
    for (size_t i = 0; i < selected_.size(); ++i) append_statement(i);
    for (const StatementFacts& facts : facts_) {
      append_link("Within", facts.id, facts.within);
      append_link("RepliesTo", facts.id, facts.replies_to);
    }
    return std::move(out_);
  }

 private:
  std::vector<uint32_t> positions() const {
    std::vector<uint32_t> out;
    for (const Selected& s : selected_) {
      for (const auto* spans : {&s.statement->source, &s.statement->cue, &s.statement->content}) {
        for (const ByteSpan& part : cut_at_lines(*spans, text_))
          out.insert(out.end(), {part.begin, part.end});
      }
    }
    return out;
  }

  // The number of the T line, 0 where there is nothing to mark.
  size_t append_spans(std::string_view type, const std::vector<ByteSpan>& spans) {
    const std::vector<ByteSpan> parts = cut_at_lines(spans, text_);
    if (parts.empty()) return 0;
    std::string words;
    fmt::format_to(std::back_inserter(out_), "T{}\t{} ", ++n_spans_, type);
    for (size_t i = 0; i < parts.size(); ++i) {
      fmt::format_to(std::back_inserter(out_), "{}{} {}", i == 0 ? "" : ";",
                     points_.at(parts[i].begin), points_.at(parts[i].end));
      if (i > 0) words += ' ';
      words += lines_of(text_.substr(parts[i].begin, parts[i].size()));
    }
    fmt::format_to(std::back_inserter(out_), "\t{}\n", words);
    return n_spans_;
  }

  void append_relation(std::string_view type, size_t from, size_t to) {
    if (from == 0 || to == 0) return;
    fmt::format_to(std::back_inserter(out_), "R{}\t{} Arg1:T{} Arg2:T{}\n", ++n_relations_, type,
                   from, to);
  }

  void append_link(std::string_view type, const std::string& from, const std::string& to) {
    const auto a = contents_.find(from), b = contents_.find(to);
    if (a != contents_.end() && b != contents_.end()) append_relation(type, a->second, b->second);
  }

  void append_statement(size_t i) {
    const Statement& s = *selected_[i].statement;
    const StatementFacts& facts = facts_[i];
    const size_t source = append_spans("Source", s.source);
    const size_t cue = append_spans("Cue", s.cue);
    const size_t content = append_spans("Content", s.content);
    if (content == 0) return;
    contents_.emplace(facts.id, content);
    append_relation("Says", source, content);
    append_relation("CuedBy", content, cue);
    std::string note = facts.id + "; confidence " + facts.confidence;
    const auto add = [&](std::string_view key, std::string_view value) {
      if (!value.empty()) note += fmt::format("; {} {}", key, value);
    };
    for (const Property& p : facts.properties) {
      if (!p.closed) add(p.key, p.value);
      else
        fmt::format_to(std::back_inserter(out_), "A{}\t{} T{} {}\n", ++n_attributes_,
                       type_name(p.key), content, p.value);
    }
    if (!facts.speakers.empty()) add("speaker", speaker_line(facts));
    note = lines_of(note);
    std::replace(note.begin(), note.end(), '\n', ' ');
    fmt::format_to(std::back_inserter(out_), "#{}\tAnnotatorNotes T{}\t{}\n", ++n_notes_, content,
                   note);
  }

  std::string_view text_;
  const std::vector<Selected>& selected_;
  std::vector<StatementFacts> facts_;
  OffsetMap points_;
  std::map<std::string, size_t> contents_;  // by the id of the statement
  size_t n_spans_ = 0, n_relations_ = 0, n_attributes_ = 0, n_notes_ = 0;
  std::string out_;
};

template <typename Enum>
std::string choices(Enum last) {
  std::string out;
  for (int i = 0; i <= static_cast<int>(last); ++i)
    out += (i == 0 ? "" : "|") + std::string(name(static_cast<Enum>(i)));
  return out;
}

}  // namespace

std::vector<WrittenFile> write_brat(const Article& article, const std::vector<Entity>& entities,
                                    const std::vector<Selected>& selected) {
  const std::string stem = safe_stem(article.id);
  return {{stem, ".txt", lines_of(article.text)},
          {stem, ".ann", BratWriter(article, entities, selected).write()}};
}

std::string brat_configuration() {
  return "[entities]\nSource\nCue\nContent\n\n"
         "[relations]\n"
         "Says\tArg1:Source, Arg2:Content\n"
         "CuedBy\tArg1:Content, Arg2:Cue\n"
         "Within\tArg1:Content, Arg2:Content\n"
         "RepliesTo\tArg1:Content, Arg2:Content\n"
         "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
         "[events]\n\n"
         "[attributes]\n"
         "Form\tArg:Content, Value:" +
         choices(Form::kMixed) + "\nAct\tArg:Content, Value:" + choices(Act::kAsk) +
         "\nChannel\tArg:Content, Value:" + choices(Channel::kPress) + "\n";
}

std::string safe_stem(std::string_view id) {
  std::string out;
  for (const char c : id) {
    const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
    out += safe ? c : '_';
  }
  if (out.size() > kMaxStem) out.erase(0, out.size() - kMaxStem);
  out.erase(0, std::min(out.find_first_not_of('.'), out.size()));
  return out.empty() ? "document" : out;
}

std::string FileNames::take(const std::string& stem) {
  const auto lower = [](std::string name) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
  };
  const std::string key = lower(stem);
  if (taken_.try_emplace(key, 1).second) return stem;
  while (true) {
    const std::string name = fmt::format("{}-{}", stem, ++taken_[key]);
    if (taken_.try_emplace(lower(name), 1).second) return name;
  }
}

}  // namespace quoth
