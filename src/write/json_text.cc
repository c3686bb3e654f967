#include "write/json_text.h"

#include "write/escape.h"

namespace quoth {

void append_json_field(std::string& out, std::string_view key, std::string_view value) {
  append_json_string(out, key);
  out += ": ";
  append_json_string(out, value);
}

void JsonWriter::field(std::string_view key, std::string_view value) {
  separate();
  append_json_field(out_, key, value);
}

void JsonWriter::given(std::string_view key, std::string_view value) {
  if (!value.empty()) field(key, value);
}

void JsonWriter::number(std::string_view name, int64_t value) {
  key(name) += std::to_string(value);
}

std::string& JsonWriter::key(std::string_view key) {
  separate();
  append_json_string(out_, key);
  out_ += ": ";
  return out_;
}

std::string& JsonWriter::element() {
  separate();
  return out_;
}

void JsonWriter::separate() {
  if (!first_) out_ += ", ";
  first_ = false;
}

}  // namespace quoth
