// Places for the nodes of a network: a spring embedder after Fruchterman and Reingold (1991). Every pair
// is looked at, which for the five hundred nodes that are drawn at most takes about half a second.

const NAME_HEIGHT = 15;

// nodes: [{x?, y?}], edges: [[from, to, weight]] by index. Sets x and y within [-1, 1]. The same network
// gives the same picture: the start is a spiral and nothing is left to chance.
export function lay_out(nodes, edges, steps = 250) {
  const n = nodes.length;
  if (n === 0) return;
  nodes.forEach((node, i) => {
    const angle = i * 2.399963;  // the golden angle
    const radius = Math.sqrt((i + 0.5) / n);
    node.x = radius * Math.cos(angle);
    node.y = radius * Math.sin(angle);
  });
  const ideal = 1.1 / Math.sqrt(n);
  for (let step = 0; step < steps; ++step) {
    const moves = nodes.map(() => [0, 0]);
    push_apart(nodes, moves, ideal);
    for (const [a, b, weight] of edges) {
      const [dx, dy] = [nodes[a].x - nodes[b].x, nodes[a].y - nodes[b].y];
      const distance = Math.hypot(dx, dy) || 1e-6;
      const pull = (distance / ideal) * Math.min(1, 0.25 + Math.log1p(weight) / 6) / Math.sqrt(1 + Math.min(nodes[a].degree, nodes[b].degree) / 4);
      moves[a][0] -= dx * pull;
      moves[a][1] -= dy * pull;
      moves[b][0] += dx * pull;
      moves[b][1] += dy * pull;
    }
    const heat = 0.12 * (1 - step / steps) + 0.002;
    nodes.forEach((node, i) => {
      const [dx, dy] = [moves[i][0] - node.x * 0.35, moves[i][1] - node.y * 0.35];
      const length = Math.hypot(dx, dy) || 1e-6;
      node.x += (dx / length) * Math.min(length, heat);
      node.y += (dy / length) * Math.min(length, heat);
    });
  }
  spread(nodes);
  fit(nodes);
}

// Moves nodes out of a crowded middle: half way to the distance from the middle that each would have if
// they covered a disc evenly. Directions stay.
function spread(nodes) {
  const middle = (key) => nodes.reduce((sum, node) => sum + node[key], 0) / nodes.length;
  const [cx, cy] = [middle("x"), middle("y")];
  const polar = nodes.map((node) => ({node, radius: Math.hypot(node.x - cx, node.y - cy), angle: Math.atan2(node.y - cy, node.x - cx)}));
  polar.sort((a, b) => a.radius - b.radius);
  const most = polar.at(-1).radius || 1;
  polar.forEach(({node, radius, angle}, i) => {
    const even = 0.35 * (radius / most) + 0.65 * Math.sqrt((i + 0.5) / nodes.length);
    node.x = even * Math.cos(angle);
    node.y = even * Math.sin(angle);
  });
}

// Moves nodes apart that cover each other, in the units of the picture: [{px, py, radius}] within
// [margin, width - margin] and [margin, height - margin].
export function part(nodes, width, height, margin, rounds = 60) {
  for (let round = 0; round < rounds; ++round) {
    let moved = false;
    for (let i = 0; i < nodes.length; ++i) {
      for (let j = i + 1; j < nodes.length; ++j) {
        const [a, b] = [nodes[i], nodes[j]];
        const [dx, dy] = [a.px - b.px, a.py - b.py];
        const least = a.radius + b.radius + 3;
        if (Math.abs(dx) >= least || Math.abs(dy) >= least) continue;
        const distance = Math.hypot(dx, dy) || 1e-6;
        if (distance >= least) continue;
        const step = (least - distance) / 2 / distance;
        a.px += dx * step;
        a.py += dy * step;
        b.px -= dx * step;
        b.py -= dy * step;
        moved = true;
      }
    }
    for (const node of nodes) {
      node.px = Math.min(width - margin, Math.max(margin, node.px));
      node.py = Math.min(height - margin, Math.max(margin, node.py));
    }
    if (!moved) return;
  }
}

// Places for names beside their nodes, of the first nodes first, so that none covers another name or one
// of the nodes that have a name: Map of id → {x, y, anchor}. The others get none.
//   nodes: [{id, px, py, radius, name}]; width_of(name) in the units of the picture
export function place_names(nodes, width_of, [width, height], most) {
  const taken = [];
  const places = new Map();
  const overlaps = (box) => taken.some((t) => t[0] < box[2] && t[2] > box[0] && t[1] < box[3] && t[3] > box[1]);
  for (const node of nodes) {
    if (places.size >= most) break;
    const w = width_of(node.name) + 6;
    const gap = node.radius + 4;
    const own = [node.px - node.radius, node.py - node.radius, node.px + node.radius, node.py + node.radius];
    const choices = [
      {x: node.px, y: node.py - gap, anchor: "middle", box: [node.px - w / 2, node.py - gap - NAME_HEIGHT, node.px + w / 2, node.py - gap + 4]},
      {x: node.px + gap, y: node.py + 4, anchor: "start", box: [node.px + gap - 3, node.py - 10, node.px + gap + w, node.py + 8]},
      {x: node.px - gap, y: node.py + 4, anchor: "end", box: [node.px - gap - w, node.py - 10, node.px - gap + 3, node.py + 8]},
      {x: node.px, y: node.py + gap + 10, anchor: "middle", box: [node.px - w / 2, node.py + gap - 4, node.px + w / 2, node.py + gap + NAME_HEIGHT]},
    ];
    const found = overlaps(own) ? undefined
      : choices.find(({box}) => box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height && !overlaps(box));
    if (!found) continue;
    taken.push(own, found.box);
    places.set(node.id, {x: found.x, y: found.y, anchor: found.anchor});
  }
  return places;
}

function push_apart(nodes, moves, ideal) {
  for (let i = 0; i < nodes.length; ++i) {
    for (let j = i + 1; j < nodes.length; ++j) {
      const [dx, dy] = [nodes[i].x - nodes[j].x, nodes[i].y - nodes[j].y];
      const push = (ideal * ideal) / Math.max(dx * dx + dy * dy, 1e-6);
      moves[i][0] += dx * push;
      moves[i][1] += dy * push;
      moves[j][0] -= dx * push;
      moves[j][1] -= dy * push;
    }
  }
}

function fit(nodes) {
  const range = (key) => [Math.min(...nodes.map((v) => v[key])), Math.max(...nodes.map((v) => v[key]))];
  for (const key of ["x", "y"]) {
    const [least, most] = range(key);
    const span = most - least || 1;
    for (const node of nodes) node[key] = ((node[key] - least) / span) * 2 - 1;
  }
}
