#include "html/encoding.h"

#include <uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/utf8.h"
#include "base/word_list.h"
#include "html/ascii.h"

namespace quoth {

extern const std::string_view encoding_labels_data;

namespace {

constexpr size_t kMetaWindow = 64 * 1024;
constexpr size_t kDetectionWindow = 256 * 1024;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};

// UTF-32LE stands before UTF-16LE, whose mark its own begins with.
constexpr Mark kMarks[] = {
    {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
    {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
    {"\xEF\xBB\xBF", "UTF-8"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
};

// How many multibyte sequences are valid UTF-8, and how many bytes begin none.
struct Utf8Count {
  size_t valid = 0;
  size_t invalid = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t pos = 0; pos < bytes.size();) {
    if (static_cast<unsigned char>(bytes[pos]) < 0x80) {
      ++pos;
      continue;
    }
    const CodePoint c = decode_utf8(bytes, pos);
    ++(c.size != 0 ? count.valid : count.invalid);
    pos += std::max<uint32_t>(c.size, 1);
  }
  return count;
}

// The value of `charset` in a <meta> tag, in its attribute of that name or in `content`.
std::string_view meta_charset(std::string_view tag) {
  for (size_t pos = 0; (pos = find_ascii(tag, "charset", pos)) != std::string_view::npos;) {
    pos += 7;
    size_t at = pos;
    while (at < tag.size() && is_ascii_space(tag[at])) ++at;
    if (at >= tag.size() || tag[at] != '=') continue;
    ++at;
    while (at < tag.size() && (is_ascii_space(tag[at]) || tag[at] == '"' || tag[at] == '\'')) ++at;
    const size_t end = std::min(tag.find_first_of("\"' ;>/\t\r\n\f", at), tag.size());
    return tag.substr(at, end - at);
  }
  return {};
}

std::string_view find_declared(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kMetaWindow);
  for (size_t pos = 0; (pos = find_ascii(head, "<meta", pos)) != std::string_view::npos;) {
    const size_t end = std::min(head.find('>', pos), head.size());
    const std::string_view encoding = find_encoding(meta_charset(head.substr(pos, end - pos)));
    // A declaration that can be read as ASCII is not written in UTF-16.
    if (!encoding.empty()) return encoding.starts_with("UTF-16") ? "UTF-8" : encoding;
    pos = end;
  }
  return {};
}

std::string_view guess_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kDetectionWindow);
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0;
  const size_t n_units = head.size() / 2;
  if (n_units < 2) return {};
  if (zeros[1] * 2 > n_units && zeros[0] * 20 <= n_units) return "UTF-16LE";
  if (zeros[0] * 2 > n_units && zeros[1] * 20 <= n_units) return "UTF-16BE";
  return {};
}

// What uchardet makes of the bytes around the first ones above 0x7F.
std::string_view detect(std::string_view bytes) {
  const auto high = std::find_if(bytes.begin(), bytes.end(),
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const size_t first = static_cast<size_t>(high - bytes.begin());
  const std::string_view window =
      bytes.substr(first - std::min<size_t>(first, 256), kDetectionWindow);
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)> detector(
      uchardet_new(), uchardet_delete);
  if (!detector || uchardet_handle_data(detector.get(), window.data(), window.size()) != 0)
    return {};
  uchardet_data_end(detector.get());
  return find_encoding(uchardet_get_charset(detector.get()));
}

std::string_view choose(std::string_view bytes, std::string_view charset) {
  const Utf8Count utf8 = count_utf8(bytes);
  const bool reads_as_utf8 = utf8.valid > 0 && utf8.valid >= utf8.invalid;
  if (utf8.invalid == 0 && utf8.valid > 0) return "UTF-8";
  for (const std::string_view declared : {find_encoding(charset), find_declared(bytes)}) {
    if (declared.empty()) continue;
    if (declared != "UTF-8" || reads_as_utf8) return declared;
  }
  if (const std::string_view utf16 = guess_utf16(bytes); !utf16.empty()) return utf16;
  if (utf8.invalid == 0 || reads_as_utf8) return "UTF-8";
  const std::string_view detected = detect(bytes);
  return detected.empty() || detected == "UTF-8" ? "windows-1252" : detected;
}

DecodedPage decode_utf8_page(std::string_view bytes, uint32_t shift) {
  DecodedPage page{{}, "UTF-8", ByteMap(shift)};
  const std::string_view body = bytes.substr(shift);
  if (!find_invalid_utf8(body)) {
    page.text = body;
    return page;
  }
  page.text.reserve(body.size() + 64);
  for (size_t pos = 0; pos < body.size();) {
    const CodePoint c = decode_utf8(body, pos);
    const uint32_t size = std::max<uint32_t>(c.size, 1);
    const auto at = static_cast<uint32_t>(page.text.size());
    page.text += c.size != 0 ? body.substr(pos, size) : kReplacement;
    page.bytes.add(at, static_cast<uint32_t>(page.text.size()) - at,
                   static_cast<uint32_t>(pos) + shift, size);
    pos += size;
  }
  return page;
}

// By ICU's converter, which tells where each UTF-16 unit was read from.
DecodedPage decode_other(std::string_view bytes, uint32_t shift, std::string_view encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(std::string(encoding).c_str(), &status), ucnv_close);
  if (U_FAILURE(status)) return decode_utf8_page(bytes, 0);
  const std::string_view body = bytes.substr(shift);
  // No converter of the standard gives more units than bytes; what does not fit is left out.
  std::vector<UChar> units(body.size() + 16);
  std::vector<int32_t> offsets(units.size());
  UChar* to = units.data();
  const char* from = body.data();
  ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from,
                 body.data() + body.size(), offsets.data(), /*flush=*/true, &status);
  const auto n = static_cast<size_t>(to - units.data());
  DecodedPage page{{}, std::string(encoding), ByteMap()};
  page.text.reserve(n + n / 8);
  for (size_t i = 0, size; i < n; i += size) {
    const bool pair = U16_IS_LEAD(units[i]) && i + 1 < n && U16_IS_TRAIL(units[i + 1]);
    size = pair ? 2 : 1;
    const char32_t c =
        pair ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[i], units[i + 1])) : units[i];
    const auto at = static_cast<uint32_t>(page.text.size());
    append_utf8(page.text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    const int32_t begin = std::max(offsets[i], 0);
    const int32_t next = i + size < n ? offsets[i + size] : static_cast<int32_t>(body.size());
    page.bytes.add(at, static_cast<uint32_t>(page.text.size()) - at,
                   static_cast<uint32_t>(begin) + shift,
                   static_cast<uint32_t>(std::max(next - begin, 0)));
  }
  return page;
}

}  // namespace

std::string_view find_encoding(std::string_view label) {
  static const auto labels = parse_word_map(encoding_labels_data);
  const size_t begin = label.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) return {};
  label = label.substr(begin, label.find_last_not_of(" \t\r\n\f") + 1 - begin);
  const auto it = labels.find(to_ascii_lower(label));
  return it == labels.end() ? std::string_view() : it->second;
}

DecodedPage decode_page(std::string_view bytes, std::string_view charset) {
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    const auto shift = static_cast<uint32_t>(mark.bytes.size());
    return mark.encoding == "UTF-8" ? decode_utf8_page(bytes, shift)
                                    : decode_other(bytes, shift, mark.encoding);
  }
  const std::string_view encoding = choose(bytes, charset);
  return encoding == "UTF-8" ? decode_utf8_page(bytes, 0) : decode_other(bytes, 0, encoding);
}

}  // namespace quoth
