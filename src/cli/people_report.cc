#include "cli/people_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "write/escape.h"
#include "write/json_text.h"
#include "write/line_filler.h"

namespace quoth {
namespace {

constexpr size_t kMostLinksShown = 20;
constexpr size_t kNameColumns = 30;

std::string count(int64_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

std::string period(const std::string& first, const std::string& last) {
  if (first.empty()) return "no date";
  return first == last ? first : first + " to " + last;
}

std::string joined(const std::vector<PositionParty>& parties) {
  std::string out;
  for (const PositionParty& p : parties) out += (out.empty() ? "" : ", ") + p.name;
  return out;
}

std::string_view verb(std::string_view act) {
  if (act == "accuse") return "accused";
  if (act == "support") return "supported";
  if (act == "deny") return "denied";
  if (act == "concede") return "conceded";
  if (act == "demand") return "demanded";
  if (act == "commit") return "promised";
  return "said";
}

class PersonText {
 public:
  PersonText(const PersonPage& page, const Positions& positions, const ReportStyle& style)
      : page_(page), positions_(positions), style_(style) {}

  std::string run() {
    const PersonSummary& s = page_.summary;
    line(0, {{s.name, Style::kBold}, {fmt::format("({} {})", s.kind, s.id), Style::kDim}});
    line(2, {{fmt::format("{}, {}, {}; spoken of in {}", count(s.n_statements, "statement"),
                          count(s.n_articles, "article"), period(s.first, s.last),
                          count(s.n_about, "statement"))}});
    if (!page_.merged.empty()) {
      line(2, {{fmt::format("once also {}", fmt::join(page_.merged, ", ")), Style::kDim}});
    }
    names();
    roles();
    moves();
    statements();
    links();
    return std::move(out_);
  }

 private:
  struct Piece {
    std::string text;
    Style style = Style::kPlain;
  };

  void line(size_t indent, const std::vector<Piece>& pieces) {
    LineFiller filler(out_, indent, style_.width, style_.color);
    for (const Piece& p : pieces) filler.add(p.text, p.style);
    filler.end_line();
  }

  void heading(std::string_view text) {
    out_ += '\n';
    line(0, {{std::string(text), Style::kHeading}});
  }

  void names() {
    if (page_.names.empty()) return;
    heading("Names");
    for (const PersonName& n : page_.names) {
      line(2,
           {{n.printed, Style::kBold},
            {fmt::format("{}, by {}, {:.2f}", count(n.n_articles, "article"), n.rule, n.confidence),
             Style::kDim}});
    }
  }

  void roles() {
    if (page_.roles.empty()) return;
    heading("Roles");
    for (const PersonRole& r : page_.roles) {
      line(2, {{r.role},
               {fmt::format("{}, {} ({})", period(r.first, r.last), count(r.n_articles, "article"),
                            r.evidence),
                Style::kDim}});
    }
  }

  void statement(size_t indent, const PositionStatement& s) {
    std::vector<Piece> pieces = {{s.date.empty() ? "no date" : s.date, Style::kDim},
                                 {std::string(verb(s.act))}};
    if (!s.about.empty()) pieces.push_back({joined(s.about) + ":", Style::kBold});
    pieces.push_back({s.text});
    pieces.push_back({fmt::format("({} s{})", s.article, s.number), Style::kDim});
    if (s.answers != 0) {
      const std::string whom = joined(s.answers_whom);
      pieces.push_back({"answers " + (whom.empty() ? "an earlier statement" : whom), Style::kDim});
    }
    if (!s.answered_by.empty())
      pieces.push_back({"answered by " + joined(s.answered_by), Style::kDim});
    line(indent, pieces);
  }

  void moves() {
    if (positions_.moves.empty()) return;
    heading("Said before, and later");
    for (const Move& m : positions_.moves) {
      line(2, {{std::string(m.kind), Style::kBold}});
      statement(4, positions_.statements[m.earlier]);
      statement(4, positions_.statements[m.later]);
    }
  }

  void statements() {
    if (positions_.statements.empty()) return;
    heading("Positions");
    for (const PositionStatement& s : positions_.statements) statement(2, s);
    if (positions_.n_left_out > 0) {
      line(2, {{count(positions_.n_left_out, "earlier statement") + " not shown", Style::kDim}});
    }
  }

  void links() {
    std::vector<const PersonLink*> shown;
    for (const PersonLink& l : page_.links) {
      if (l.rule != "name") shown.push_back(&l);
    }
    if (shown.empty()) return;
    heading("Linked by more than the name");
    for (size_t i = 0; i < std::min(shown.size(), kMostLinksShown); ++i) {
      const PersonLink& l = *shown[i];
      line(2,
           {{fmt::format("e{}", l.entity), Style::kBold},
            {l.name},
            {fmt::format("{} {:.2f} {}", l.rule, l.confidence, l.detail)},
            {fmt::format("({}{}{})", l.article, l.date.empty() ? "" : ", ", l.date), Style::kDim}});
    }
    if (shown.size() > kMostLinksShown) {
      line(2,
           {{count(static_cast<int64_t>(shown.size() - kMostLinksShown), "other"), Style::kDim}});
    }
  }

  const PersonPage& page_;
  const Positions& positions_;
  const ReportStyle& style_;
  std::string out_;
};

void append_strings(std::string& out, const std::vector<std::string>& values) {
  JsonWriter list(out, '[');
  for (const std::string& v : values) append_json_string(list.element(), v);
  list.close();
}

void summary_fields(JsonWriter& object, const PersonSummary& p) {
  object.number("id", p.id);
  object.field("name", p.name);
  object.field("kind", p.kind);
  object.number("statements", p.n_statements);
  object.number("articles", p.n_articles);
  object.number("about", p.n_about);
  object.given("first", p.first);
  object.given("last", p.last);
}

void append_parties(std::string& out, const std::vector<PositionParty>& parties) {
  JsonWriter list(out, '[');
  for (const PositionParty& p : parties) {
    JsonWriter party(list.element(), '{');
    if (p.person != 0) party.number("id", p.person);
    party.field("name", p.name);
    party.close();
  }
  list.close();
}

void append_position(std::string& out, const PositionStatement& s) {
  JsonWriter object(out, '{');
  object.number("id", s.id);
  object.given("act", s.act);
  object.given("date", s.date);
  object.field("article", s.article);
  object.key("statement") += fmt::format("\"s{}\"", s.number);
  object.given("publisher", s.publisher);
  object.given("url", s.url);
  object.field("text", s.text);
  object.key("confidence") += fmt::format("{:.3f}", s.confidence);
  append_parties(object.key("about"), s.about);
  if (s.answers != 0) {
    JsonWriter answer(object.key("answers"), '{');
    answer.number("id", s.answers);
    append_parties(answer.key("speakers"), s.answers_whom);
    answer.field("text", s.answers_text);
    answer.close();
  }
  append_parties(object.key("answered_by"), s.answered_by);
  object.close();
}

void append_page_lists(JsonWriter& object, const PersonPage& page) {
  JsonWriter names(object.key("names"), '[');
  for (const PersonName& n : page.names) {
    JsonWriter o(names.element(), '{');
    o.field("name", n.printed);
    o.field("rule", n.rule);
    o.key("confidence") += fmt::format("{:.3f}", n.confidence);
    o.number("articles", n.n_articles);
    o.close();
  }
  names.close();
  JsonWriter roles(object.key("roles"), '[');
  for (const PersonRole& r : page.roles) {
    JsonWriter o(roles.element(), '{');
    o.field("role", r.role);
    o.given("first", r.first);
    o.given("last", r.last);
    o.number("articles", r.n_articles);
    o.field("evidence", r.evidence);
    o.close();
  }
  roles.close();
  JsonWriter links(object.key("links"), '[');
  for (const PersonLink& l : page.links) {
    JsonWriter o(links.element(), '{');
    o.key("entity") += fmt::format("\"e{}\"", l.entity);
    o.field("article", l.article);
    o.given("date", l.date);
    o.given("publisher", l.publisher);
    o.field("name", l.name);
    o.field("rule", l.rule);
    o.key("confidence") += fmt::format("{:.3f}", l.confidence);
    if (!l.detail.empty()) o.key("reason") += l.detail;
    o.close();
  }
  links.close();
}

}  // namespace

std::string people_text_header() {
  return fmt::format("{:>6}  {:<{}}  {:>10}  {:>8}  {}\n", "id", "name", kNameColumns, "statements",
                     "articles", "dates, roles");
}

void append_person_text(std::string& out, const PersonSummary& p, const ReportStyle& style) {
  out += fmt::format("{:>6}  ", p.id);
  if (style.color) out += "\x1b[1m";
  const std::string name = printable(p.name);
  out += name;
  if (style.color) out += "\x1b[0m";
  const size_t used = display_width(name);
  out += std::string(used < kNameColumns ? kNameColumns - used : 0, ' ');
  out += fmt::format("  {:>10}  {:>8}  {}", p.n_statements, p.n_articles, period(p.first, p.last));
  if (!p.roles.empty()) out += ", " + printable(p.roles.front());
  out += '\n';
}

void append_person_json(std::string& out, const PersonSummary& p) {
  JsonWriter object(out, '{');
  summary_fields(object, p);
  append_strings(object.key("roles"), p.roles);
  object.close();
  out += '\n';
}

std::string people_csv_header() {
  return "id,name,kind,statements,articles,about,first,last,roles\r\n";
}

void append_person_csv(std::string& out, const PersonSummary& p) {
  out += std::to_string(p.id) + ',';
  append_csv_field(out, p.name);
  out += ',' + p.kind;
  out += fmt::format(",{},{},{},{},{},", p.n_statements, p.n_articles, p.n_about, p.first, p.last);
  append_csv_field(out, fmt::format("{}", fmt::join(p.roles, "; ")));
  out += "\r\n";
}

void append_unresolved_text(std::string& out, const UnresolvedName& n, const ReportStyle& style) {
  LineFiller line(out, 0, style.width, style.color);
  line.add(n.name, Style::kBold);
  line.add(fmt::format("{}, {}, {}, {}", n.rule, count(n.n_statements, "statement"),
                       count(n.n_articles, "article"), period(n.first, n.last)));
  line.add(fmt::format("e{}", n.entity), Style::kDim);
  line.end_line();
}

void append_unresolved_json(std::string& out, const UnresolvedName& n) {
  JsonWriter object(out, '{');
  object.field("name", n.name);
  object.field("kind", n.kind);
  object.field("rule", n.rule);
  object.number("statements", n.n_statements);
  object.number("articles", n.n_articles);
  object.given("first", n.first);
  object.given("last", n.last);
  object.key("entity") += fmt::format("\"e{}\"", n.entity);
  object.close();
  out += '\n';
}

std::string unresolved_csv_header() {
  return "name,kind,rule,statements,articles,first,last,entity\r\n";
}

void append_unresolved_csv(std::string& out, const UnresolvedName& n) {
  append_csv_field(out, n.name);
  out += fmt::format(",{},{},{},{},{},{},e{}\r\n", n.kind, n.rule, n.n_statements, n.n_articles,
                     n.first, n.last, n.entity);
}

std::string person_text(const PersonPage& page, const Positions& positions,
                        const ReportStyle& style) {
  return PersonText(page, positions, style).run();
}

std::string person_json(const PersonPage& page, const Positions& positions) {
  std::string out;
  JsonWriter object(out, '{');
  summary_fields(object, page.summary);
  object.key("merged") += fmt::format("[{}]", fmt::join(page.merged, ", "));
  append_page_lists(object, page);
  JsonWriter list(object.key("positions"), '[');
  for (const PositionStatement& s : positions.statements) append_position(list.element(), s);
  list.close();
  JsonWriter moves(object.key("moves"), '[');
  for (const Move& m : positions.moves) {
    JsonWriter o(moves.element(), '{');
    o.field("kind", m.kind);
    o.number("earlier", positions.statements[m.earlier].id);
    o.number("later", positions.statements[m.later].id);
    o.key("similarity") += fmt::format("{:.3f}", m.similarity);
    o.key("about") += fmt::format("[{}]", fmt::join(m.about, ", "));
    o.close();
  }
  moves.close();
  object.close();
  return out + '\n';
}

void append_correction_text(std::string& out, const Correction& c) {
  out += fmt::format("{}  {}  {}  {}", c.id, c.made_at,
                     c.made_by.empty() ? "-" : printable(c.made_by), c.action);
  if (c.undoes != 0) out += fmt::format(" of {}", c.undoes);
  out += "  " + printable(c.detail);
  if (!c.reason.empty()) out += "  (" + printable(c.reason) + ')';
  if (c.taken_back_by != 0) out += fmt::format("  taken back by {}", c.taken_back_by);
  out += '\n';
}

void append_correction_json(std::string& out, const Correction& c) {
  JsonWriter object(out, '{');
  object.number("id", c.id);
  object.field("made_at", c.made_at);
  object.given("made_by", c.made_by);
  object.field("action", c.action);
  object.key("detail") += c.detail;
  object.given("reason", c.reason);
  if (c.undoes != 0) object.number("undoes", c.undoes);
  if (c.taken_back_by != 0) object.number("taken_back_by", c.taken_back_by);
  object.close();
  out += '\n';
}

}  // namespace quoth
