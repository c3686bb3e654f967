// The page that draws who talks about whom.
import {get} from "./api.js";
import {behind, table} from "./chart.js";
import {announce, h, notice, number, plural, replace, svg} from "./dom.js";
import {label} from "./labels.js";
import {lay_out} from "./layout.js";
import {asked_for, scope_form} from "./scope.js";

const [WIDTH, HEIGHT, MARGIN] = [1100, 760, 60];
const KINDS = {
  accuse: ["accuses", "hostile"], deny: ["denies", "hostile"], support: ["supports", "friendly"],
  concede: ["concedes", "friendly"], answer: ["answers", "answer"],
};
const LABELLED = 60;  // so many names at most, where they cover no other; the rest show when pointed at

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

// The first nodes, which have most ties, whose names cover neither another name nor another node.
function names_that_fit(nodes, x, y, size) {
  const taken = nodes.slice(0, LABELLED).map((node) => [x(node) - size(node), y(node) - size(node), x(node) + size(node), y(node) + size(node)]);
  const named = new Set();
  for (const node of nodes.slice(0, LABELLED)) {
    const half = node.name.length * 3.4;
    const box = [x(node) - half, y(node) - size(node) - 15, x(node) + half, y(node) - size(node) - 1];
    if (taken.some((t) => t[0] < box[2] && t[2] > box[0] && t[1] < box[3] && t[3] > box[1])) continue;
    taken.push(box);
    named.add(node.id);
  }
  return named;
}

function draw(network) {
  const nodes = network.people.map((person) => ({...person, degree: 0}));
  const index = new Map(nodes.map((node, i) => [node.id, i]));
  const edges = edges_of(network.ties);
  for (const edge of edges) {
    ++nodes[index.get(edge.from)].degree;
    ++nodes[index.get(edge.to)].degree;
  }
  lay_out(nodes, edges.map((e) => [index.get(e.from), index.get(e.to), e.n]));
  const x = (node) => MARGIN + ((node.x + 1) / 2) * (WIDTH - 2 * MARGIN);
  const y = (node) => MARGIN / 2 + ((node.y + 1) / 2) * (HEIGHT - MARGIN);
  const size = (node) => 4 + Math.min(16, Math.sqrt(node.statements + node.about) * 1.3);
  const lines = edges.map((edge) => {
    const [a, b] = [nodes[index.get(edge.from)], nodes[index.get(edge.to)]];
    const [dx, dy] = [x(b) - x(a), y(b) - y(a)];
    const length = Math.hypot(dx, dy) || 1;
    const [ex, ey] = [x(b) - (dx / length) * (size(b) + 5), y(b) - (dy / length) * (size(b) + 5)];
    const [mx, my] = [(x(a) + ex) / 2 - dy * 0.1, (y(a) + ey) / 2 + dx * 0.1];
    return svg("path", {class: `tie tie-${edge.group}`, "data-from": edge.from, "data-to": edge.to, d: `M ${x(a).toFixed(1)} ${y(a).toFixed(1)} Q ${mx.toFixed(1)} ${my.toFixed(1)} ${ex.toFixed(1)} ${ey.toFixed(1)}`,
      "stroke-width": Math.min(6, 1 + Math.log2(edge.n)), "marker-end": `url(#head-${edge.group})`});
  });
  const named = names_that_fit(nodes, x, y, size);
  const dots = nodes.map((node) => svg("g", {class: `node${named.has(node.id) ? " named" : ""}`, "data-id": node.id, transform: `translate(${x(node).toFixed(1)} ${y(node).toFixed(1)})`},
    node.kind === "person" ? svg("circle", {r: size(node)}) : svg("rect", {x: -size(node), y: -size(node), width: 2 * size(node), height: 2 * size(node), rx: 2}),
    svg("text", {y: -size(node) - 3, "text-anchor": "middle"}, node.name), svg("title", null, node.name)));
  const heads = ["hostile", "friendly", "answer", "other"].map((group) => svg("marker", {id: `head-${group}`, class: `head-${group}`, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto"}, svg("path", {d: "M0 0L8 4L0 8z"})));
  return svg("svg", {class: "net", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${plural(nodes.length, "person or body", "persons and bodies")} and ${plural(edges.length, "tie")} between them; the table below has each`},
    svg("defs", null, heads), lines, dots);
}

// Shows one with those around it, and fades the others.
function focus_on(picture, id) {
  const near = new Set([String(id)]);
  for (const tie of picture.querySelectorAll(".tie")) {
    const mine = id && (tie.dataset.from === String(id) || tie.dataset.to === String(id));
    tie.classList.toggle("near", Boolean(mine));
    if (mine) near.add(tie.dataset.from).add(tie.dataset.to);
  }
  for (const node of picture.querySelectorAll(".node")) node.classList.toggle("near", Boolean(id) && near.has(node.dataset.id));
  picture.classList.toggle("focused", Boolean(id));
}

function picker(picture, network) {
  const names = new Map(network.people.map((p) => [p.name, p.id]));
  const input = h("input", {id: "who", list: "who-list", autocomplete: "off", type: "search"});
  const details = h("p", {class: "hint", "aria-live": "polite"});
  let chosen = null;
  const choose = (id) => {
    chosen = id;
    focus_on(picture, id);
    const person = network.people.find((p) => p.id === id);
    replace(details, person ? [h("a", {href: `/people/${id}`}, h("bdi", null, person.name)),
      `: ${plural(person.statements, "statement")} about others here, ${number(person.about)} of others about them.`] : null);
  };
  input.addEventListener("input", () => choose(names.get(input.value) ?? null));
  picture.addEventListener("pointerover", (event) => {
    const node = event.target.closest(".node");
    if (node) focus_on(picture, Number(node.dataset.id));
    else if (!event.target.closest(".tie")) focus_on(picture, chosen);
  });
  picture.addEventListener("pointerleave", () => focus_on(picture, chosen));
  picture.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    input.value = node ? network.people.find((p) => p.id === Number(node.dataset.id)).name : "";
    choose(node ? Number(node.dataset.id) : null);
  });
  if (asked.person) choose(Number(asked.person));
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
  const picture = draw(network);
  replace(place, h("p", {class: "lead"}, plural(network.people.length, "person or body", "persons and bodies"), network.left_out ? `, the most connected; ${number(network.left_out)} left out.` : "."),
    legend(), picker(picture, network), h("div", {class: "picture", tabindex: "0", role: "region", "aria-label": "Picture of the network"}, picture),
    behind("The table", ties_table(network)),
    h("p", {class: "downloads"}, "Save ", h("a", {href: `/api/network?${new URLSearchParams(asked)}`, download: "network.json"}, "JSON")));
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
