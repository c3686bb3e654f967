// Bars with the numbers beside them and the table they come from behind them. Plain enough to be read in
// print, by colour-blind readers and by those who hear the page.
import {h, number, percent} from "./dom.js";

// rows: [{label, value, link?, note?}]; the longest bar is the largest value.
export function bar_chart(caption, rows, {unit = "", shares = false} = {}) {
  const total = rows.reduce((sum, row) => sum + row.value, 0);
  const most = Math.max(1, ...rows.map((row) => row.value));
  const list = h("div", {class: "bars", role: "list", "aria-label": caption}, rows.map((row) => {
    const bar = h("span", {class: "bar-fill"});
    bar.style.width = `${(100 * row.value) / most}%`;
    return h("div", {class: "bar-row", role: "listitem"},
      h("span", {class: "bar-label"}, row.link ? h("a", {href: row.link}, h("bdi", null, row.label)) : h("bdi", null, row.label)),
      h("span", {class: "bar-track", "aria-hidden": "true"}, bar),
      h("span", {class: "bar-value"}, number(row.value), unit && ` ${unit}`, shares && total ? ` (${percent(row.value / total)})` : null, row.note ? h("span", {class: "hint"}, ` ${row.note}`) : null));
  }));
  return h("figure", {class: "chart"}, h("figcaption", null, caption), list);
}

// Parts of a whole, one bar a row, in shades that differ in lightness, with their key above.
export function stacked_chart(caption, parts, rows) {
  return h("figure", {class: "chart"}, h("figcaption", null, caption),
    h("p", {class: "key"}, parts.map((part, i) => [i ? " " : null, h("span", {class: `swatch part-${i}`, "aria-hidden": "true"}), " ", part])),
    h("div", {class: "bars", role: "list", "aria-label": caption}, rows.map((row) => {
      const total = row.values.reduce((a, b) => a + b, 0);
      return h("div", {class: "bar-row", role: "listitem"}, h("span", {class: "bar-label"}, h("bdi", null, row.label)),
        h("span", {class: "bar-track", "aria-hidden": "true"}, row.values.map((value, i) => {
          const piece = h("span", {class: `bar-piece part-${i}`});
          piece.style.width = total ? `${(100 * value) / total}%` : "0";
          return piece;
        })),
        h("span", {class: "bar-value"}, total ? row.values.map((value) => percent(value / total)).join(" · ") : "none"));
    })));
}

// columns: [{name, value(row), numeric?}]
export function table(caption, columns, rows) {
  return h("div", {class: "table", tabindex: "0", role: "region", "aria-label": caption},
    h("table", {class: columns.length > 4 ? null : "slim"}, h("caption", null, caption),
      h("thead", null, h("tr", null, columns.map((c) => h("th", {scope: "col", class: c.numeric ? "numeric" : null}, c.name)))),
      h("tbody", null, rows.map((row) => h("tr", null, columns.map((c, i) =>
        h(i ? "td" : "th", {scope: i ? null : "row", class: c.numeric ? "numeric" : null}, c.value(row))))))));
}

export function behind(title, node) {
  return h("details", {class: "behind"}, h("summary", null, title), node);
}
