// The list of who said what, beside a marked article.
import {h, percent, svg} from "./dom.js";
import {tag} from "./labels.js";

export function number_of(id) {
  return id.replace(/^\D+/, "");
}

export function speaker_names(statement) {
  return statement.speakers.map((s) => s.name === "AUTHOR" ? "the author" : s.name).join("; ");
}

function who(statement, text) {
  const cue = (statement.cue ?? []).map(([begin, end]) => text.slice(begin, end)).join(" … ");
  const roles = statement.speakers.map((s) => s.role).filter(Boolean).join("; ");
  return h("p", {class: "who"},
    h("a", {class: "place", href: `#mark-${statement.id}`,
            "aria-label": `statement ${number_of(statement.id)}, show in the text`},
      number_of(statement.id)), " ",
    h("bdi", {class: "speaker"}, speaker_names(statement) || "no source named"),
    roles ? [", ", h("bdi", {class: "role"}, roles)] : null,
    cue ? [" ", h("bdi", {class: "by"}, cue)] : null);
}

// A line for each field that is known; a model that does not tell one leaves its line out.
function facts(statement, entities, by_id) {
  const name_of = (id) => entities.get(id)?.name ?? id;
  const rows = [];
  const add = (label, ...value) => rows.push(h("div", null, h("dt", null, label), h("dd", null, value)));
  const reference = (id) => h("a", {href: `#entry-${id}`}, number_of(id),
    by_id.has(id) && speaker_names(by_id.get(id)) ? [" (", h("bdi", null, speaker_names(by_id.get(id))), ")"] : null);
  if (statement.addressee) add("to", h("bdi", null, statement.addressee.text));
  if (statement.when) {
    const {text, date} = statement.when;
    add("when", h("bdi", null, text), date && date !== text ? ` (${date})` : null);
  }
  if (statement.about?.length) add("about", statement.about.map((id, i) => [i ? "; " : "", h("bdi", null, name_of(id))]));
  if (statement.within) add("quoted in", reference(statement.within));
  if (statement.replies_to) add("answers", reference(statement.replies_to));
  return rows.length ? h("dl", {class: "facts"}, rows) : null;
}

function chips(statement, record) {
  return h("p", {class: "chips"},
    statement.act ? tag("act", statement.act) : null,
    statement.channel ? tag("channel", statement.channel) : null,
    tag("form", statement.form),
    h("span", {class: "confidence", title: "how sure the program is that this is a statement of this source"},
      `${percent(statement.confidence)} sure`),
    record.article ? h("a", {href: `/statements/${record.article}-${statement.id}`, "aria-label": `evidence and link of statement ${number_of(statement.id)}`}, "evidence and link") : null);
}

function entry(statement, record, entities, by_id, depth) {
  return h("li", {
    id: `entry-${statement.id}`, class: depth ? "inner" : null, "data-s": statement.id,
    "data-depth": Math.min(depth, 4),
  }, who(statement, record.text), h("blockquote", {dir: "auto"}, statement.text), chips(statement, record),
    facts(statement, entities, by_id));
}

function depth_of(statement, by_id) {
  let depth = 0;
  for (let s = statement; s?.within && depth < 8; s = by_id.get(s.within)) ++depth;
  return depth;
}

export function statement_list(record) {
  const entities = new Map(record.entities.map((e) => [e.id, e]));
  const by_id = new Map(record.statements.map((s) => [s.id, s]));
  const list = h("ol", {class: "statements"},
    record.statements.map((s) => entry(s, record, entities, by_id, depth_of(s, by_id))));
  list.addEventListener("keydown", (event) => move_by_key(list, event));
  const replies = record.statements.filter((s) => s.replies_to && by_id.has(s.replies_to));
  if (replies.length === 0) return list;
  const frame = h("div", {class: "threaded"}, list);
  new ResizeObserver(() => draw_arrows(frame, list, replies)).observe(list);
  return frame;
}

// Up and Down go from one statement to the next.
function move_by_key(list, event) {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  const entry_now = event.target.closest("li");
  if (!step || !entry_now || event.altKey || event.ctrlKey || event.metaKey) return;
  const entries = [...list.children];
  const next = entries[entries.indexOf(entry_now) + step];
  if (!next) return;
  event.preventDefault();
  next.querySelector("a")?.focus();
}

// From each answer to what it answers, in the margin; the same stands in words in the entry.
function draw_arrows(frame, list, replies) {
  frame.querySelector(":scope > svg")?.remove();
  const top = list.getBoundingClientRect().top;
  const middle = (id) => {
    const box = list.querySelector(`#entry-${CSS.escape(id)}`).getBoundingClientRect();
    return box.top - top + 20;
  };
  const arrows = replies.map((s) => {
    const [from, to] = [middle(s.id), middle(s.replies_to)];
    const bend = Math.min(22, 8 + Math.abs(from - to) / 40);
    return [
      svg("path", {class: "reply", d: `M 24 ${from} C ${24 - bend} ${from}, ${24 - bend} ${to}, 20 ${to}`}),
      svg("path", {class: "reply-head", d: `M 25 ${to} l -7 -4 v 8 z`}),
    ];
  });
  frame.prepend(svg("svg", {"aria-hidden": "true", width: 26, height: list.offsetHeight}, arrows));
}
