// What the names in a page's markup, and the words of its short texts, speak for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace quoth {

// Groups of words in class, id and role attributes (data/markup_words.txt), as bits.
enum class MarkupGroup : uint8_t {
  kArticle,
  kContent,
  kText,
  kMain,
  kComment,
  kNavigation,
  kSidebar,
  kRelated,
  kShare,
  kFooter,
  kHeader,
  kAdvertisement,
  kNewsletter,
  kCookie,
  kByline,
  kDate,
  kTagList,
  kCaption,
  kHidden,
  kCard,
  kForm,
  kTitle,
  kLead,
  kQuote,
  kBiography,
  kMeta,
  kPrint,
  kCount
};

// Groups of words in short blocks (data/boilerplate_words.txt), as bits.
enum class TextGroup : uint8_t {
  kShare,
  kCopyright,
  kComment,
  kCookie,
  kNewsletter,
  kMore,
  kLogin,
  kTagList,
  kByline,
  kDate,
  kCaption,
  kAdvertisement,
  kNavigation,
  kCount
};

constexpr size_t kMarkupGroups = static_cast<size_t>(MarkupGroup::kCount);
constexpr size_t kTextGroups = static_cast<size_t>(TextGroup::kCount);

constexpr uint32_t bit(MarkupGroup group) { return 1u << static_cast<unsigned>(group); }
constexpr uint32_t bit(TextGroup group) { return 1u << static_cast<unsigned>(group); }

// The groups of the words of an attribute's value. Words are cut at what is neither letter nor
// digit and where a capital follows a small letter ("relatedPosts"); of a word of eight letters or
// more that is not in the list, its beginning and its end are tried ("articlebody").
uint32_t markup_groups(std::string_view value);

// The groups of the words of a text, in whatever case.
uint32_t text_groups(std::string_view text);

// markup_groups() that remembers what it saw: a page repeats its names.
class MarkupGroups {
 public:
  uint32_t of(std::string_view value);

 private:
  std::unordered_map<std::string_view, uint32_t> seen_;
};

}  // namespace quoth
