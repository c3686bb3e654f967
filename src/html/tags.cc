#include "html/tags.h"

#include <array>
#include <cstdint>
#include <initializer_list>

namespace quoth {
namespace {

enum Kind : uint8_t {
  kVoid = 1,
  kFormatting = 2,
  kBlock = 4,
  kCloses = 8,
  kHeading = 16,
  kSkipped = 32
};

using Table = std::array<uint8_t, GUMBO_TAG_LAST + 1>;

constexpr Table make_table() {
  Table table{};
  const auto set = [&](Kind kind, std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) table[tag] |= kind;
  };
  set(kVoid, {GUMBO_TAG_AREA, GUMBO_TAG_BASE, GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_BR,
              GUMBO_TAG_COL, GUMBO_TAG_EMBED, GUMBO_TAG_HR, GUMBO_TAG_IMAGE, GUMBO_TAG_IMG,
              GUMBO_TAG_INPUT, GUMBO_TAG_KEYGEN, GUMBO_TAG_LINK, GUMBO_TAG_META, GUMBO_TAG_PARAM,
              GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR});
  set(kFormatting, {GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM,
                    GUMBO_TAG_FONT, GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL,
                    GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U});
  const auto paragraphs = {
      GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE,  GUMBO_TAG_ASIDE,      GUMBO_TAG_BLOCKQUOTE,
      GUMBO_TAG_CENTER,  GUMBO_TAG_DETAILS,  GUMBO_TAG_DIR,        GUMBO_TAG_DIV,
      GUMBO_TAG_DL,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
      GUMBO_TAG_FOOTER,  GUMBO_TAG_HEADER,   GUMBO_TAG_HGROUP,     GUMBO_TAG_MAIN,
      GUMBO_TAG_MENU,    GUMBO_TAG_NAV,      GUMBO_TAG_OL,         GUMBO_TAG_P,
      GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY,  GUMBO_TAG_UL,         GUMBO_TAG_H1,
      GUMBO_TAG_H2,      GUMBO_TAG_H3,       GUMBO_TAG_H4,         GUMBO_TAG_H5,
      GUMBO_TAG_H6,      GUMBO_TAG_PRE,      GUMBO_TAG_LISTING,    GUMBO_TAG_FORM,
      GUMBO_TAG_LI,      GUMBO_TAG_DD,       GUMBO_TAG_DT,         GUMBO_TAG_HR};
  set(kBlock, paragraphs);
  set(kCloses, paragraphs);
  set(kBlock, {GUMBO_TAG_HTML, GUMBO_TAG_BODY, GUMBO_TAG_TABLE, GUMBO_TAG_CAPTION, GUMBO_TAG_TBODY,
               GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH,
               GUMBO_TAG_LEGEND, GUMBO_TAG_BUTTON});
  set(kHeading,
      {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6});
  set(kSkipped,
      {GUMBO_TAG_SELECT, GUMBO_TAG_DATALIST, GUMBO_TAG_BUTTON, GUMBO_TAG_OBJECT, GUMBO_TAG_APPLET,
       GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO, GUMBO_TAG_CANVAS, GUMBO_TAG_MAP, GUMBO_TAG_HEAD,
       GUMBO_TAG_TITLE, GUMBO_TAG_RP, GUMBO_TAG_RT, GUMBO_TAG_METER, GUMBO_TAG_PROGRESS});
  return table;
}

constexpr Table kTable = make_table();

}  // namespace

bool is_void_tag(GumboTag tag) { return kTable[tag] & kVoid; }
bool is_formatting_tag(GumboTag tag) { return kTable[tag] & kFormatting; }
bool is_block_tag(GumboTag tag) { return kTable[tag] & kBlock; }
bool closes_paragraph(GumboTag tag) { return kTable[tag] & kCloses; }
bool is_heading_tag(GumboTag tag) { return kTable[tag] & kHeading; }
bool is_skipped_tag(GumboTag tag) { return kTable[tag] & kSkipped; }

}  // namespace quoth
