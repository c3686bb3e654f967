// The page that searches the record. What is asked stands in the address, so every search is a permalink.
import {get, with_query} from "./api.js";
import {announce, h, notice, number, percent, plural, replace} from "./dom.js";
import {label, tag} from "./labels.js";
import {person_link} from "./record.js";

const TEXTS = ["q", "speaker", "about", "person", "about_person", "since", "until", "min_confidence", "order"];
const LISTS = ["act", "channel", "form", "kind", "publisher", "section"];
const FACETS = {speaker: "Speaker", about: "About", act: "Act", channel: "Channel", publisher: "Outlet", section: "Section", form: "Form", month: "Month"};

const main = document.getElementById("main");
const results = h("section", {id: "results", "aria-label": "Statements found"});
const wide = matchMedia("(min-width: 58rem)");  // as in style.css: the lists stand beside the results
const narrowing = h("details", {open: wide.matches}, h("summary", null, "Narrow the search"));
const side = h("aside", {id: "facets", "aria-label": "Narrow the search"}, narrowing);
let asked = read_address();
let running = null;

function read_address() {
  const query = new URLSearchParams(location.search);
  const out = {};
  for (const name of TEXTS) if (query.get(name)) out[name] = query.get(name);
  for (const name of LISTS) if (query.getAll(name).length) out[name] = query.getAll(name);
  return out;
}

function go(next) {
  asked = Object.fromEntries(Object.entries(next).filter(([, value]) => value && value.length));
  history.pushState(null, "", with_query("/search", asked));
  fill_form();
  search();
}

const q = h("input", {id: "q", name: "q", type: "search", autocomplete: "off", "aria-describedby": "q-hint"});
const speaker = h("input", {id: "speaker", name: "speaker", type: "search", autocomplete: "off"});
const about = h("input", {id: "about", name: "about", type: "search", autocomplete: "off"});
const since = h("input", {id: "since", name: "since", type: "date"});
const until = h("input", {id: "until", name: "until", type: "date"});
const order = h("select", {id: "order", name: "order"}, h("option", {value: ""}, "best first"), h("option", {value: "newest"}, "newest first"));
const sure = h("select", {id: "min_confidence", name: "min_confidence"}, [["", "any"], ["0.5", "at least 50 %"], ["0.75", "at least 75 %"], ["0.9", "at least 90 %"]].map(([value, text]) => h("option", {value}, text)));
const CONTROLS = {q, speaker, about, since, until, order, min_confidence: sure};

function fill_form() {
  for (const [name, control] of Object.entries(CONTROLS)) control.value = asked[name] ?? "";
}

function form() {
  const field = (text, control) => h("div", null, h("label", {for: control.id}, text), control);
  return h("form", {class: "scope", role: "search", onsubmit: (event) => {
    event.preventDefault();
    const next = {...asked};
    for (const [name, control] of Object.entries(CONTROLS)) next[name] = control.value.trim();
    go(next);
  }},
    h("div", {class: "search-line"}, h("label", {for: "q"}, "Words"), q, h("button", {type: "submit", class: "primary"}, "Search")),
    h("p", {class: "hint", id: "q-hint"}, "All of the words; “a phrase” in quotation marks; the begin of a word with a star: flood*"),
    h("details", {open: Boolean(asked.speaker || asked.about || asked.since || asked.until || asked.min_confidence)}, h("summary", null, "More"),
      h("div", {class: "fields"}, field("Speaker", speaker), field("About", about), field("From", since), field("Until", until), field("How sure", sure), field("Order", order))));
}

// The text with the words that were found; spans count UTF-16 units.
function highlighted(text, spans, inner = null) {
  const edges = new Set([0, text.length, ...spans.flat(), ...(inner ?? []).flat()]);
  const sorted = [...edges].filter((e) => e >= 0 && e <= text.length).sort((a, b) => a - b);
  const covers = (list, at) => list.some(([begin, end]) => begin <= at && at < end);
  const nodes = [];
  for (let i = 0; i + 1 < sorted.length; ++i) {
    const words = text.slice(sorted[i], sorted[i + 1]);
    let node = covers(spans, sorted[i]) ? h("mark", null, words) : words;
    if (inner && covers(inner, sorted[i])) node = h("span", {class: "mark content said"}, node);
    nodes.push(node);
  }
  return nodes;
}

function result(hit) {
  const {article} = hit;
  const who = hit.speakers.map((s, i) => [i ? "; " : null, h("span", {class: "speaker"}, person_link(s.person, s.name === "AUTHOR" ? "the author" : s.name)), s.role ? [", ", h("bdi", {class: "role"}, s.role)] : null]);
  const context = hit.context
    ? highlighted(hit.context.text, hit.context.highlights, hit.context.content) : highlighted(hit.text, hit.highlights);
  return h("li", {class: "hit"},
    h("p", {class: "who"}, who.length ? who : h("span", {class: "speaker"}, "no source named")),
    h("blockquote", {dir: "auto"}, context),
    h("p", {class: "chips"}, hit.act ? tag("act", hit.act) : null, hit.channel ? tag("channel", hit.channel) : null, tag("form", hit.form),
      hit.about ? h("span", {class: "hint"}, "about ", hit.about.map((s, i) => [i ? ", " : null, person_link(s.person, s.name)])) : null,
      h("span", {class: "confidence"}, `${percent(hit.confidence)} sure`)),
    h("p", {class: "hint"}, [article.published, article.publisher, article.section].filter(Boolean).map((t) => [h("bdi", null, t), " · "]),
      h("a", {href: `/articles/${article.id}`}, h("bdi", null, article.title || article.document)), " · ",
      h("a", {href: `/statements/${hit.id}`, "aria-label": `evidence and link of the statement ${hit.text.slice(0, 60)}`}, "evidence and link")));
}

