// A text with the source, cue and content of its statements marked.
import {h} from "./dom.js";

const ROLES = ["content", "source", "cue"];

// Cuts a text where a mark begins or ends or a paragraph does. Spans count UTF-16 units.
//   [{begin, end, marks: [{statement, role, is_last}]}], in text order, without gaps
export function cut(text, statements, window = [0, text.length]) {
  const marks = [];
  for (const statement of statements) {
    for (const role of ROLES) {
      const spans = statement[role] ?? [];
      spans.forEach(([begin, end], i) => {
        marks.push({statement: statement.id, role, begin, end, is_last: i + 1 === spans.length});
      });
    }
  }
  const inside = marks.filter((m) => m.begin < window[1] && m.end > window[0]);
  const edges = new Set(window);
  for (const m of inside) {
    edges.add(Math.max(m.begin, window[0]));
    edges.add(Math.min(m.end, window[1]));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const starts = [...inside].sort((a, b) => a.begin - b.begin);
  const pieces = [];
  let next = 0;
  let open = [];
  for (let i = 0; i + 1 < sorted.length; ++i) {
    const [begin, end] = [sorted[i], sorted[i + 1]];
    while (next < starts.length && starts[next].begin <= begin) open.push(starts[next++]);
    open = open.filter((m) => m.end > begin);
    pieces.push({begin, end, marks: open.map((m) => ({...m, is_last: m.is_last && m.end === end}))});
  }
  return pieces;
}

// [begin, end) of each paragraph: what stands between line breaks, blanks at the ends left out.
export function paragraphs(text) {
  const found = [];
  for (const match of text.matchAll(/[^\n\r]+/g)) {
    const begin = match.index + (match[0].length - match[0].trimStart().length);
    const end = match.index + match[0].trimEnd().length;
    if (end > begin) found.push([begin, end]);
  }
  return found;
}

// The role that shows where several overlap: the words of who speaks lie within a content where a
// statement is quoted in another one.
function shown_role(marks) {
  return ["cue", "source", "content"].find((role) => marks.some((m) => m.role === role));
}

// The nodes of a piece of the text. `number_of` gives the number that a statement goes by, null to
// leave the numbers out.
export function marked_nodes(text, statements, window, number_of) {
  return cut(text, statements, window).map((piece) => {
    const words = text.slice(piece.begin, piece.end);
    if (piece.marks.length === 0) return words;
    const names = [...new Set(piece.marks.map((m) => m.statement))];
    const depth = piece.marks.filter((m) => m.role === "content").length;
    const span = h("span", {
      class: `mark ${shown_role(piece.marks)}${depth > 0 ? " said" : ""}`,
      "data-s": names.join(" "),
    }, words);
    const ends = piece.marks.filter((m) => m.role === "content" && m.is_last);
    if (!number_of || ends.length === 0) return span;
    return [span, ends.map((m) => h("a", {
      class: "number", href: `#entry-${m.statement}`, id: `mark-${m.statement}`,
      "data-s": m.statement, "aria-label": `statement ${number_of(m.statement)}`,
    }, number_of(m.statement)))];
  });
}

export function marked_text(text, statements, number_of) {
  return paragraphs(text).map((paragraph) =>
    h("p", {dir: "auto"}, marked_nodes(text, statements, paragraph, number_of)));
}

// Pointing at a mark, or coming to one by the keyboard, shows all marks of its statement and its
// entry in the list. Of statements within each other, the inner one.
export function link_marks(root) {
  let shown = [];
  const show = (target) => {
    const part = target instanceof Element ? target.closest("[data-s]") : null;
    for (const element of shown) element.classList.remove("on");
    shown = [];
    if (!part || !root.contains(part)) return;
    const name = part.dataset.s.split(" ").at(-1);
    shown = [...root.querySelectorAll(`[data-s~="${CSS.escape(name)}"]`)];
    for (const element of shown) element.classList.add("on");
  };
  root.addEventListener("mouseover", (event) => show(event.target));
  root.addEventListener("mouseleave", () => show(document.activeElement));
  root.addEventListener("focusin", (event) => show(event.target));
  root.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest(".mark") : null;
    if (!mark || String(getSelection())) return;
    const name = mark.dataset.s.split(" ").at(-1);
    root.querySelector(`#entry-${CSS.escape(name)} a`)?.focus();
  });
}

export function legend() {
  return h("p", {class: "legend"}, "In the text: ",
    h("span", {class: "mark source"}, "who speaks"), ", ",
    h("span", {class: "mark cue"}, "the words that say so"), ", ",
    h("span", {class: "mark content said"}, "what is said"), ".");
}
