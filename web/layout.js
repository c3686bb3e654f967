// Places for the nodes of a network: a spring embedder after Fruchterman and Reingold (1991). Every pair
// is looked at, which for the five hundred nodes that are drawn at most takes about half a second.

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
  fit(nodes);
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
