// The page that counts whose voices an outlet, a section or the whole record carries.
import {get, with_query} from "./api.js";
import {behind, bar_chart, stacked_chart, table} from "./chart.js";
import {describe_person, save_all} from "./export.js";
import {h, notice, number, plural, replace} from "./dom.js";
import {label} from "./labels.js";
import {asked_for, scope_form} from "./scope.js";

const SOURCES = {
  named_person: "persons by name", named_body: "bodies by name", unnamed: "unnamed people and groups",
  document: "documents", author: "the author", nobody: "no source named",
};
const PRONOUNS = {she: "women (“she”)", he: "men (“he”)", other: "other or several pronouns", not_known: "not known"};
const THIRDS = ["first third", "middle third", "last third of the article"];

const main = document.getElementById("main");
const place = h("div", {id: "audit"});

function person(row) {
  return h("a", {href: `/people/${row.id}`}, h("bdi", null, row.name));
}

function sources(audit) {
  const rows = Object.entries(SOURCES).map(([key, name]) => ({key, name, count: audit.sources[key]}));
  return h("section", null, h("h2", null, "Kinds of sources"),
    bar_chart("Statements by kind of source", rows.map((r) => ({label: r.name, value: r.count.statements})), {shares: true}),
    stacked_chart("Where in the article they are quoted", THIRDS, rows.filter((r) => r.count.statements).map((r) => ({label: r.name, values: r.count.thirds}))),
    behind("The numbers", table("Statements, words and place by kind of source", [
      {name: "Source", value: (r) => r.name}, {name: "Statements", numeric: true, value: (r) => number(r.count.statements)},
      {name: "Words", numeric: true, value: (r) => number(r.count.words)},
      ...THIRDS.map((name, i) => ({name, numeric: true, value: (r) => number(r.count.thirds[i])})),
    ], rows)));
}

function pronouns(audit) {
  const rows = Object.entries(PRONOUNS).map(([key, name]) => ({key, name, ...audit.pronouns[key]}));
  return h("section", null, h("h2", null, "Women and men"),
    h("p", {class: "hint"}, "Only as far as articles themselves say “she” or “he” of a person. Nothing is guessed from names; who goes by no pronoun in these articles is “not known”."),
    bar_chart("Statements of persons by name, by the pronoun used for them", rows.map((r) => ({label: r.name, value: r.count.statements, note: `of ${plural(r.people, "person", "people")}`})), {shares: true}),
    behind("The numbers", table("People, statements and words by pronoun", [
      {name: "Pronoun", value: (r) => r.name}, {name: "People", numeric: true, value: (r) => number(r.people)},
      {name: "Statements", numeric: true, value: (r) => number(r.count.statements)}, {name: "Words", numeric: true, value: (r) => number(r.count.words)},
      ...THIRDS.map((name, i) => ({name, numeric: true, value: (r) => number(r.count.thirds[i])})),
    ], rows)));
}

function quoted(audit) {
  return h("section", null, h("h2", null, "Who is quoted most"),
    bar_chart("Statements", audit.quoted.slice(0, 20).map((r) => ({label: r.name, value: r.count.statements, link: `/people/${r.id}`}))),
    behind(`The numbers of ${plural(audit.quoted.length, "source")}`, table("Who is quoted", [
      {name: "Who", value: person}, {name: "What", value: (r) => label("kind", r.kind)},
      {name: "Articles", numeric: true, value: (r) => number(r.articles)}, {name: "Statements", numeric: true, value: (r) => number(r.count.statements)},
      {name: "Words", numeric: true, value: (r) => number(r.count.words)},
      {name: "In the first third", numeric: true, value: (r) => number(r.count.thirds[0])},
      {name: "Pronoun", value: (r) => (r.kind === "person" ? PRONOUNS[r.pronoun] : "")},
    ], audit.quoted)));
}

function never(audit) {
  return h("section", null, h("h2", null, "Mentioned and never quoted"),
    audit.never_quoted.length === 0 ? h("p", {class: "hint"}, "Everybody whom these articles name is quoted in them.")
      : table("Persons by the number of articles that name them without quoting them", [
        {name: "Who", value: person}, {name: "Articles", numeric: true, value: (r) => number(r.articles)},
        {name: "Pronoun", value: (r) => PRONOUNS[r.pronoun]},
      ], audit.never_quoted));
}

// A row of the audit without what is nested in it.
function flat({id, name, kind, articles, pronoun, count}) {
  return {id, name, kind, articles, pronoun, statements: count?.statements ?? 0, words: count?.words ?? 0,
    first_third: count?.thirds[0] ?? 0, middle_third: count?.thirds[1] ?? 0, last_third: count?.thirds[2] ?? 0};
}

function save_list(name, list, asked) {
  return save_all(name, async () => (await get("/api/audit", {...asked, limit: 1000}))[list].map(flat), describe_person);
}

function show(audit, asked) {
  if (audit.all.statements === 0) {
    replace(place, notice("There are no statements in this part of the record."));
    return;
  }
  replace(place, h("p", {class: "lead"},
    `${plural(audit.all.statements, "statement")} of ${plural(audit.all.words, "word")} in ${plural(audit.articles, "article")}. `,
    audit.copies ? `${plural(audit.copies, "copy of an earlier article is", "copies of earlier articles are")} left out.` : null),
  h("p", {class: "downloads"}, "Save the whole audit as ", h("a", {href: with_query("/api/audit", {...asked, limit: 1000}), download: "audit.json"}, "JSON")),
  sources(audit), quoted(audit), save_list("quoted", "quoted", asked), pronouns(audit), never(audit), audit.never_quoted.length ? save_list("never-quoted", "never_quoted", asked) : null);
}

try {
  main.append(await scope_form(), place);
  replace(place, h("p", {class: "notice", role: "status"}, "Counting…"));
  const asked = asked_for(["publisher", "section", "since", "until", "copies"]);
  show(await get("/api/audit", {...asked, limit: 200}), asked);
} catch (error) {
  main.append(place);
  replace(place, notice(`This cannot be shown: ${error.message}.`, "error"));
}
