// The picture of a network: dots and squares, arrows between them, and as many names as can be read.
import {plural, svg} from "./dom.js";
import {lay_out, part, place_names} from "./layout.js";

const [WIDTH, MARGIN] = [1100, 36];
const CROWD = 160;  // from so many on, arrows are thin and have their heads only when pointed at
const NAMES = 80;   // shown at most; the others when pointed at
const GROUPS = ["hostile", "friendly", "answer", "other"];

let pen = null;
// How wide a name is, as it is drawn.
function width_of(name) {
  if (!pen) {
    pen = document.createElement("canvas").getContext("2d");
    pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  }
  return pen.measureText(name).width;
}

function arrow(edge, a, b) {
  const [dx, dy] = [b.px - a.px, b.py - a.py];
  const length = Math.hypot(dx, dy) || 1;
  const [ex, ey] = [b.px - (dx / length) * (b.radius + 5), b.py - (dy / length) * (b.radius + 5)];
  const [mx, my] = [(a.px + ex) / 2 - dy * 0.1, (a.py + ey) / 2 + dx * 0.1];
  const path = [a.px, a.py, mx, my, ex, ey].map((v) => v.toFixed(1));
  return svg("path", {class: `tie tie-${edge.group}`, "data-from": edge.from, "data-to": edge.to,
    d: `M ${path[0]} ${path[1]} Q ${path[2]} ${path[3]} ${path[4]} ${path[5]}`,
    "stroke-width": Math.min(6, 1 + Math.log2(edge.n)), "marker-end": `url(#head-${edge.group})`});
}

function dot(node) {
  const {radius: r} = node;
  return svg("g", {class: "node", "data-id": node.id, transform: `translate(${node.px.toFixed(1)} ${node.py.toFixed(1)})`},
    node.kind === "person" ? svg("circle", {r}) : svg("rect", {x: -r, y: -r, width: 2 * r, height: 2 * r, rx: 2}),
    svg("title", null, node.name));
}

function heads() {
  return svg("defs", null, GROUPS.map((group) => svg("marker", {id: `head-${group}`, class: `head-${group}`, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto"},
    svg("path", {d: "M0 0L8 4L0 8z"}))));
}

// network: {people: [{id, name, kind, statements, about}], the most connected first}
// edges: [{from, to, group, n}], one for each direction and group of acts
// Gives {element, focus(id)}: focus shows one with those around it and fades the others; null shows all.
export function network_picture(network, edges) {
  const crowded = network.people.length > CROWD;
  const height = network.people.length > 2 * CROWD ? 1000 : 760;
  const nodes = network.people.map((person) => ({...person, degree: 0,
    radius: (crowded ? 3 : 4) + Math.min(crowded ? 9 : 15, Math.sqrt(person.statements + person.about))}));
  const by_id = new Map(nodes.map((node, i) => [node.id, i]));
  for (const edge of edges) for (const end of [edge.from, edge.to]) ++nodes[by_id.get(end)].degree;
  lay_out(nodes, edges.map((e) => [by_id.get(e.from), by_id.get(e.to), e.n]));
  for (const node of nodes) {
    node.px = MARGIN + ((node.x + 1) / 2) * (WIDTH - 2 * MARGIN);
    node.py = MARGIN + ((node.y + 1) / 2) * (height - 2 * MARGIN);
  }
  part(nodes, WIDTH, height, MARGIN);

  const arrows = edges.map((edge) => arrow(edge, nodes[by_id.get(edge.from)], nodes[by_id.get(edge.to)]));
  const dots = new Map(nodes.map((node) => [node.id, dot(node)]));
  const names = svg("g", {class: "names"});
  const write_names = (chosen) => {
    const places = place_names(chosen, width_of, [WIDTH, height], NAMES);
    names.replaceChildren(...chosen.filter((node) => places.has(node.id)).map((node) => {
      const {x, y, anchor} = places.get(node.id);
      return svg("text", {x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "data-id": node.id}, node.name);
    }));
  };
  write_names(nodes);
  const element = svg("svg", {class: `net${crowded ? " crowded" : ""}`, viewBox: `0 0 ${WIDTH} ${height}`, role: "img",
    "aria-label": `${plural(nodes.length, "person or body", "persons and bodies")} and ${plural(edges.length, "tie")} between them; the table below has each`},
    heads(), svg("g", null, arrows), svg("g", null, [...dots.values()]), names);
  let shown = null;
  const focus = (id) => {
    if (id === shown) return;
    shown = id;
    const near = new Set(id === null ? [] : [id]);
    edges.forEach((edge, i) => {
      const mine = edge.from === id || edge.to === id;
      arrows[i].classList.toggle("near", mine);
      if (mine) near.add(edge.from).add(edge.to);
    });
    for (const [one, element_of] of dots) element_of.classList.toggle("near", near.has(one));
    element.classList.toggle("focused", id !== null);
    write_names(id === null ? nodes : [...nodes.filter((n) => n.id === id), ...nodes.filter((n) => n.id !== id && near.has(n.id))]);
  };
  return {element, focus};
}
