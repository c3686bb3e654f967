// The page that checks the quotations of a draft against articles that are pasted, or the record.
import {has_record, post} from "./api.js";
import {announce, h, notice, plural, replace} from "./dom.js";
import {paragraphs} from "./marked_text.js";
import {code_point_starts} from "./record.js";

const VERDICTS = {
  verbatim: ["✓", "verbatim", "good"], elided: ["✓", "shortened, and shown to be", "good"], supported: ["✓", "borne out", "good"],
  altered: ["≠", "altered", "bad"], misattributed: ["⇄", "said by somebody else", "bad"], not_found: ["?", "not found", "bad"],
  unsure: ["!", "not sure", "bad"],
};

const draft = h("textarea", {id: "draft", rows: 10, spellcheck: "false", required: true});
const against = h("textarea", {id: "against", rows: 8, spellcheck: "false", "aria-describedby": "against-hint"});
const button = h("button", {type: "submit", class: "primary"}, "Check it");
const status = h("div", {id: "status"});
const result = h("section", {id: "result", "aria-label": "What was found", hidden: true});

function form() {
  return h("form", {class: "paste", onsubmit: (event) => {
    event.preventDefault();
    check();
  }},
    h("label", {for: "draft"}, "Your draft"), draft,
    h("label", {for: "against"}, "The articles it quotes from"), against,
    h("p", {class: "hint", id: "against-hint"}, has_record
      ? "Leave this empty to check against the record. Several articles: a line of three dashes (---) between them."
      : "Several articles: a line of three dashes (---) between them."),
    h("p", {class: "actions"}, button, h("span", {class: "hint"}, "Nothing is kept.")));
}

async function check() {
  const texts = against.value.split(/^---\s*$/m).map((t) => t.trim()).filter(Boolean);
  if (!draft.value.trim() || (texts.length === 0 && !has_record)) {
    replace(status, notice(draft.value.trim() ? "Paste the articles that the draft quotes from." : "Paste a draft first.", "error"));
    (draft.value.trim() ? against : draft).focus();
    return;
  }
  button.setAttribute("aria-busy", "true");
  replace(status, h("p", {class: "notice", role: "status"}, "Checking…"));
  try {
    const body = {draft: draft.value, ...(texts.length ? {against: texts} : {})};
    show(await (await post("/api/check", body)).json());
    replace(status);
  } catch (error) {
    replace(status, notice(`This could not be checked: ${error.message}.`, "error"));
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function verdict(name) {
  const [sign, words, kind] = VERDICTS[name] ?? ["!", name, "bad"];
  return h("span", {class: `verdict ${kind}`}, h("span", {"aria-hidden": "true"}, `${sign} `), words);
}

// The draft with its quotations marked by how they came out.
function marked_draft(checked, items) {
  const starts = code_point_starts(checked.text);
  const spans = items.map((item, i) => ({begin: starts[item.span[0]], end: starts[item.span[1]], item, i}))
    .sort((a, b) => a.begin - b.begin || b.end - a.end);
  const nodes = ([from, to]) => {
    const out = [];
    let at = from;
    for (const span of spans) {
      if (span.begin < at || span.begin >= to) continue;
      const end = Math.min(span.end, to);
      const kind = VERDICTS[span.item.verdict]?.[2] ?? "bad";
      out.push(checked.text.slice(at, span.begin), h("a", {class: `checked ${kind}`, href: `#found-${span.i}`, "aria-label": `${span.item.verdict.replace("_", " ")}: ${checked.text.slice(span.begin, end)}`}, checked.text.slice(span.begin, end)));
      at = end;
    }
    out.push(checked.text.slice(at, to));
    return out;
  };
  return paragraphs(checked.text).map((paragraph) => h("p", {dir: "auto"}, nodes(paragraph)));
}

function difference(item) {
  if (!item.difference?.length) return null;
  return h("ul", {class: "edits"}, item.difference.map((d) => h("li", null,
    d.draft ? h("del", null, d.draft) : null, d.draft && d.source ? " → " : null, d.source ? h("ins", null, d.source) : null,
    d.draft && !d.source ? h("span", {class: "hint"}, " is not in the source") : null, !d.draft && d.source ? h("span", {class: "hint"}, " is missing in the draft") : null)));
}

function entry(item, i) {
  const source = item.source;
  const name = source && (/^[0-9a-f]{16}$/.test(source.id) ? h("a", {href: `/articles/${source.id}`}, "article of the record") : source.id.replace(/^against /, "article "));
  return h("li", {id: `found-${i}`}, h("p", {class: "who"}, verdict(item.verdict), item.speaker ? [" ", h("bdi", {class: "speaker"}, item.speaker)] : null),
    h("blockquote", {dir: "auto"}, item.text), difference(item),
    item.reason ? h("p", null, `${item.reason}.`) : null,
    source ? h("p", {class: "hint"}, "Nearest: ", name, source.speaker ? [", said by ", h("bdi", null, source.speaker)] : null) : null);
}

function show(checked) {
  const items = [...checked.quotes, ...(checked.statements ?? [])].sort((a, b) => a.span[0] - b.span[0]);
  const n = checked.findings;
  replace(result, h("h2", {id: "found", tabindex: "-1"}, n ? plural(n, "finding") : "No findings"),
    h("p", {class: "lead"}, `${plural(checked.quotes.length, "quotation")} and ${plural((checked.statements ?? []).length, "reported statement")}, compared with ${plural(checked.sources, "article")}. `,
      n ? null : "Whether a quotation is fair is still for you to say."),
    h("div", {class: "columns"}, h("article", {class: "text", "aria-label": "The draft"}, marked_draft(checked, items)),
      h("section", {class: "list", "aria-label": "Each quotation", tabindex: "0"}, items.length ? h("ol", {class: "statements"}, items.map(entry)) : h("p", {class: "hint"}, "There are no quotations in this draft."))));
  result.hidden = false;
  announce(n ? `${plural(n, "finding")}` : "No findings");
  result.querySelector("#found").focus({preventScroll: true});
  result.scrollIntoView({block: "start"});
}

document.getElementById("main").append(form(), status, result);
