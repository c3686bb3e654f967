#include "read/feed.h"

#define XML_DTD 1  // without it expat.h keeps back its protection against growing entities
#include <expat.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "read/feed_builder.h"
#include "read/sniff.h"
#include "text/decode.h"

namespace quoth {
namespace {

// Of what comes out of entities, as a multiple of what comes in; below the threshold, any.
constexpr float kMaxAmplification = 10;
constexpr unsigned long long kAmplificationThreshold = 1u << 20;

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<XML_ParserStruct, ParserFree>;

// What the callbacks share.
struct Run {
  XML_Parser parser;
  FeedBuilder builder;
  FeedBuilder::Attributes attributes;
  bool has_unknown_encoding = false;

  void stop_unless(bool goes_on) const {
    if (!goes_on) XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  Run& run = *static_cast<Run*>(data);
  if (run.builder.fault()) return;
  run.attributes.clear();
  for (; *attributes; attributes += 2) run.attributes.emplace_back(attributes[0], attributes[1]);
  run.stop_unless(run.builder.start(name, run.attributes));
}

void XMLCALL on_end(void* data, const XML_Char* name) {
  Run& run = *static_cast<Run*>(data);
  if (!run.builder.fault()) run.stop_unless(run.builder.end(name));
}

void XMLCALL on_characters(void* data, const XML_Char* text, int size) {
  Run& run = *static_cast<Run*>(data);
  if (run.builder.fault()) return;
  run.stop_unless(run.builder.characters({text, static_cast<size_t>(size)}));
}

void XMLCALL on_skipped_entity(void* data, const XML_Char* name, int is_parameter) {
  Run& run = *static_cast<Run*>(data);
  if (!is_parameter && !run.builder.fault()) run.stop_unless(run.builder.entity(name));
}

// The code points of the bytes of a single-byte encoding; -1 for bytes that stand for none.
int XMLCALL on_unknown_encoding(void* data, const XML_Char* name, XML_Encoding* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(name, &status),
                                                                     ucnv_close);
  if (U_SUCCESS(status) && ucnv_getMaxCharSize(converter.get()) != 1) status = U_UNSUPPORTED_ERROR;
  if (U_FAILURE(status)) {
    static_cast<Run*>(data)->has_unknown_encoding = true;
    return XML_STATUS_ERROR;
  }
  for (int i = 0; i < 256; ++i) {
    const char byte = static_cast<char>(i);
    UChar units[4];
    UErrorCode failed = U_ZERO_ERROR;
    const int32_t n = ucnv_toUChars(converter.get(), units, 4, &byte, 1, &failed);
    encoding->map[i] = U_SUCCESS(failed) && n == 1 && units[0] != 0xFFFD ? units[0] : -1;
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

// True if an XML declaration names an encoding other than UTF-8.
bool declares_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return false;
  const std::string_view declaration = bytes.substr(0, bytes.find("?>"));
  const size_t at = declaration.find("encoding");
  if (at == declaration.npos) return false;
  const size_t begin = declaration.find_first_of("\"'", at);
  if (begin == declaration.npos) return false;
  const std::string_view name = declaration.substr(begin + 1, 5);
  return !name.empty() && !((name[0] | 0x20) == 'u' && name.find('8') != name.npos);
}

// What is parsed as UTF-8, whatever it declares, or nothing where the parser finds the encoding.
Result<std::optional<std::string>> utf8_of(std::string_view bytes, const std::string& where) {
  if (has_wide_mark(bytes) || bytes.find('\0') != bytes.npos) return std::nullopt;
  if (!find_invalid_utf8(bytes)) return std::string(bytes);
  if (declares_encoding(bytes)) return std::nullopt;
  auto decoded = decode(std::string(bytes), where);
  if (!decoded) return tl::unexpected(decoded.error());
  return std::move(decoded->text);
}

Error error_of(const Run& run, const std::string& where) {
  const auto at = [&] {
    // Some versions of Expat say -1 before the first byte.
    const auto byte = std::max<long long>(XML_GetCurrentByteIndex(run.parser), 0);
    return " at byte " + std::to_string(byte) + " of the file";
  };
  if (run.builder.fault())
    return {run.builder.fault()->code, run.builder.fault()->message + at(), where};
  if (run.has_unknown_encoding) {
    return {ErrorCode::kUnknownEncoding, "the encoding that the feed declares is not known", where};
  }
  const XML_Error code = XML_GetErrorCode(run.parser);
  if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
    return {ErrorCode::kTooLarge, "entities grow to many times the size of the feed", where};
  }
  return {ErrorCode::kInvalidXml, "invalid XML" + at() + ": " + XML_ErrorString(code), where};
}

void set_up(XML_Parser parser, Run& run) {
  XML_SetUserData(parser, &run);
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetCharacterDataHandler(parser, on_characters);
  XML_SetSkippedEntityHandler(parser, on_skipped_entity);
  XML_SetUnknownEncodingHandler(parser, on_unknown_encoding, &run);
  XML_UseForeignDTD(parser, XML_TRUE);  // an entity that is not declared is skipped and no error
  XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, kMaxAmplification);
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, kAmplificationThreshold);
}

}  // namespace

std::vector<ReadItem> read_feed(std::string_view bytes, const std::string& where,
                                const DocumentLimits& limits) {
  std::vector<ReadItem> items;
  const auto fail_with = [&](Error error) {
    items.push_back(FailedInput{where, std::move(error)});
    return std::move(items);
  };
  if (bytes.size() > std::min<uint64_t>(limits.max_bytes, kMaxDocumentBytes)) {
    return fail_with({ErrorCode::kTooLarge,
                      "larger than the limit of " + std::to_string(limits.max_bytes) + " bytes",
                      where});
  }
  const auto utf8 = utf8_of(bytes, where);
  if (!utf8) return fail_with(utf8.error());
  const Parser parser(XML_ParserCreate(*utf8 ? "UTF-8" : nullptr));
  Run run{parser.get(), FeedBuilder(limits), {}};
  set_up(parser.get(), run);
  const std::string_view text = *utf8 ? std::string_view(**utf8) : bytes;
  const bool is_sound =
      XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
  const FeedBuilder& builder = run.builder;
  for (const FeedEntry& entry : builder.entries()) {
    items.push_back(item_of(entry, builder.feed(), where + '#' + std::to_string(items.size() + 1)));
  }
  if (!is_sound) return fail_with(error_of(run, where));
  if (!builder.is_feed())
    return fail_with({ErrorCode::kInvalidDocument, "XML, but no feed", where});
  return items;
}

}  // namespace quoth