// What is asked beyond the form, each with a button to drop it.
function chosen() {
  const items = [];
  const add = (text, next) => items.push(h("button", {type: "button", class: "chip", "aria-label": `remove ${text}`, onclick: () => go(next)}, text, h("span", {"aria-hidden": "true"}, " ✕")));
  for (const name of LISTS) {
    for (const value of asked[name] ?? []) add(`${FACETS[name] ?? label("kind", name)}: ${label(name, value)}`, {...asked, [name]: asked[name].filter((v) => v !== value)});
  }
  if (asked.person) add("statements of one person", {...asked, person: ""});
  if (asked.about_person) add("about one person", {...asked, about_person: ""});
  return items.length ? h("p", {class: "actions"}, items) : null;
}

function narrow(facet, value) {
  if (facet === "speaker" || facet === "about") return {...asked, [facet]: `"${value}"`};
  if (facet === "month") return {...asked, since: `${value}-01`, until: new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).toISOString().slice(0, 10)};
  return {...asked, [facet]: [...new Set([...(asked[facet] ?? []), value])]};
}

function facet_list(facet, counts) {
  if (!counts?.length) return null;
  const shown = facet === "month" ? [...counts].reverse() : counts;
  const items = shown.map(({value, n}) => h("li", null,
    h("a", {href: with_query("/search", narrow(facet, value)), onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(narrow(facet, value));
    }}, h("bdi", null, label(facet, value))), h("span", {class: "n"}, ` ${number(n)}`)));
  const rest = items.splice(8);
  return h("section", null, h("h2", {class: "facet"}, FACETS[facet]), h("ul", null, items),
    rest.length ? h("details", null, h("summary", null, `${number(rest.length)} more`), h("ul", null, rest)) : null);
}

async function show_facets(signal) {
  try {
    const {facets, counted, sample} = await get("/api/facets", filters(), signal);
    const lists = Object.keys(FACETS).map((facet) => facet_list(facet, facets[facet])).filter(Boolean);
    replace(narrowing, h("summary", null, "Narrow the search"), lists.length ? lists : h("p", {class: "hint"}, "Nothing was found to narrow."),
      sample ? h("p", {class: "hint"}, `Counted in the newest ${number(counted)}.`) : null);
  } catch (error) {
    if (error.name !== "AbortError") replace(narrowing, h("summary", null, "Narrow the search"), notice(`This could not be counted: ${error.message}.`, "error"));
  }
}

function filters() {
  const {order: _, ...rest} = asked;
  return rest;
}

function exports() {
  return h("p", {class: "downloads"}, "Save all as ", [["csv", "CSV"], ["jsonl", "JSON lines"], ["jsonld", "JSON-LD"]].map(([format, name], i) =>
    [i ? ", " : null, h("a", {href: with_query("/api/export", {...filters(), format}), download: `statements.${format}`}, name)]));
}

async function search() {
  running?.abort();
  running = new AbortController();
  const {signal} = running;
  document.title = `${asked.q ? `${asked.q} – ` : ""}Search – quoth`;
  results.setAttribute("aria-busy", "true");
  show_facets(signal);
  try {
    const page = await get("/api/search", {...asked, limit: 20, offsets: "utf16"}, signal);
    const count = `${page.at_least ? "more than " : ""}${plural(page.found, "statement")}`;
    const list = h("ol", {class: "hits"}, page.results.map(result));
    replace(results, h("p", {class: "lead", id: "count"}, count, page.order === "newest" ? ", newest first" : ", best first"), chosen(),
      page.found ? exports() : notice("Nothing was found. Try fewer words, the begin of a word with a star, or fewer conditions."), list);
    if (page.next) results.append(more_button(list, page.next));
    announce(count);
  } catch (error) {
    if (error.name === "AbortError") return;
    replace(results, chosen(), notice(`This could not be searched: ${error.message}.`, "error"));
  } finally {
    results.removeAttribute("aria-busy");
  }
}

function more_button(list, after) {
  const place = h("p", {class: "actions"});
  const button = h("button", {type: "button", onclick: async () => {
    button.setAttribute("aria-busy", "true");
    try {
      const page = await get("/api/search", {...asked, limit: 20, offsets: "utf16", after});
      const added = page.results.map(result);
      list.append(...added);
      if (page.next) place.replaceWith(more_button(list, page.next));
      else place.remove();
      added[0]?.querySelector("a")?.focus();
    } catch (error) {
      replace(place, notice(`This could not be shown: ${error.message}.`, "error"));
    }
  }}, "Show more");
  place.append(button);
  return place;
}

wide.addEventListener("change", () => {
  narrowing.open = wide.matches;
});
addEventListener("popstate", () => {
  asked = read_address();
  fill_form();
  search();
});
fill_form();
main.append(form(), h("div", {class: "search-columns"}, results, side));
search();
