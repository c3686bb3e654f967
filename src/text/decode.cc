#include "text/decode.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "text/single_byte.h"

namespace quoth {
namespace {

enum class Unicode { kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

std::string_view name(Unicode form) {
  switch (form) {
    case Unicode::kUtf8: return "UTF-8";
    case Unicode::kUtf16Le: return "UTF-16LE";
    case Unicode::kUtf16Be: return "UTF-16BE";
    case Unicode::kUtf32Le: return "UTF-32LE";
    case Unicode::kUtf32Be: return "UTF-32BE";
  }
  return "";
}

struct Mark {
  std::string_view bytes;
  Unicode form;
};

// UTF-32LE stands before UTF-16LE, whose mark its own begins with.
constexpr Mark kMarks[] = {
    {std::string_view("\xFF\xFE\0\0", 4), Unicode::kUtf32Le},
    {std::string_view("\0\0\xFE\xFF", 4), Unicode::kUtf32Be},
    {"\xEF\xBB\xBF", Unicode::kUtf8},
    {"\xFF\xFE", Unicode::kUtf16Le},
    {"\xFE\xFF", Unicode::kUtf16Be},
};

unsigned char byte_at(std::string_view bytes, size_t pos) {
  return static_cast<unsigned char>(bytes[pos]);
}

tl::unexpected<Error> fail_at(ErrorCode code, std::string message, std::string_view where,
                              size_t byte) {
  return fail(code, std::move(message), std::string(where) + ": byte " + std::to_string(byte));
}

tl::unexpected<Error> fail_nul(std::string_view where, size_t byte) {
  return fail_at(ErrorCode::kBinaryInput, "holds a NUL character, so it is no text", where, byte);
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Code units of a fixed number of bytes, in either byte order.
class Units {
 public:
  Units(std::string_view bytes, Unicode form)
      : bytes_(bytes),
        size_(form == Unicode::kUtf16Le || form == Unicode::kUtf16Be ? 2 : 4),
        little_(form == Unicode::kUtf16Le || form == Unicode::kUtf32Le) {}

  size_t size() const { return size_; }  // bytes of a unit
  bool has(size_t pos) const { return pos + size_ <= bytes_.size(); }

  char32_t at(size_t pos) const {  // has(pos)
    char32_t unit = 0;
    for (size_t i = 0; i < size_; ++i) {
      unit = unit << 8 | byte_at(bytes_, pos + (little_ ? size_ - 1 - i : i));
    }
    return unit;
  }

  // The code point that begins at `pos`, size 0 where there is none.
  CodePoint code_point(size_t pos) const {
    if (!has(pos)) return {0, 0};
    const char32_t c = at(pos);
    if (is_low_surrogate(c) || c > 0x10FFFF) return {c, 0};
    if (!is_high_surrogate(c)) return {c, static_cast<uint32_t>(size_)};
    if (size_ == 4 || !has(pos + 2) || !is_low_surrogate(at(pos + 2))) return {c, 0};
    return {0x10000 + ((c - 0xD800) << 10) + (at(pos + 2) - 0xDC00), 4};
  }

 private:
  std::string_view bytes_;
  size_t size_;
  bool little_;
};

void add_whole(SourceMap& map, size_t begin, size_t end, size_t source, size_t source_size) {
  map.add_whole(static_cast<uint32_t>(begin), static_cast<uint32_t>(end - begin),
                static_cast<uint32_t>(source), static_cast<uint32_t>(source_size));
}

// UTF-8 as it is, which began at byte `begin`.
Decoded pass_through(std::string bytes, size_t begin, KeepMap keep_map) {
  Decoded decoded{std::move(bytes), "UTF-8"};
  if (keep_map == KeepMap::kYes) {
    decoded.map.add_verbatim(0, static_cast<uint32_t>(begin),
                             static_cast<uint32_t>(decoded.text.size()));
  }
  return decoded;
}

// One byte a character: runs of ASCII are verbatim.
SourceMap map_single_bytes(std::string_view bytes, std::string_view text) {
  SourceMap map;
  size_t at = 0;  // in `text`
  for (size_t pos = 0; pos < bytes.size(); ++pos) {
    const uint32_t size = decode_utf8(text, at).size;
    if (size == 1) map.add_verbatim(static_cast<uint32_t>(at), static_cast<uint32_t>(pos), 1);
    else add_whole(map, at, at + size, pos, 1);
    at += size;
  }
  return map;
}

// Decodes the units from byte `begin` on, which a byte order mark may stand before.
Result<Decoded> decode_units(std::string_view bytes, size_t begin, Unicode form,
                             std::string_view where, KeepMap keep_map) {
  const Units units(bytes, form);
  std::string text;
  SourceMap map;
  text.reserve((bytes.size() - begin) * 3 / 2);
  for (size_t pos = begin; pos < bytes.size();) {
    const CodePoint c = units.code_point(pos);
    if (c.size == 0) {
      return fail_at(ErrorCode::kUnknownEncoding, "broken " + std::string(name(form)), where, pos);
    }
    if (c.value == 0) return fail_nul(where, pos);
    const size_t at = text.size();
    append_utf8(text, c.value);
    if (keep_map == KeepMap::kYes) add_whole(map, at, text.size(), pos, c.size);
    pos += c.size;
  }
  return Decoded{std::move(text), std::string(name(form)), std::move(map)};
}

// UTF-16 without a mark, told by its zero bytes: of mostly Latin text in UTF-16 the high byte of
// nearly every unit is zero, and the low byte of nearly none. Control characters speak against it.
std::optional<Unicode> guess_utf16(std::string_view bytes) {
  const size_t n_units = bytes.size() / 2;
  if (n_units < 2) return std::nullopt;
  size_t zeros[2] = {0, 0};  // at even and at odd offsets
  size_t controls[2] = {0, 0};
  for (size_t i = 0; i < n_units * 2; ++i) {
    const bool zero = bytes[i] == 0;
    zeros[i % 2] += zero;
    const unsigned char other = byte_at(bytes, i ^ 1);
    controls[i % 2] += zero && other < 0x20 && !(other >= '\t' && other <= '\r');
  }
  for (const size_t high : {size_t{1}, size_t{0}}) {
    if (zeros[high] * 5 >= n_units * 4 && zeros[1 - high] * 20 <= n_units && controls[high] == 0) {
      return high == 1 ? Unicode::kUtf16Le : Unicode::kUtf16Be;
    }
  }
  return std::nullopt;
}

// True if most of what is not ASCII is valid UTF-8. A stray continuation byte counts as one invalid
// sequence, and so does a lead byte together with the continuation bytes that it lacks some of.
bool is_utf8_with_defect(std::string_view bytes) {
  size_t valid = 0, invalid = 0;
  for (size_t pos = 0; pos < bytes.size();) {
    const unsigned char lead = byte_at(bytes, pos);
    const CodePoint c = decode_utf8(bytes, pos);
    if (c.size != 0) {
      valid += c.size > 1;
      pos += c.size;
      continue;
    }
    ++invalid;
    ++pos;
    size_t tail = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    for (; tail > 0 && pos < bytes.size() && (byte_at(bytes, pos) & 0xC0) == 0x80; --tail) ++pos;
  }
  return valid > invalid;
}

Result<Decoded> decode_marked(std::string bytes, const Mark& mark, std::string_view where,
                              KeepMap keep_map) {
  if (mark.form != Unicode::kUtf8) {
    return decode_units(bytes, mark.bytes.size(), mark.form, where, keep_map);
  }
  if (const size_t nul = bytes.find('\0'); nul != std::string::npos) return fail_nul(where, nul);
  if (const auto bad = find_invalid_utf8(bytes)) {
    return fail_at(ErrorCode::kInvalidUtf8, "invalid UTF-8", where, *bad);
  }
  bytes.erase(0, mark.bytes.size());
  return pass_through(std::move(bytes), mark.bytes.size(), keep_map);
}

}  // namespace

Result<Decoded> decode(std::string bytes, std::string_view where, KeepMap keep_map) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) {
      return decode_marked(std::move(bytes), mark, where, keep_map);
    }
  }
  if (const size_t nul = bytes.find('\0'); nul != std::string::npos) {
    const auto utf16 = guess_utf16(bytes);
    return utf16 ? decode_units(bytes, 0, *utf16, where, keep_map) : fail_nul(where, nul);
  }
  const auto bad = find_invalid_utf8(bytes);
  if (!bad) return pass_through(std::move(bytes), 0, keep_map);
  if (is_utf8_with_defect(bytes)) {
    return fail_at(ErrorCode::kInvalidUtf8, "invalid UTF-8", where, *bad);
  }
  const auto encoding = detect_single_byte(bytes, where);
  if (!encoding) return tl::unexpected(encoding.error());
  Decoded decoded{decode_single_byte(bytes, *encoding), std::string(name(*encoding))};
  if (keep_map == KeepMap::kYes) decoded.map = map_single_bytes(bytes, decoded.text);
  return decoded;
}

}  // namespace quoth
