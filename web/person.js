// The page of one person or body: names, roles, what was said over time, what moved; and corrections.
import {get, is_writable, write} from "./api.js";
import {behind, table} from "./chart.js";
import {announce, h, notice, number, percent, plural, replace, svg} from "./dom.js";
import {label} from "./labels.js";

const main = document.getElementById("main");
const id = decodeURIComponent(location.pathname.split("/").at(-1));
const TIMELINE_ACTS = ["accuse", "deny", "concede", "support", "commit", "demand"];
const RULES = {
  name: "the name", acronym: "an acronym that an article explains", outlet: "a general name within one outlet",
  alias: "a name that an editor gave", correction: "an editor said so", shared: "the name, although others bear it",
  company: "whom and what the article names along with it", role: "an office that one person held then",
  unknown: "nobody is known by it", unsure: "not sure enough", several: "more than one fits",
};

function clip(text, most = 220) {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function people_of(parties) {
  return (parties ?? []).map((p, i) => [i ? ", " : null, p.id ? h("a", {href: `/people/${p.id}`}, h("bdi", null, p.name)) : h("bdi", null, p.name)]);
}

function statement_item(s) {
  return h("li", {id: `s-${s.id}`, class: "stand", "data-act": s.act ?? ""},
    h("p", {class: "who"}, h("time", {datetime: s.date ?? null}, s.date ?? "no date"), " ",
      s.act ? h("span", {class: `tag act act-${s.act}`}, label("act", s.act)) : null,
      s.about?.length ? [" about ", people_of(s.about)] : null),
    h("blockquote", {dir: "auto"}, h("a", {class: "plain", href: `/statements/${s.id}`}, clip(s.text))),
    s.answers ? h("p", {class: "hint"}, "answers ", people_of(s.answers_whom), ": ", h("a", {href: `/statements/${s.answers}`}, /^[“"‘]/.test(s.answers_text) ? clip(s.answers_text, 120) : h("q", null, clip(s.answers_text, 120)))) : null,
    s.answered_by ? h("p", {class: "hint"}, "answered by ", people_of(s.answered_by)) : null,
    h("p", {class: "hint"}, [s.publisher, s.title].filter(Boolean).map((t, i) => [i ? " · " : null, h("bdi", null, t)])));
}

// Shows the entry of a statement in the list, which has the first fifty.
function go_to(id) {
  const entry = document.getElementById(`s-${id}`);
  if (entry) entry.scrollIntoView({block: "center"});
  else location.href = `/statements/${id}`;
}

// A dot a statement: days from left to right, a row an act. The list below says the same.
function timeline(statements) {
  const dated = statements.filter((s) => s.date && TIMELINE_ACTS.includes(s.act));
  if (dated.length < 2) return null;
  const days = dated.map((s) => Date.parse(s.date.length === 4 ? `${s.date}-07-01` : s.date.length === 7 ? `${s.date}-15` : s.date));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const [width, row, left] = [760, 26, 90];
  const x = (day) => left + 10 + (first === last ? 0.5 : (day - first) / (last - first)) * (width - left - 20);
  const acts = TIMELINE_ACTS.filter((act) => dated.some((s) => s.act === act));
  const height = acts.length * row + 26;
  return h("figure", {class: "chart timeline"}, h("figcaption", null, "When, by what was done"),
    svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${dated.length} statements by act from ${dated[days.indexOf(first)].date} to ${dated[days.indexOf(last)].date}; the list below has each`},
      acts.map((act, i) => [
        svg("line", {class: "grid", x1: left, x2: width, y1: i * row + 14, y2: i * row + 14}),
        svg("text", {x: left - 8, y: i * row + 18, "text-anchor": "end"}, label("act", act)),
      ]),
      dated.map((s, i) => svg("circle", {class: `dot dot-${s.act}`, cx: x(days[i]), cy: acts.indexOf(s.act) * row + 14, r: 5.5,
                                         onclick: () => go_to(s.id)}, svg("title", null, `${s.date}: ${clip(s.text, 100)}`))),
      [[first, "start"], [last, "end"]].map(([day, anchor]) => svg("text", {class: "axis", x: anchor === "start" ? left + 4 : width - 4, y: height - 4, "text-anchor": anchor}, new Date(day).toISOString().slice(0, 10)))));
}

function moves({statements, moves: found}) {
  if (found.length === 0) return null;
  const pair = (move) => h("div", {class: "move"}, h("h3", null, move.kind),
    h("ol", {class: "pair"}, [statements[move.earlier], statements[move.later]].map(statement_item)));
  return h("section", null, h("h2", null, "Positions that moved"),
    h("p", {class: "hint"}, "Two statements on the same matter that stand against each other. Both may have been right in their time; read them."),
    found.slice(0, 4).map(pair), found.length > 4 ? behind(`${number(found.length - 4)} more`, found.slice(4).map(pair)) : null);
}

// Who answers and is answered, with how often.
function answers(statements) {
  const count = (key) => {
    const people = new Map();
    for (const s of statements) {
      for (const p of s[key] ?? []) people.set(p.name, {...p, n: (people.get(p.name)?.n ?? 0) + 1});
    }
    return [...people.values()].sort((a, b) => b.n - a.n);
  };
  const [whom, by] = [count("answers_whom"), count("answered_by")];
  if (!whom.length && !by.length) return null;
  const list = (people) => people.length ? h("ul", null, people.map((p) => h("li", null, people_of([p]), ` (${number(p.n)})`))) : h("p", {class: "hint"}, "nobody");
  return h("section", null, h("h2", null, "Answers"), h("div", {class: "halves"},
    h("div", null, h("h3", null, "They answer"), list(whom)), h("div", null, h("h3", null, "They are answered by"), list(by))));
}

function stands(positions) {
  if (positions.statements.length === 0) {
    return h("section", null, h("h2", null, "What was accused, denied, promised"), h("p", {class: "hint"}, "Nothing of the kind is known."));
  }
  const newest = [...positions.statements].reverse();
  const list = h("ol", {class: "stands"}, newest.slice(0, 50).map(statement_item));
  const more = newest.length > 50 ? h("button", {type: "button", onclick: () => {
    list.append(...newest.slice(50).map(statement_item));
    more.remove();
  }}, `Show all ${number(newest.length)}`) : null;
  return h("section", null, h("h2", null, "What was accused, denied, promised"), timeline(positions.statements), list, more,
    positions.left_out ? h("p", {class: "hint"}, `${plural(positions.left_out, "older one")} left out.`) : null);
}

function names(person) {
  return h("section", null, h("h2", null, "Names and roles"), h("div", {class: "halves"},
    table("Names", [{name: "Name", value: (n) => h("bdi", null, n.name)}, {name: "Articles", numeric: true, value: (n) => number(n.articles)},
      {name: "Joined by", value: (n) => RULES[n.rule] ?? n.rule}, {name: "Sure", numeric: true, value: (n) => percent(n.confidence)}], person.names),
    person.roles.length ? table("Roles by date", [{name: "Role", value: (r) => h("bdi", null, r.role)}, {name: "From", value: (r) => r.first ?? ""},
      {name: "Until", value: (r) => r.last ?? ""}, {name: "Articles", numeric: true, value: (r) => number(r.articles)}], person.roles) : h("p", {class: "hint"}, "No roles are known.")));
}

function links(person) {
  return behind("How each mention came to this person", table("Mentions, the least sure first", [
    ...(is_writable ? [{name: "Split", value: (l) => h("input", {type: "checkbox", name: "entity", value: l.entity, "aria-label": `${l.name} in ${l.document}`})}] : []),
    {name: "Name", value: (l) => h("bdi", null, l.name)}, {name: "Document", value: (l) => h("bdi", null, l.document)}, {name: "Date", value: (l) => l.date ?? ""},
    {name: "Outlet", value: (l) => l.publisher ?? ""}, {name: "Joined by", value: (l) => RULES[l.rule] ?? l.rule}, {name: "Sure", numeric: true, value: (l) => percent(l.confidence)},
  ], person.links));
}

// A form that names another person by name: what is typed is looked up, and one of those found is chosen.
function merge_form(person, run) {
  const found = h("div", {role: "status"});
  const input = h("input", {id: "edit-merge", type: "search", autocomplete: "off", required: true});
  const find = async (event) => {
    event.preventDefault();
    const {people} = await get("/api/people", {name: input.value, kind: person.kind, limit: 20});
    const others = people.filter((p) => p.id !== person.id);
    replace(found, others.length === 0 ? h("p", {class: "hint"}, "Nobody else of that name is in the record.")
      : h("ul", {class: "choices"}, others.map((p) => h("li", null,
        h("button", {type: "button", "aria-label": `merge ${p.name}, number ${p.id}, into this page`, onclick: () => run(`/api/people/${person.id}/merge`, {from: p.id})}, "Is the same"), " ",
        h("a", {href: `/people/${p.id}`}, h("bdi", null, p.name)), h("span", {class: "hint"}, ` ${[...p.roles.slice(0, 2), plural(p.articles, "article")].join(" · ")}`)))));
  };
  return [h("form", {class: "inline", onsubmit: find}, h("label", {for: input.id}, "Somebody else in the record is this one"), input, h("button", {type: "submit"}, "Find them")), found];
}

// Forms that correct; each is logged and can be taken back.
function corrections(person, history) {
  const status = h("div", {role: "status", id: "edit-status"});
  if (sessionStorage.getItem("quoth-done")) {
    sessionStorage.removeItem("quoth-done");
    status.append(notice("Done. “Take back the last correction” undoes it."));
    announce("Done");
  }
  const run = async (path, body) => {
    try {
      await write("POST", path, body);
      sessionStorage.setItem("quoth-done", "yes");
      location.reload();
    } catch (error) {
      replace(status, notice(`This was not done: ${error.message}.`, "error"));
    }
  };
  const form = (text, button, name, action, make) => {
    const input = h("input", {id: `edit-${action}`, name, type: "text", autocomplete: "off", required: true});
    return h("form", {class: "inline", onsubmit: (event) => {
      event.preventDefault();
      run(`/api/people/${person.id}/${action}`, make(input.value));
    }}, h("label", {for: input.id}, text), input, h("button", {type: "submit"}, button));
  };
  const split = h("button", {type: "button", onclick: () => {
    const entities = [...main.querySelectorAll("input[name=entity]:checked")].map((box) => Number(box.value));
    if (entities.length === 0) replace(status, notice("Tick the mentions that are somebody else, in “How each mention came to this person”.", "error"));
    else run(`/api/people/${person.id}/split`, {entities});
  }}, "Split off the ticked mentions");
  const entries = history.corrections.map((c) => h("li", null, `${c.made_at.slice(0, 10)} ${c.made_by}: ${c.action}`,
    c.reason ? ` (${c.reason})` : null, c.taken_back_by ? h("span", {class: "hint"}, " – taken back") : null));
  return h("section", null, h("h2", null, "Put right"), status,
    is_writable ? [
      form("Show under the name", "Rename", "name", "rename", (name) => ({name})),
      form("Is also called", "Add the name", "name", "alias", (name) => ({name})),
      merge_form(person, run),
      h("p", {class: "actions"}, split, h("button", {type: "button", onclick: () => run("/api/corrections/undo", {n: 1})}, "Take back the last correction")),
    ] : h("p", {class: "hint"}, "Start “quoth serve” with --write to merge, split or rename."),
    entries.length ? h("ul", null, entries) : null);
}

async function show() {
  const [person, positions, history] = await Promise.all([
    get(`/api/people/${encodeURIComponent(id)}`), get(`/api/people/${encodeURIComponent(id)}/positions`),
    get("/api/corrections", {person: id})]);
  document.title = `${person.name} – quoth`;
  replace(main, h("h1", {id: "title"}, h("bdi", null, person.name)),
    h("p", {class: "about"}, `${label("kind", person.kind)} · ${plural(person.statements, "statement")} · ${plural(person.about, "statement")} about them · ${plural(person.articles, "article")}`,
      person.first ? ` · ${person.first} to ${person.last}` : null),
    h("p", {class: "actions"}, h("a", {class: "button", href: `/search?person=${person.id}`}, "All statements"),
      h("a", {class: "button", href: `/search?about_person=${person.id}`}, "What others say of them"), h("a", {class: "button", href: `/network?person=${person.id}`}, "Network")),
    h("p", {class: "downloads"}, "Save all statements as ", [["csv", "CSV"], ["jsonl", "JSON lines"], ["jsonld", "JSON-LD"]].map(([format, name], i) =>
      [i ? ", " : null, h("a", {href: `/api/export?person=${person.id}&format=${format}`, download: `person-${person.id}.${format}`}, name)])),
    moves(positions), stands(positions), answers(positions.statements), names(person), links(person), corrections(person, history));
}

try {
  await show();
} catch (error) {
  replace(main, h("h1", {id: "title"}, "Person"), notice(`This cannot be shown: ${error.message}.`, "error"));
}
