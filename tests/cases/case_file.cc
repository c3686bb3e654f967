#include "case_file.h"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/utf8.h"
#include "text/chars.h"

namespace quoth::cases {
namespace {

tl::unexpected<Error> fail_at(int line, std::string message) {
  return fail(ErrorCode::kInvalidDocument, std::move(message), "line " + std::to_string(line));
}

class Parser {
 public:
  explicit Parser(std::string_view file) : file_(file) {}

  Result<std::vector<Case>> run() {
    while (next_line()) {
      if (line_.substr(0, 3) != "## ") continue;
      Case c;
      c.heading = line_.substr(3);
      c.line = line_number_;
      if (auto parsed = parse_case(c); !parsed) return tl::unexpected(parsed.error());
      if (test_name(c.heading).empty()) return fail_at(c.line, "the heading has no letter");
      if (!names_.insert(test_name(c.heading)).second) {
        return fail_at(c.line, "two cases are called " + c.heading);
      }
      cases_.push_back(std::move(c));
    }
    if (cases_.empty()) return fail_at(line_number_, "the file has no case");
    return std::move(cases_);
  }

 private:
  bool next_line() {
    if (pos_ >= file_.size()) return false;
    const size_t end = std::min(file_.find('\n', pos_), file_.size());
    line_ = file_.substr(pos_, end - pos_);
    line_begin_ = pos_;
    pos_ = end + 1;
    ++line_number_;
    return true;
  }

  // The lines up to the fence that opens `block`; true if any of them has words.
  Result<bool> seek(std::string_view block) {
    bool words = false;
    while (next_line()) {
      if (line_.substr(0, 3) == "```") {
        if (line_.substr(3) == block) return words;
        break;
      }
      if (line_.substr(0, 3) == "## ") break;
      words |= line_.find_first_not_of(' ') != std::string_view::npos;
    }
    return fail_at(line_number_, fmt::format("expected ```{}", block));
  }

  // The lines up to the closing fence, each with its line break.
  Result<std::string_view> body() {
    const size_t begin = std::min(pos_, file_.size());
    while (next_line()) {
      if (line_ == "```") return file_.substr(begin, line_begin_ - begin);
    }
    return fail_at(line_number_, "the block is not closed");
  }

  Result<void> parse_case(Case& c) {
    const auto why = seek("text");
    if (!why) return tl::unexpected(why.error());
    if (!*why) return fail_at(c.line, "the case does not say why");
    auto text = body().and_then(unescape);
    if (!text) return located(text.error());
    c.text = std::move(*text);
    if (!c.text.empty()) c.text.pop_back();
    if (const auto gap = seek("dump"); !gap) return tl::unexpected(gap.error());
    c.dump_begin = pos_;
    const auto dump = body();
    if (!dump) return tl::unexpected(dump.error());
    c.dump_end = c.dump_begin + dump->size();
    auto expected = unescape(*dump);
    if (!expected) return located(expected.error());
    c.expected = std::move(*expected);
    return {};
  }

  tl::unexpected<Error> located(Error error) const {
    if (error.where.empty()) error.where = "line " + std::to_string(line_number_);
    return tl::unexpected(std::move(error));
  }

  std::string_view file_;
  std::string_view line_;
  size_t pos_ = 0;
  size_t line_begin_ = 0;
  int line_number_ = 0;
  std::vector<Case> cases_;
  std::set<std::string> names_;
};

// Reads "u{HEX}" at `rest`; the code point and the number of bytes read, 0 if it is none.
CodePoint read_code_point(std::string_view rest) {
  if (rest.substr(0, 2) != "u{") return {};
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + rest.size(), value, 16);
  const size_t size = static_cast<size_t>(end - rest.data());
  const bool scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  if (error != std::errc() || size == rest.size() || *end != '}' || !scalar) return {};
  return {value, static_cast<uint32_t>(size + 1)};
}

}  // namespace

Result<std::vector<Case>> parse_cases(std::string_view file) { return Parser(file).run(); }

std::string escape(std::string_view text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const CodePoint c = decode_utf8(text, pos);
    const size_t size = c.size == 0 ? 1 : c.size;
    const bool last = pos + size == text.size() || text[pos + size] == '\n';
    if (c.value == '\\') out += "\\\\";
    else if (c.value == '\r') out += "\\r";
    else if (c.value == '\t') out += "\\t";
    else if (c.value != '\n' && (c.value != ' ' || last) &&
             (is_space(c.value) || is_invisible(c.value))) {
      out += fmt::format("\\u{{{:X}}}", static_cast<uint32_t>(c.value));
    } else {
      out += text.substr(pos, size);
    }
    pos += size;
  }
  return out;
}

Result<std::string> unescape(std::string_view escaped) {
  std::string out;
  for (size_t pos = 0; pos < escaped.size(); ++pos) {
    if (escaped[pos] != '\\') {
      out += escaped[pos];
      continue;
    }
    const std::string_view rest = escaped.substr(pos + 1);
    const CodePoint c = read_code_point(rest);
    if (c.size > 0) {
      append_utf8(out, c.value);
      pos += c.size;
      continue;
    }
    switch (rest.empty() ? '\0' : rest[0]) {
      case '\\': out += '\\'; break;
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      default:
        return fail(ErrorCode::kInvalidDocument,
                    fmt::format("unknown escape \\{}", rest.substr(0, 1)));
    }
    ++pos;
  }
  return out;
}

std::string test_name(std::string_view heading) {
  std::string name;
  bool gap = false;
  for (const char c : heading) {
    const bool kept = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (kept) {
      if (gap && !name.empty()) name += '_';
      name += c;
    }
    gap = !kept;
  }
  return name;
}

std::string replace_dump(std::string_view file, const Case& c, std::string_view dump) {
  std::string out(file.substr(0, c.dump_begin));
  out += escape(dump);
  if (!dump.empty() && dump.back() != '\n') out += '\n';
  out += file.substr(c.dump_end);
  return out;
}

}  // namespace quoth::cases
