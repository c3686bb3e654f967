#include "read/json_check.h"

#include "base/utf8.h"

namespace quoth {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Recursive descent; each method reads what it is named after from pos_ on, and returns false with
// fault_ set where that is not there.
class Checker {
 public:
  explicit Checker(std::string_view json) : json_(json) {}

  std::optional<JsonFault> run() {
    if (!value(0)) return fault_;
    skip_space();
    if (pos_ < json_.size()) return JsonFault{pos_, "expected the end"};
    return std::nullopt;
  }

 private:
  char peek() const { return pos_ < json_.size() ? json_[pos_] : '\0'; }

  bool fault_at(size_t byte, std::string_view reason) {
    fault_ = {byte, byte < json_.size() ? reason : "ends too early"};
    return false;
  }
  bool fault(std::string_view reason) { return fault_at(pos_, reason); }

  void skip_space() {
    while (pos_ < json_.size()) {
      const char c = json_[pos_];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return;
      ++pos_;
    }
  }

  bool accept(char c) {
    if (pos_ >= json_.size() || json_[pos_] != c) return false;
    ++pos_;
    return true;
  }

  bool value(int depth) {
    skip_space();
    switch (peek()) {
      case '{': return depth < kMaxJsonDepth ? object(depth + 1) : fault("nested too deeply");
      case '[': return depth < kMaxJsonDepth ? array(depth + 1) : fault("nested too deeply");
      case '"': return string();
      case 't': return literal("true");
      case 'f': return literal("false");
      case 'n': return literal("null");
      default: return number();
    }
  }

  bool object(int depth) {
    ++pos_;
    skip_space();
    if (accept('}')) return true;
    while (true) {
      skip_space();
      if (peek() != '"') return fault("expected a key");
      if (!string()) return false;
      skip_space();
      if (!accept(':')) return fault("expected ':'");
      if (!value(depth)) return false;
      skip_space();
      if (accept('}')) return true;
      if (!accept(',')) return fault("expected ',' or '}'");
    }
  }

  bool array(int depth) {
    ++pos_;
    skip_space();
    if (accept(']')) return true;
    while (true) {
      if (!value(depth)) return false;
      skip_space();
      if (accept(']')) return true;
      if (!accept(',')) return fault("expected ',' or ']'");
    }
  }

  bool literal(std::string_view word) {
    for (const char c : word) {
      if (!accept(c)) return fault("expected a value");
    }
    return true;
  }

  bool digits() {
    if (!is_digit(peek())) return fault("expected a digit");
    while (is_digit(peek())) ++pos_;
    return true;
  }

  bool number() {
    const bool negative = accept('-');
    if (!is_digit(peek())) return fault(negative ? "expected a digit" : "expected a value");
    if (!accept('0') && !digits()) return false;
    if (accept('.') && !digits()) return false;
    if (peek() == 'e' || peek() == 'E') {
      ++pos_;
      if (!accept('+')) accept('-');
      return digits();
    }
    return true;
  }

  bool string() {
    ++pos_;
    while (pos_ < json_.size()) {
      const char c = json_[pos_];
      if (static_cast<unsigned char>(c) < 0x20) return fault("control character in a string");
      if (c == '\\') {
        if (!escape()) return false;
        continue;
      }
      ++pos_;
      if (c == '"') return true;
    }
    return fault("");
  }

  bool escape() {
    const size_t begin = pos_++;
    switch (peek()) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't': ++pos_; return true;
      case 'u': break;
      default: return fault("unknown escape");
    }
    ++pos_;
    unsigned unit = 0;
    if (!hex4(unit)) return false;
    if (unit < 0xD800 || unit > 0xDFFF) return true;
    if (unit >= 0xDC00) return fault_at(begin, "unpaired surrogate");
    if (json_.substr(pos_, 2) != "\\u") return fault_at(begin, "unpaired surrogate");
    pos_ += 2;
    if (!hex4(unit)) return false;
    return (unit >= 0xDC00 && unit <= 0xDFFF) || fault_at(begin, "unpaired surrogate");
  }

  bool hex4(unsigned& unit) {
    unit = 0;
    for (int i = 0; i < 4; ++i, ++pos_) {
      const int digit = hex_value(peek());
      if (digit < 0) return fault("expected a hexadecimal digit");
      unit = unit << 4 | static_cast<unsigned>(digit);
    }
    return true;
  }

  std::string_view json_;
  size_t pos_ = 0;
  JsonFault fault_;
};

}  // namespace

std::optional<JsonFault> find_json_fault(std::string_view json) { return Checker(json).run(); }

std::optional<Error> find_json_error(std::string_view json, const std::string& where,
                                     std::string_view called) {
  const auto at = [&](size_t byte) {
    return " at byte " + std::to_string(byte) + " of the " + std::string(called);
  };
  if (const size_t nul = json.find('\0'); nul != std::string_view::npos) {
    return Error{ErrorCode::kBinaryInput, "NUL character" + at(nul), where};
  }
  if (const auto bad = find_invalid_utf8(json)) {
    return Error{ErrorCode::kInvalidUtf8, "invalid UTF-8" + at(*bad), where};
  }
  if (const auto fault = find_json_fault(json)) {
    return Error{ErrorCode::kInvalidJson,
                 "invalid JSON" + at(fault->byte) + ": " + std::string(fault->reason), where};
  }
  return std::nullopt;
}

}  // namespace quoth
