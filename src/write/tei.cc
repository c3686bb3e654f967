#include "write/tei.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "write/facts.h"
#include "write/markup.h"
#include "write/nested_marks.h"

namespace quoth {
namespace {

constexpr std::string_view kNamespace = " xmlns=\"http://www.tei-c.org/ns/1.0\"";
constexpr std::string_view kApplication =
    "<encodingDesc><appInfo><application ident=\"quoth\" version=\"" QUOTH_VERSION
    "\"><label>quoth</label><desc>Speech was marked by a program, and not checked by a "
    "reader.</desc></application></appInfo></encodingDesc>\n";

void append_element(std::string& out, std::string_view name, std::string_view content) {
  if (content.empty()) return;
  out.append("<").append(name).append(">");
  append_markup(out, content);
  out.append("</").append(name).append(">");
}

void append_date(std::string& out, std::string_view date) {
  if (date.empty()) return;
  out += "<date";
  if (is_tei_date(date)) append_attribute(out, "when", date);
  out += '>';
  append_markup(out, date);
  out += "</date>";
}

void append_source_description(std::string& out, const Article& article) {
  out += "<sourceDesc><bibl>";
  append_element(out, "title", article.title);
  append_element(out, "author", article.author);
  append_element(out, "publisher", article.publisher);
  append_date(out, article.published);
  if (!article.url.empty()) {
    out += "<idno type=\"URL\">";
    append_markup(out, article.url);
    out += "</idno>";
  }
  out += "<idno type=\"document\">";
  append_markup(out, article.id);
  out += "</idno>";
  if (!article.duplicate_of.empty()) {
    out += "<idno type=\"duplicate_of\">";
    append_markup(out, article.duplicate_of);
    out += "</idno>";
  }
  out += "</bibl></sourceDesc>";
}

bool is_language_tag(std::string_view tag) {
  return !tag.empty() && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string language_tag(const Article& article) {
  const std::string_view language = language_of(article);
  return is_language_tag(language) ? std::string(language) : "und";
}

void append_header(std::string& out, const Article& article) {
  out += "<teiHeader>\n<fileDesc><titleStmt><title>";
  append_markup(out, article.title.empty() ? article.id : article.title);
  out += "</title>";
  append_element(out, "author", article.author);
  out +=
      "</titleStmt><publicationStmt><p>An article with the speech in it marked.</p>"
      "</publicationStmt>";
  append_source_description(out, article);
  out += "</fileDesc>\n";
  out += kApplication;
  out += "<profileDesc><langUsage><language";
  append_attribute(out, "ident", language_tag(article));
  out += "/></langUsage></profileDesc>\n</teiHeader>\n";
}

std::string xml_id(std::string_view local) {
  return std::string("d") + kDocumentNumber + '.' + std::string(local);
}

// How the speakers are listed: by what they are.
enum class Listing : uint8_t { kPerson, kGroup, kOrganisation, kOther };

Listing listing_of(std::string_view kind) {
  if (kind == "person" || kind == "anonymous" || kind == "author") return Listing::kPerson;
  if (kind == "group") return Listing::kGroup;
  return kind == "organisation" ? Listing::kOrganisation : Listing::kOther;
}

// The speakers of a document, each once, with the id that @who points to.
class Speakers {
 public:
  explicit Speakers(const std::vector<StatementFacts>& facts) {
    for (const StatementFacts& f : facts) {
      for (const auto* names : {&f.speakers, &f.addressees}) {
        for (const NameFacts& s : *names) {
          if (numbers_.try_emplace(s, order_.size() + 1).second) order_.push_back(s);
        }
      }
    }
  }

  // Pointers to them, each once.
  std::string pointers(const std::vector<NameFacts>& names) const {
    std::string out;
    for (const NameFacts& s : names) {
      const std::string pointer = '#' + xml_id(local_id(s));
      if ((out + ' ').find(pointer + ' ') != std::string::npos) continue;
      out += (out.empty() ? "" : " ") + pointer;
    }
    return out;
  }

  void append_lists(std::string& out) const {
    append_list(out, "listPerson", {Listing::kPerson, Listing::kGroup});
    append_list(out, "listOrg", {Listing::kOrganisation});
    append_list(out, "list", {Listing::kOther});
  }

 private:
  std::string local_id(const NameFacts& s) const { return "p" + std::to_string(numbers_.at(s)); }

  void append_list(std::string& out, std::string_view list,
                   const std::vector<Listing>& listings) const {
    std::string items;
    for (const NameFacts& s : order_) {
      const Listing listing = listing_of(s.kind);
      if (std::find(listings.begin(), listings.end(), listing) != listings.end())
        append_item(items, s, listing);
    }
    if (items.empty()) return;
    out.append("<").append(list);
    if (list == "list") append_attribute(out, "type", "speakers");
    out.append(">\n").append(items).append("</").append(list).append(">\n");
  }

  void append_item(std::string& out, const NameFacts& s, Listing listing) const {
    struct Elements {
      std::string_view item, name;
    };
    constexpr Elements kElements[] = {
        {"person", "persName"}, {"personGrp", "name"}, {"org", "orgName"}, {"item", "name"}};
    const Elements& e = kElements[static_cast<size_t>(listing)];
    out.append("<").append(e.item);
    append_id(out, "xml:id", xml_id(local_id(s)));
    if (listing == Listing::kPerson) append_attribute(out, "role", s.kind);
    out += '>';
    append_element(out, e.name, s.name);
    if (!s.role.empty()) {
      out += "<note type=\"role\">";
      append_markup(out, s.role);
      out += "</note>";
    }
    out.append("</").append(e.item).append(">\n");
  }

  std::map<NameFacts, size_t> numbers_;
  std::vector<NameFacts> order_;
};

std::string direct_of(Form form) {
  switch (form) {
    case Form::kDirect: return "true";
    case Form::kIndirect: return "false";
    case Form::kMixed: return "inapplicable";
  }
  return "unknown";
}

class TeiDocument {
 public:
  TeiDocument(const Article& article, const std::vector<Entity>& entities,
              const std::vector<Selected>& selected)
      : article_(article),
        selected_(selected),
        paragraphs_(paragraph_spans(article.text)),
        marks_(nest_marks(selected, paragraphs_)),
        facts_(facts_of(selected, entities, article.text)),
        speakers_(facts_),
        shown_(facts_.size(), false) {
    for (const Mark& mark : marks_) {
      if (mark.role == Role::kContent) shown_[mark.statement] = true;
    }
  }

  std::string write() && {
    out_.reserve(article_.text.size() * 2 + 4096);
    out_.append("<TEI").append(kNamespace).append(">\n");
    append_header(out_, article_);
    append_stand_off();
    out_ += "<text";
    append_attribute(out_, "xml:lang", language_tag(article_));
    out_ += "><body>\n";
    size_t next = 0;
    for (const ByteSpan& paragraph : paragraphs_) append_paragraph(paragraph, next);
    if (paragraphs_.empty()) out_ += "<p/>\n";
    out_ += "</body></text>\n</TEI>\n";
    return std::move(out_);
  }

 private:
  std::string content_id(const Mark& mark, uint32_t part) const {
    const std::string id = xml_id(facts_[mark.statement].id);
    return part == 0 ? id : id + '.' + std::to_string(part + 1);
  }

  // The fields of the statements, as spans that point at them.
  void append_stand_off() {
    std::string out;
    speakers_.append_lists(out);
    std::map<std::string_view, std::string> groups;
    for (size_t i = 0; i < facts_.size(); ++i) {
      if (!shown_[i]) continue;
      for (const Property& p : facts_[i].properties) {
        std::string& group = groups[p.key];
        group += "<span";
        append_id(group, "target", '#' + xml_id(facts_[i].id));
        group += '>';
        append_markup(group, p.value);
        group += "</span>";
      }
    }
    for (const auto& [key, spans] : groups) {
      out += "<spanGrp";
      append_attribute(out, "type", key);
      out.append(">").append(spans).append("</spanGrp>\n");
    }
    if (!out.empty()) out_.append("<standOff>\n").append(out).append("</standOff>\n");
  }

  void append_paragraph(ByteSpan paragraph, size_t& next) {
    const std::string_view text = article_.text;
    out_ += "<p>";
    walk_marks(
        paragraph, marks_, next,
        [&](ByteSpan span) { append_markup(out_, text.substr(span.begin, span.size())); },
        [&](const Mark& mark) { open(mark); },
        [&](const Mark& mark) {
          constexpr std::string_view kClosing[] = {"</said>", "</rs>", "</seg>"};
          out_ += kClosing[static_cast<size_t>(mark.role)];
        });
    out_ += "</p>\n";
  }

  void open(const Mark& mark) {
    if (mark.role == Role::kContent) return open_content(mark);
    const bool is_source = mark.role == Role::kSource;
    out_ += is_source ? "<rs type=\"source\"" : "<seg type=\"cue\"";
    if (shown_[mark.statement]) append_id(out_, "corresp", '#' + content_id(mark, 0));
    out_ += '>';
  }

  void open_content(const Mark& mark) {
    const StatementFacts& facts = facts_[mark.statement];
    out_ += "<said";
    append_id(out_, "xml:id", content_id(mark, mark.part));
    append_pointers("who", facts.speakers);
    append_pointers("toWhom", facts.addressees);
    append_attribute(out_, "direct", direct_of(selected_[mark.statement].statement->form));
    append_attribute(out_, "cert", facts.confidence);
    if (mark.part > 0) append_id(out_, "prev", '#' + content_id(mark, mark.part - 1));
    if (mark.part + 1 < mark.n_parts)
      append_id(out_, "next", '#' + content_id(mark, mark.part + 1));
    out_ += '>';
  }

  void append_pointers(std::string_view key, const std::vector<NameFacts>& names) {
    if (!names.empty()) append_id(out_, key, speakers_.pointers(names));
  }

  const Article& article_;
  const std::vector<Selected>& selected_;
  std::vector<ByteSpan> paragraphs_;
  std::vector<Mark> marks_;
  std::vector<StatementFacts> facts_;
  Speakers speakers_;
  std::vector<bool> shown_;  // false of a content that is white space between paragraphs
  std::string out_;
};

}  // namespace

std::string write_tei(const Article& article, const std::vector<Entity>& entities,
                      const std::vector<Selected>& selected) {
  return TeiDocument(article, entities, selected).write();
}

std::string tei_declaration() { return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }

std::string tei_corpus_begin() {
  std::string out = tei_declaration();
  out.append("<teiCorpus").append(kNamespace).append(">\n<teiHeader>\n");
  out +=
      "<fileDesc><titleStmt><title>Articles with the speech in them marked</title></titleStmt>"
      "<publicationStmt><p>See the documents.</p></publicationStmt>"
      "<sourceDesc><p>See the documents.</p></sourceDesc></fileDesc>\n";
  out += kApplication;
  return out + "</teiHeader>\n";
}

std::string tei_corpus_end() { return "</teiCorpus>\n"; }

std::string tei_empty() {
  Article none;
  none.id = "no document";
  return write_tei(none, {}, {});
}

}  // namespace quoth
