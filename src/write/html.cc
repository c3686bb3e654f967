#include "write/html.h"

#include <algorithm>
#include <utility>

#include "write/facts.h"
#include "write/html_assets.h"
#include "write/markup.h"
#include "write/nested_marks.h"
#include "write/uuid.h"

namespace quoth {
namespace {

// As a value of @lang; "" is "not known" there.
std::string_view html_language(const Article& article) {
  const std::string_view language = language_of(article);
  const bool is_tag = std::all_of(language.begin(), language.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  return is_tag ? language : "";
}

bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::string_view class_of(Role role) {
  switch (role) {
    case Role::kContent: return "content";
    case Role::kSource: return "source";
    case Role::kCue: return "cue";
  }
  return "";
}

class HtmlArticle {
 public:
  HtmlArticle(const Article& article, const std::vector<Entity>& entities,
              const std::vector<Selected>& selected)
      : article_(article),
        paragraphs_(paragraph_spans(article.text)),
        marks_(nest_marks(selected, paragraphs_)),
        facts_(facts_of(selected, entities, article.text)) {}

  std::string write() && {
    out_.reserve(article_.text.size() * 2 + facts_.size() * 512 + 1024);
    const std::string heading = page_id("title");
    out_ += "<article";
    append_id(out_, "aria-labelledby", heading);
    out_ += ">\n";
    append_heading(heading);
    out_ += "<div class=\"columns\">\n";
    append_text();
    append_list();
    out_ += "</div>\n</article>\n";
    return std::move(out_);
  }

 private:
  static std::string page_id(std::string_view local) {
    return std::string("d") + kDocumentNumber + '-' + std::string(local);
  }

  void append_heading(const std::string& id) {
    out_ += "<header><h2";
    append_id(out_, "id", id);
    append_attribute(out_, "lang", html_language(article_));
    out_ += " dir=\"auto\">";
    append_markup(out_, article_.title.empty() ? article_.id : article_.title);
    out_ += "</h2>\n<p class=\"about\">";
    bool first = true;
    const auto add = [&](std::string_view part) {
      if (part.empty()) return;
      if (!std::exchange(first, false)) out_ += " · ";
      out_ += "<bdi>";
      append_markup(out_, part);
      out_ += "</bdi>";
    };
    add(article_.publisher);
    add(article_.author);
    add(article_.published);
    if (!article_.title.empty()) add(article_.id);
    if (!article_.duplicate_of.empty()) add("duplicate of " + article_.duplicate_of);
    if (is_web_address(article_.url)) {
      out_ += first ? "<a" : " · <a";
      append_attribute(out_, "href", article_.url);
      out_ += " rel=\"noreferrer\">original</a>";
    }
    out_ += "</p></header>\n";
  }

  void append_text() {
    out_ += "<div class=\"text\"";
    append_attribute(out_, "lang", html_language(article_));
    out_ += ">\n";
    size_t next = 0;
    for (const ByteSpan& paragraph : paragraphs_) append_paragraph(paragraph, next);
    out_ += "</div>\n";
  }

  void append_paragraph(ByteSpan paragraph, size_t& next) {
    const std::string_view text = article_.text;
    out_ += "<p dir=\"auto\">";
    walk_marks(
        paragraph, marks_, next,
        [&](ByteSpan span) { append_markup(out_, text.substr(span.begin, span.size())); },
        [&](const Mark& mark) { open(mark); },
        [&](const Mark& mark) {
          if (mark.role == Role::kContent && mark.part + 1 == mark.n_parts) append_reference(mark);
          out_ += "</span>";
        });
    out_ += "</p>\n";
  }

  void open(const Mark& mark) {
    const std::string statement = page_id(facts_[mark.statement].id);
    out_ += "<span";
    append_attribute(out_, "class", class_of(mark.role));
    if (mark.role == Role::kContent && mark.part == 0) append_id(out_, "id", statement);
    append_id(out_, "data-s", statement);
    out_ += '>';
  }

  // The number behind a content, which leads to the entry in the list.
  void append_reference(const Mark& mark) {
    const StatementFacts& facts = facts_[mark.statement];
    out_ += "<a class=\"number\"";
    append_id(out_, "href", '#' + page_id(facts.id + "-entry"));
    append_attribute(out_, "aria-label", "statement " + facts.id.substr(1));
    out_ += '>' + facts.id.substr(1) + "</a>";
  }

  void append_list() {
    out_ += "<section class=\"list\"";
    append_id(out_, "aria-labelledby", page_id("list"));
    out_ += "><h3";
    append_id(out_, "id", page_id("list"));
    out_ += '>';
    out_ += facts_.empty()       ? "No statements"
            : facts_.size() == 1 ? "1 statement"
                                 : std::to_string(facts_.size()) + " statements";
    out_ += "</h3>\n";
    if (!facts_.empty()) {
      out_ += "<ol>\n";
      for (const StatementFacts& facts : facts_) append_entry(facts);
      out_ += "</ol>\n";
    }
    out_ += "</section>\n";
  }

  void append_entry(const StatementFacts& facts) {
    const std::string statement = page_id(facts.id);
    out_ += "<li";
    append_id(out_, "id", statement + "-entry");
    append_id(out_, "data-s", statement);
    append_attribute(out_, "value", facts.id.substr(1));
    out_ += "><p class=\"who\"><span class=\"place\">" + facts.id.substr(1) +
            "</span> <bdi class=\"speaker\">";
    const std::string speaker = speaker_line(facts);
    append_markup(out_, speaker.empty() ? "no source named" : speaker);
    out_ += "</bdi>";
    if (!facts.cue.empty()) {
      out_ += " <bdi class=\"by\">";
      append_markup(out_, facts.cue);
      out_ += "</bdi>";
    }
    out_ += "</p>\n<blockquote dir=\"auto\"";
    append_attribute(out_, "lang", html_language(article_));
    out_ += "><a";
    append_id(out_, "href", '#' + statement);
    out_ += '>';
    append_markup(out_, facts.text);
    out_ += "</a></blockquote>\n<p class=\"facts\">";
    append_facts(facts);
    out_ += "</p></li>\n";
  }

  void append_facts(const StatementFacts& facts) {
    bool first = true;
    const auto add = [&](std::string_view label, std::string_view value) {
      if (!std::exchange(first, false)) out_ += " · ";
      if (!label.empty()) out_.append(label).append(" ");
      out_ += "<bdi>";
      append_markup(out_, value);
      out_ += "</bdi>";
    };
    for (const Property& p : facts.properties) add(p.closed ? "" : p.key, p.value);
    for (const NameFacts& s : facts.speakers) {
      if (!s.role.empty()) add("", s.role);
    }
    if (!facts.within.empty()) add("within", facts.within.substr(1));
    if (!facts.replies_to.empty()) add("in reply to", facts.replies_to.substr(1));
    add("confidence", facts.confidence);
  }

  const Article& article_;
  std::vector<ByteSpan> paragraphs_;
  std::vector<Mark> marks_;
  std::vector<StatementFacts> facts_;
  std::string out_;
};

}  // namespace

std::string write_html(const Article& article, const std::vector<Entity>& entities,
                       const std::vector<Selected>& selected) {
  return HtmlArticle(article, entities, selected).write();
}

std::string html_begin() {
  const std::string_view style = html_style_data, script = html_script_data;
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'sha256-";
  out += base64(sha256(style)) + "'; script-src 'sha256-" + base64(sha256(script));
  out +=
      "'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"quoth " QUOTH_VERSION
      "\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>Who said what</title>\n<style>";
  out.append(style).append(
      "</style>\n</head>\n<body>\n<header class=\"page\"><h1>Who said what</h1>"
      "\n<p class=\"key\">In the text: <span class=\"source\">who speaks</span>, "
      "<span class=\"cue\">the words that say so</span>, <span class=\"content\">what is "
      "said</span>. Found by a program, quoth; check before you print.</p></header>\n<main>\n");
  return out;
}

std::string html_end() {
  std::string out = "</main>\n<script>";
  return out.append(html_script_data).append("</script>\n</body>\n</html>\n");
}

}  // namespace quoth
