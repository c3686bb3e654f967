// Pieces of JSON text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace quoth {

// `"key": "value"` with both escaped.
void append_json_field(std::string& out, std::string_view key, std::string_view value);

// An object or an array, member after member, without building it first.
//
//   JsonWriter object(out, '{');  object.field("a", "b");  object.key("c") += "1";  object.close();
//     ->  {"a": "b", "c": 1}
class JsonWriter {
 public:
  JsonWriter(std::string& out, char bracket) : out_(out), close_(bracket == '{' ? '}' : ']') {
    out_ += bracket;
  }

  void field(std::string_view key, std::string_view value);  // of an object
  void given(std::string_view key, std::string_view value);  // the same; nothing for an empty value
  void number(std::string_view key, int64_t value);          // of an object
  std::string& key(std::string_view key);  // of an object; its value must be appended next
  std::string& element();                  // of an array; it must be appended next
  void close() { out_ += close_; }

 private:
  void separate();

  std::string& out_;
  char close_;
  bool first_ = true;
};

}  // namespace quoth
