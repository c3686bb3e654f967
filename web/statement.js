// The page of one statement: its words in their place, and the evidence for each field.
import {get} from "./api.js";
import {save_all} from "./export.js";
import {h, is_web_address, notice, percent, plural, replace} from "./dom.js";
import {label, LABELS} from "./labels.js";
import {legend, link_marks, marked_nodes, paragraphs} from "./marked_text.js";
import * as record from "./record.js";

const main = document.getElementById("main");
const id = decodeURIComponent(location.pathname.split("/").at(-1));

function clip(text, most = 160) {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

// The sentences around, with this statement marked.
function context(article, statement, starts, [begin, end]) {
  const window = [starts[begin], starts[end]];
  const marked = record.in_utf16(statement, starts);
  const parts = paragraphs(article.text)
    .map(([from, to]) => [Math.max(from, window[0]), Math.min(to, window[1])])
    .filter(([from, to]) => from < to);
  return h("blockquote", {class: "text context", cite: is_web_address(article.url) ? article.url : null},
    parts.map((part, i) => h("p", {dir: "auto"},
      i === 0 && window[0] > 0 ? "… " : null,
      marked_nodes(article.text, [marked], part, null),
      i + 1 === parts.length && window[1] < article.text.length ? " …" : null)));
}

// What the record says beside the words that say so.
function evidence(article, statement, starts, by_id) {
  const words = (spans) => spans.map((span) => h("span", {class: "words"}, record.slice_code_points(article.text, starts, span)))
    .flatMap((q, i) => (i ? [" … ", q] : [q]));
  const rows = [];
  const add = (name, value, from) => rows.push(h("tr", null, h("th", {scope: "row"}, name),
    h("td", null, value), h("td", {class: "evidence"}, from ?? "—")));
  const entity_name = (entity) => {
    const person = article.people[entity];
    return record.person_link(person?.id, article.entities.find((e) => e.id === entity)?.name ?? entity);
  };
  statement.speakers.forEach((s) => add("Speaker",
    [record.person_link(article.people[s.entity]?.id, s.name === "AUTHOR" ? "the author" : s.name),
     s.role ? [", ", s.role] : null, ` (${label("kind", s.kind)})`], words(statement.source)));
  if (!statement.speakers.length) add("Speaker", "no source named", statement.source.length ? words(statement.source) : null);
  if (statement.cue.length) add("Said by", words(statement.cue), words(statement.cue));
  add("Form", [label("form", statement.form), h("span", {class: "hint"}, ` – ${LABELS.form[statement.form][1]}`)], words(statement.content));
  if (statement.act) add("Act", [label("act", statement.act), h("span", {class: "hint"}, ` – ${LABELS.act[statement.act]?.[1] ?? ""}`)], words(statement.cue));
  if (statement.channel) add("Channel", label("channel", statement.channel));
  if (statement.addressee) add("To", statement.addressee.entity ? entity_name(statement.addressee.entity) : statement.addressee.text, h("q", null, statement.addressee.text));
  if (statement.when) add("When", statement.when.date ?? "no date can be told", h("q", null, statement.when.text));
  if (statement.about?.length) add("About", statement.about.map((e, i) => [i ? "; " : null, entity_name(e)]));
  const other = (sid) => {
    const s = by_id.get(sid);
    return s ? [h("a", {href: record.statement_path(article.article, sid)}, record.speaker_line(s) || "no source named"), ": ", h("q", null, clip(s.text))] : sid;
  };
  if (statement.within) add("Quoted in", other(statement.within));
  if (statement.replies_to) add("Answers", other(statement.replies_to));
  for (const s of article.statements) {
    if (s.replies_to === statement.id) add("Answered by", other(s.id));
    if (s.within === statement.id) add("Quotes", other(s.id));
  }
  add("Confidence", h("span", null, h("meter", {min: 0, max: 1, value: statement.confidence, "aria-label": "confidence"}), ` ${percent(statement.confidence)}`),
    h("span", {class: "hint"}, "of statements at 90 %, about nine in ten are right"));
  return h("div", {class: "table", tabindex: "0", role: "region", "aria-label": "Evidence"},
    h("table", null, h("thead", null, h("tr", null, ["Field", "What the record says", "The words that say so"].map((t) => h("th", {scope: "col"}, t)))),
      h("tbody", null, rows)));
}

function badge(article, statement, kept_words) {
  const place = h("p", {class: "badge", role: "status"}, "Checking…");
  const check = async () => {
    const failed = await record.verify(article, statement, kept_words);
    const ok = failed.length === 0;
    place.className = `badge ${ok ? "verified" : "failed"}`;
    replace(place, h("strong", null, ok ? "✓ Verified in this browser" : "✗ Not verified"),
      ok ? ": the hash of the text is the one that was kept, and the words stand in it letter for letter."
         : `: ${failed.join("; ")}. Do not rely on this entry.`);
  };
  check();
  return place;
}

function origin(article) {
  const parts = [article.publisher, article.author, article.published].filter(Boolean);
  return h("p", {class: "about"}, "In ",
    h("a", {href: `/articles/${article.article}`}, h("bdi", null, article.title || article.id)),
    parts.map((p) => [" · ", h("bdi", null, p)]),
    article.duplicate_of ? [" · ", h("a", {href: `/articles/${article.duplicate_of}`}, "a copy of an earlier article")] : null);
}

function describe_printing(p) {
  return {"@type": "Quotation", "@id": `${location.origin}/statements/${p.id}`, text: p.words, creditText: p.speaker, datePublished: p.date, publisher: p.publisher};
}

// The same words in other articles, and how they differ from the first printing.
async function show_copies(place) {
  try {
    const group = await get(`/api/statements/${encodeURIComponent(id)}/copies`);
    const others = group.printings.filter((p) => p.id !== id);
    if (others.length === 0) return;
    const item = (p) => h("li", {class: "stand"},
      h("p", {class: "who"}, h("time", null, p.date ?? "no date"), " ", h("bdi", null, p.publisher ?? ""), ": ", record.person_link(p.person, p.speaker || "no source named"), " ",
        h("span", {class: "tag"}, {first: "first printing", same: "the same words", elided: "shortened", altered: "other words"}[p.wording] ?? p.wording), p.id === id ? " (this one)" : null),
      h("blockquote", {dir: "auto"}, h("a", {class: "plain", href: `/statements/${p.id}`}, p.words)),
      p.edits.length ? h("ul", {class: "edits"}, p.edits.map((e) => h("li", null, e.first ? h("del", null, e.first) : null, e.first && e.here ? " → " : null, e.here ? h("ins", null, e.here) : null))) : null);
    replace(place, h("h2", null, "Same words elsewhere"),
      h("p", {class: "hint"}, `${plural(group.articles, "article")}, ${plural(group.wordings, "wording")}${group.several_speakers ? "; not all name the same speaker" : ""}. What differs is shown beside the first printing.`),
      save_all(`copies-${id}`, () => group.printings.map(({edits, ...p}) => ({...p, edits: edits.map((e) => `${e.first ?? ""} → ${e.here ?? ""}`)})), describe_printing),
      h("ol", {class: "stands"}, group.printings.slice(0, 10).map(item)),
      group.printings.length > 10 ? h("details", null, h("summary", null, `${group.printings.length - 10} more`), h("ol", {class: "stands"}, group.printings.slice(10).map(item))) : null);
  } catch (error) {
    replace(place, notice(`Copies could not be looked up: ${error.message}.`, "error"));
  }
}

function actions(article, statement) {
  const at_words = record.fragment_address(article.url, statement.content.length ? statement.text : "");
  const words = statement.text.replace(/["“”]/g, "").split(/\s+/).slice(0, 8).join(" ");
  return [h("p", {class: "actions"},
    at_words ? h("a", {class: "button", href: at_words, rel: "noreferrer"}, "Open the original at these words") : null,
    record.copy_button("Copy citation", () => record.citation(article, statement)),
    record.copy_button("Copy JSON-LD", async () => (await fetch(`/api/statements/${id}?format=jsonld`)).text()),
    record.copy_button("Copy permalink", () => location.href.split("#")[0]),
    h("a", {class: "button", href: `/search?${new URLSearchParams({q: `"${words}"`})}`}, "Search for these words")),
  h("p", {class: "downloads"}, "Save as ", [["jsonl", "JSON", "json"], ["csv", "CSV", "csv"], ["jsonld", "JSON-LD", "jsonld"], ["annotation", "Web Annotation", "jsonld"]].map(([format, name, suffix], i) =>
    [i ? ", " : null, h("a", {href: `/api/statements/${id}?format=${format}`, download: `statement-${id}.${suffix}`}, name)]))];
}

function show(answer) {
  const {article} = answer;
  const statement = article.statements.find((s) => s.id === answer.statement);
  const starts = record.code_point_starts(article.text);
  const by_id = new Map(article.statements.map((s) => [s.id, s]));
  const who = record.speaker_line(statement) || "No source named";
  document.title = `${who}: ${clip(statement.text, 60)} – quoth`;
  const around = context(article, statement, starts, answer.context);
  replace(main, h("h1", {id: "title"}, h("bdi", null, who)), origin(article), around, legend(),
    badge(article, statement, answer.kept_words), actions(article, statement),
    h("h2", null, "What the record says"), evidence(article, statement, starts, by_id),
    h("p", {class: "hint"}, `Read by ${article.extractor}. SHA-256 of the text: `, h("code", null, article.kept_sha256)));
  link_marks(around);
  const copies = h("section", {"aria-label": "Same words elsewhere"});
  main.append(copies);
  show_copies(copies);
}

try {
  show(await get(`/api/statements/${encodeURIComponent(id)}`));
} catch (error) {
  replace(main, h("h1", {id: "title"}, "Statement"), notice(`This cannot be shown: ${error.message}.`, "error"));
}
