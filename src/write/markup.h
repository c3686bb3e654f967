// What the formats with elements, TEI and HTML, share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace quoth {

// Appends any bytes as character data of XML 1.0 or HTML, in content and in quoted attribute values
// alike. & < > " ' are escaped, and so are line breaks and tabs of an attribute, which XML would
// make spaces. What is no valid UTF-8 or no character of XML (C0 but tab and line breaks, U+FFFE,
// U+FFFF) comes out as U+FFFD.
//
//   a<b & "c" -> a&lt;b &amp; &quot;c&quot;     U+0001 -> U+FFFD    CR -> &#13;
void append_markup(std::string& out, std::string_view text);
void append_attribute(std::string& out, std::string_view key, std::string_view value);  // ` k="v"`

// The same for ids that we made ourselves, and pointers to them; kDocumentNumber stays.
void append_id(std::string& out, std::string_view key, std::string_view value);

// The number of a document within its output is known only when the pieces are joined. Until then
// this stands for it in ids; as a control character it cannot come from an article.
constexpr char kDocumentNumber = '\x01';

std::string number_ids(std::string bytes, size_t number);

}  // namespace quoth
