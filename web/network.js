// The page that draws who talks about whom.
import {get} from "./api.js";
import {behind, table} from "./chart.js";
import {save_all} from "./export.js";
import {announce, h, notice, number, plural, replace, svg} from "./dom.js";
import {label} from "./labels.js";
import {network_picture} from "./network_picture.js";
import {asked_for, scope_form} from "./scope.js";

const KINDS = {
  accuse: ["accuses", "hostile"], deny: ["denies", "hostile"], support: ["supports", "friendly"],
  concede: ["concedes", "friendly"], answer: ["answers", "answer"],
};

const main = document.getElementById("main");
const place = h("div", {id: "network"});
const asked = asked_for(["publisher", "section", "since", "until", "copies", "act", "person", "limit"]);

function group_of(act) {
  return KINDS[act]?.[1] ?? "other";
}

function act_name(act) {
  return KINDS[act]?.[0] ?? (act ? label("act", act) : "speaks of");
}

// One edge for each direction and group of acts.
function edges_of(ties) {
  const edges = new Map();
  for (const tie of ties) {
    const key = `${tie.from} ${tie.to} ${group_of(tie.act)}`;
    const edge = edges.get(key) ?? {from: tie.from, to: tie.to, group: group_of(tie.act), n: 0};
    edge.n += tie.n;
    edges.set(key, edge);
  }
  return [...edges.values()];
}

// A field to choose one by name, and the picture that shows them; pointing at a dot shows that one.
function picker({element, focus}, network) {
  const by_name = new Map(network.people.map((p) => [p.name, p.id]));
  const by_id = new Map(network.people.map((p) => [p.id, p]));
  const input = h("input", {id: "who", list: "who-list", autocomplete: "off", type: "search"});
  const details = h("p", {class: "hint", "aria-live": "polite"});
  let chosen = null;
  const choose = (id) => {
    const person = by_id.get(id);
    chosen = person ? id : null;
    focus(chosen);
    replace(details, person ? [h("a", {href: `/people/${id}`}, h("bdi", null, person.name)),
      `: ${plural(person.statements, "statement")} about others here, ${number(person.about)} of others about them.`]
      : "Choose a name, or point at a dot, to see who is around it.");
  };
  const id_at = (event) => Number(event.target.closest(".node, .names text")?.dataset.id) || null;
  input.addEventListener("input", () => choose(by_name.get(input.value) ?? null));
  element.addEventListener("pointerover", (event) => {
    const id = id_at(event);
    if (id !== null || !event.target.closest(".tie")) focus(id ?? chosen);
  });
  element.addEventListener("pointerleave", () => focus(chosen));
  element.addEventListener("click", (event) => {
    const id = id_at(event);
    input.value = by_id.get(id)?.name ?? "";
    choose(id);
  });
  choose(Number(asked.person) || null);
  if (chosen) input.value = by_id.get(chosen).name;
  return h("div", {class: "picker"}, h("label", {for: "who"}, "Show one: "), input,
    h("datalist", {id: "who-list"}, network.people.map((p) => h("option", {value: p.name}))), details);
}

function ties_table(network) {
  const names = new Map(network.people.map((p) => [p.id, p.name]));
  const rows = [...network.ties].sort((a, b) => b.n - a.n).slice(0, 500);
  return table(`The ${plural(rows.length, "tie")} with most statements`, [
    {name: "Who", value: (t) => h("a", {href: `/people/${t.from}`}, h("bdi", null, names.get(t.from)))},
    {name: "Does what", value: (t) => act_name(t.act)},
    {name: "To or of whom", value: (t) => h("a", {href: `/people/${t.to}`}, h("bdi", null, names.get(t.to)))},
    {name: "Statements", numeric: true, value: (t) => h("a", {href: `/search?${new URLSearchParams({person: t.from, about_person: t.to, ...(t.act && t.act !== "answer" ? {act: t.act} : {})})}`}, number(t.n))},
  ], rows);
}

function tie_rows(network) {
  const names = new Map(network.people.map((p) => [p.id, p.name]));
  return network.ties.map((t) => ({from: t.from, from_name: names.get(t.from), act: t.act, to: t.to, to_name: names.get(t.to), statements: t.n}));
}

function describe_tie(row) {
  const person = (id, name) => ({"@id": `${location.origin}/people/${id}`, name});
  return {"@type": "CommunicateAction", agent: person(row.from, row.from_name), about: person(row.to, row.to_name), name: row.act || "speaks of",
    additionalProperty: {"@type": "PropertyValue", name: "statements", value: row.statements}};
}

function legend() {
  const key = (group, text) => h("span", {class: "key-item"}, svg("svg", {width: 34, height: 10, "aria-hidden": "true"}, svg("path", {class: `tie tie-${group}`, "stroke-width": 2.5, d: "M1 5H33"})), ` ${text}`);
  return h("p", {class: "key"}, key("hostile", "accuses or denies"), " ", key("friendly", "supports or concedes"), " ", key("answer", "answers"), " ", key("other", "speaks of"),
    h("span", {class: "hint"}, " Round: persons; square: bodies. An arrow points at whom it is about."));
}

function show(network) {
  if (network.people.length === 0) {
    replace(place, notice("Nobody speaks of anybody in this part of the record, as far as is known."));
    return;
  }
  const picture = network_picture(network, edges_of(network.ties));
  const frame = h("div", {class: "picture", tabindex: "0", role: "region", "aria-label": "Picture of the network"}, picture.element);
  replace(place, h("p", {class: "lead"}, plural(network.people.length, "person or body", "persons and bodies"), network.left_out ? `, the most connected; ${number(network.left_out)} left out.` : "."),
    legend(), picker(picture, network), frame,
    behind("The table", ties_table(network)),
    save_all("network", () => tie_rows(network), describe_tie));
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;  // where it is wider than the window
  announce("The network is drawn");
}

function act_select() {
  return h("select", {id: "act", name: "act"}, [["", "anything"], ["accuse", "accusations"], ["support", "support"], ["deny", "denials"], ["demand", "demands"], ["answer", "answers"]]
    .map(([value, text]) => h("option", {value, selected: (asked.act ?? "") === value}, text)));
}

function limit_select() {
  return h("select", {id: "limit", name: "limit"}, ["50", "150", "300", "500"].map((n) => h("option", {value: n, selected: (asked.limit ?? "150") === n}, n)));
}

try {
  main.append(await scope_form([["What is done", act_select()], ["How many", limit_select()]]), place);
  replace(place, h("p", {class: "notice", role: "status"}, "Drawing…"));
  show(await get("/api/network", asked));
} catch (error) {
  main.append(place);
  replace(place, notice(`This cannot be shown: ${error.message}.`, "error"));
}
