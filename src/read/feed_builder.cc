#include "read/feed_builder.h"

#include <algorithm>

#include "read/page_parts.h"
#include "read/url.h"

namespace quoth {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_blank(std::string_view text) { return text.find_first_not_of(kBlanks) == text.npos; }

std::string_view attribute(const FeedBuilder::Attributes& attributes, std::string_view name) {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == attributes.end() ? std::string_view() : found->second;
}

std::string_view local_name(std::string_view name) {
  return name.substr(name.find(':') == name.npos ? 0 : name.find(':') + 1);
}

// Elements of HTML that have no end tag.
bool is_void(std::string_view name) {
  constexpr std::string_view kVoid[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                        "input", "link", "meta", "param", "source", "track", "wbr"};
  return std::find(std::begin(kVoid), std::end(kVoid), name) != std::end(kVoid);
}

void add_name(std::string& names, std::string_view name) {
  if (is_blank(name) || names.find(name) != names.npos) return;
  if (!names.empty()) names += "; ";
  names += name;
}

void set_first(std::string& member, std::string value) {
  if (is_blank(member)) member = std::move(value);
}

}  // namespace

FeedBuilder::Vocabulary FeedBuilder::vocabulary_of(std::string_view uri) {
  constexpr std::pair<std::string_view, Vocabulary> kUris[] = {
      {"http://purl.org/rss/1.0/modules/content/", Vocabulary::kContent},
      {"http://purl.org/dc/elements/1.", Vocabulary::kDublinCore},
      {"http://purl.org/dc/terms/", Vocabulary::kDublinCore},
      {"http://purl.org/rss/1.0/modules/", Vocabulary::kOther},
      {"http://purl.org/rss/1.0/", Vocabulary::kFeed},
      {"http://www.w3.org/2005/Atom", Vocabulary::kFeed},
      {"http://purl.org/atom/ns#", Vocabulary::kFeed},
      {"http://my.netscape.com/rdf/", Vocabulary::kFeed},
      {"http://channel.netscape.com/rdf/", Vocabulary::kFeed},
      {"http://backend.userland.com/", Vocabulary::kFeed},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", Vocabulary::kFeed}};
  if (uri.empty()) return Vocabulary::kFeed;
  for (const auto& [begin, vocabulary] : kUris) {
    if (uri.starts_with(begin)) return vocabulary;
  }
  return Vocabulary::kOther;
}

void FeedBuilder::declare(const Attributes& attributes) {
  for (const auto& [name, value] : attributes) {
    if (name == "xmlns") {
      // The root is known by its name, whatever it declares.
      prefixes_[""] = open_.empty() ? Vocabulary::kFeed : vocabulary_of(value);
    } else if (name.starts_with("xmlns:")) {
      prefixes_[std::string(name.substr(6))] = vocabulary_of(value);
    }
  }
}

FeedBuilder::Name FeedBuilder::resolve(std::string_view name) const {
  const size_t colon = name.find(':');
  const std::string_view prefix = colon == name.npos ? std::string_view() : name.substr(0, colon);
  const auto declared = prefixes_.find(prefix);
  if (declared != prefixes_.end()) return {declared->second, local_name(name)};
  constexpr std::pair<std::string_view, Vocabulary> kCustom[] = {
      {"", Vocabulary::kFeed},         {"content", Vocabulary::kContent},
      {"dc", Vocabulary::kDublinCore}, {"atom", Vocabulary::kFeed},
      {"rdf", Vocabulary::kFeed},      {"rss", Vocabulary::kFeed}};
  for (const auto& [custom, vocabulary] : kCustom) {
    if (prefix == custom) return {vocabulary, local_name(name)};
  }
  return {Vocabulary::kOther, local_name(name)};
}

FeedBuilder::Kind FeedBuilder::kind_of(const Name& name, Kind parent) {
  if (name.vocabulary != Vocabulary::kFeed) return Kind::kOther;
  if (open_.empty()) {
    if (name.local == "rss" || name.local == "RDF") return Kind::kRoot;
    if (name.local == "feed") return Kind::kChannel;
    return name.local == "entry" ? Kind::kEntry : Kind::kOther;
  }
  const bool in_feed = parent == Kind::kRoot || parent == Kind::kChannel;
  if (name.local == "channel" && parent == Kind::kRoot) return Kind::kChannel;
  if ((name.local == "item" || name.local == "entry") && in_feed) return Kind::kEntry;
  if (name.local == "author" && (in_feed || parent == Kind::kEntry)) return Kind::kAuthor;
  return Kind::kOther;
}

// Of a child of the feed or of an entry.
FeedBuilder::Field FeedBuilder::field_of(const Name& name, bool in_entry) {
  struct Row {
    Vocabulary vocabulary;
    std::string_view local;
    Field field;
    bool of_entries;  // and not of the feed as well
  };
  using enum Vocabulary;
  constexpr Row kRows[] = {{kFeed, "title", Field::kTitle, false},
                           {kFeed, "link", Field::kLink, false},
                           {kFeed, "language", Field::kLanguage, false},
                           {kDublinCore, "language", Field::kLanguage, false},
                           {kDublinCore, "creator", Field::kCreator, false},
                           {kFeed, "guid", Field::kId, true},
                           {kFeed, "id", Field::kId, true},
                           {kFeed, "pubDate", Field::kPublished, true},
                           {kFeed, "published", Field::kPublished, true},
                           {kFeed, "issued", Field::kPublished, true},
                           {kDublinCore, "date", Field::kPublished, true},
                           {kFeed, "updated", Field::kUpdated, true},
                           {kFeed, "modified", Field::kUpdated, true},
                           {kContent, "encoded", Field::kContent, true},
                           {kFeed, "content", Field::kContent, true},
                           {kFeed, "description", Field::kTeaser, true},
                           {kFeed, "summary", Field::kTeaser, true}};
  for (const Row& row : kRows) {
    if (row.vocabulary == name.vocabulary && row.local == name.local) {
      return row.of_entries && !in_entry ? Field::kNone : row.field;
    }
  }
  return Field::kNone;
}

bool FeedBuilder::start(std::string_view name, const Attributes& attributes) {
  if (open_.size() >= limits_.max_depth) {
    return fail_with(ErrorCode::kTooLarge, "elements nested too deeply");
  }
  if (field_ != Field::kNone) {
    std::string tag = "<" + std::string(local_name(name));
    for (const auto& [key, value] : attributes) {
      if (key.starts_with("xmlns")) continue;
      tag += ' ' + std::string(local_name(key)) + "=\"" + escape_markup(value) + '"';
    }
    open_.push_back(Kind::kOther);
    return append(tag + '>');
  }
  declare(attributes);
  const Name resolved = resolve(name);
  const Kind parent = open_.empty() ? Kind::kOther : open_.back();
  const Kind kind = kind_of(resolved, parent);
  if (kind == Kind::kEntry && entries_.size() >= limits_.max_items) {
    return fail_with(ErrorCode::kTooLarge,
                     "more than the limit of " + std::to_string(limits_.max_items) + " documents");
  }
  open(kind, attributes);
  if (kind != Kind::kOther) return true;
  if (parent == Kind::kAuthor && resolved.local == "name") {
    begin_field(Field::kAuthorName, resolved, attributes);
  } else if (parent == Kind::kChannel || parent == Kind::kEntry) {
    begin_field(field_of(resolved, in_entry()), resolved, attributes);
  }
  return true;
}

void FeedBuilder::open(Kind kind, const Attributes& attributes) {
  is_feed_ |= open_.empty() && kind != Kind::kOther;
  open_.push_back(kind);
  if (kind == Kind::kAuthor) author_text_.clear();
  if (kind == Kind::kEntry) {
    entry_.emplace();
    entry_->id = attribute(attributes, "rdf:about");
  }
  if (kind == Kind::kOther || kind == Kind::kAuthor) return;
  const std::string_view language = attribute(attributes, "xml:lang");
  const std::string_view base = attribute(attributes, "xml:base");
  if (!language.empty()) target().language = language;
  if (!base.empty())
    target().base = resolve_url(base, feed_.base.empty() ? feed_.link : feed_.base);
}

// Texts of Atom say what they are; those of RSS are markup by custom.
void FeedBuilder::begin_field(Field field, const Name& name, const Attributes& attributes) {
  if (field == Field::kLink && !attribute(attributes, "href").empty()) return take_link(attributes);
  const std::string_view type = attribute(attributes, "type");
  const bool is_atom = name.local == "content" || name.local == "summary";
  is_escaped_ = type == "xhtml" || type == "application/xhtml+xml";
  is_markup_ = !is_atom || type == "html" || type == "text/html" || is_escaped_;
  const bool is_text = is_markup_ || type.empty() || type == "text" || type == "text/plain";
  if (field == Field::kNone || (is_atom && !is_text)) return;
  field_ = field;
  field_depth_ = open_.size();
  text_.clear();
}

void FeedBuilder::take_link(const Attributes& attributes) {
  const std::string_view rel = attribute(attributes, "rel");
  if (rel.empty() || rel == "alternate") {
    set_first(target().link, std::string(attribute(attributes, "href")));
  }
}

bool FeedBuilder::end(std::string_view name) {
  if (field_ != Field::kNone && open_.size() > field_depth_) {
    open_.pop_back();
    const std::string_view local = local_name(name);
    return is_void(local) || append("</" + std::string(local) + '>');
  }
  const Kind kind = open_.back();
  open_.pop_back();
  if (field_ != Field::kNone) store(std::exchange(field_, Field::kNone), std::move(text_));
  text_.clear();
  if (kind == Kind::kAuthor && !is_blank(author_text_)) add_name(target().author, author_text_);
  if (kind == Kind::kEntry) {
    entries_.push_back(*std::move(entry_));
    entry_.reset();
  }
  return true;
}

bool FeedBuilder::characters(std::string_view text) {
  if (field_ != Field::kNone) return append(is_escaped_ ? escape_markup(text) : std::string(text));
  if (!open_.empty() && open_.back() == Kind::kAuthor) {
    n_bytes_ += text.size();
    author_text_ += text;
  }
  return true;
}

bool FeedBuilder::entity(std::string_view name) {
  return field_ == Field::kNone || append('&' + std::string(name) + ';');
}

bool FeedBuilder::append(std::string_view text) {
  n_bytes_ += text.size();
  if (n_bytes_ > limits_.max_bytes) {
    return fail_with(ErrorCode::kTooLarge, "its texts are larger than the limit of " +
                                               std::to_string(limits_.max_bytes) + " bytes");
  }
  text_ += text;
  return true;
}

void FeedBuilder::store(Field field, std::string text) {
  FeedEntry& entry = target();
  switch (field) {
    case Field::kNone: return;
    case Field::kId:
      if (!is_blank(text)) entry.id = std::move(text);
      return;
    case Field::kTitle: return set_first(entry.title, std::move(text));
    case Field::kLink: return set_first(entry.link, std::move(text));
    case Field::kCreator: return add_name(entry.author, text);
    case Field::kAuthorName: author_text_.clear(); return add_name(entry.author, text);
    case Field::kPublished: return set_first(entry.published, std::move(text));
    case Field::kUpdated: return set_first(entry.updated, std::move(text));
    case Field::kLanguage: return set_first(entry.language, std::move(text));
    case Field::kContent:
      if (entry.content.empty()) entry.content = {std::move(text), is_markup_};
      return;
    case Field::kTeaser:
      if (entry.teaser.empty()) entry.teaser = {std::move(text), is_markup_};
      return;
  }
}

bool FeedBuilder::fail_with(ErrorCode code, std::string message) {
  fault_ = Error{code, std::move(message), ""};
  return false;
}

}  // namespace quoth
