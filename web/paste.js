// The page that reads an article which is pasted or dropped. Nothing is kept unless asked for, where
// the record may be written to.
import {is_writable, post} from "./api.js";
import {announce, h, is_web_address, notice, plural, replace, save} from "./dom.js";
import {legend, link_marks, marked_text} from "./marked_text.js";
import {number_of, statement_list} from "./statements.js";

const FORMATS = [
  ["jsonl", "JSON", "json"], ["csv", "CSV (a table)", "csv"], ["jsonld", "JSON-LD (schema.org)", "jsonld"],
  ["annotation", "Web Annotations", "jsonld"], ["tei", "TEI P5", "xml"], ["html", "a page", "html"],
  ["text", "plain text", "txt"],
];

const EXAMPLE = `Harbour chief rejects blame for flooded warehouses

The head of the harbour authority, Maria Keller, on Monday rejected claims that her staff had ignored warnings before the flood.

“We closed the gates at noon, an hour before the water came,” Keller told reporters. “Nobody was asleep.”

The day before, councillor Jonas Brandt had accused the authority of negligence. “They knew, and they did nothing,” he said in a radio interview.

Keller said Brandt was wrong and that she would publish the log of the gates next week.

According to a report by the insurers' association, the damage may reach four million. A spokeswoman for the dockers' union demanded help for the workers, saying that “they cannot wait until the lawyers are done”.`;

const MAX_BYTES = 8 << 20;

let sent = null;  // what was read last, for the downloads
let running = null;

const text = h("textarea", {
  id: "text", name: "text", rows: 10, spellcheck: "false", autocomplete: "off",
  "aria-describedby": "text-hint",
});
const published = h("input", {id: "published", type: "date", autocomplete: "off"});
const url = h("input", {id: "url", type: "url", autocomplete: "off", placeholder: "https://"});
const title = h("input", {id: "article-title", type: "text", autocomplete: "off"});
const outlet = h("input", {id: "outlet", type: "text", autocomplete: "off"});
const section = h("input", {id: "section", type: "text", autocomplete: "off"});
const read_button = h("button", {type: "submit", class: "primary"}, "Read it");
const file = h("input", {id: "file", type: "file", accept: ".txt,.html,.htm,.xhtml,text/plain,text/html"});
const status = h("div", {id: "status"});
const result = h("section", {id: "result", "aria-label": "Who said what", hidden: true});

function form() {
  return h("form", {class: "paste", onsubmit: (event) => {
    event.preventDefault();
    read_text();
  }},
    h("label", {for: "text"}, "Paste an article, its text or the HTML of its page"),
    text,
    h("p", {class: "hint", id: "text-hint"}, "Or drop a saved page or text file anywhere here. It is read on this machine and not kept",
      is_writable ? " unless you ask for it." : ".", " An address is not enough: nothing is fetched."),
    h("details", null, h("summary", null, "About the article"),
      h("div", {class: "fields"},
        h("div", null, h("label", {for: "published"}, "Published on"), published,
          h("p", {class: "hint"}, "“On Monday” becomes a date with it")),
        h("div", null, h("label", {for: "article-title"}, "Title"), title),
        h("div", null, h("label", {for: "url"}, "Address"), url),
        h("div", null, h("label", {for: "outlet"}, "Outlet"), outlet),
        h("div", null, h("label", {for: "section"}, "Section"), section))),
    h("p", {class: "actions"}, read_button,
      h("label", {class: "button", for: "file"}, "Open a file…"), file,
      h("button", {type: "button", onclick: () => {
        text.value = EXAMPLE;
        read_text();
      }}, "Show an example"),
      h("span", {class: "hint keys"}, "Ctrl+Enter reads")));
}

function looks_like_page(value) {
  return /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|article|main|div|p)\b/i.test(value);
}

const WEB_PAGE = "quoth fetches nothing from the web. Save the page in your browser (Ctrl+S) and drop the file here, or paste its text.";
const LOCAL_FILE = "A page may not open a file by its address. Drop the file itself here, or choose it with “Open a file…”.";

// What to say to an address where the article itself was expected; null for anything else.
function advice_for(value) {
  const words = value.trim();
  if (/^https?:\/\/\S+$/i.test(words)) return WEB_PAGE;
  return /^(file:\/\/\S+|([A-Za-z]:\\|\/|~\/)[^\n]*\.(html?|xhtml|txt))$/i.test(words) ? LOCAL_FILE : null;
}

function about() {
  const fields = {};
  if (title.value.trim()) fields.title = title.value.trim();
  if (url.value.trim()) fields.url = url.value.trim();
  if (outlet.value.trim()) fields.publisher = outlet.value.trim();
  if (section.value.trim()) fields.section = section.value.trim();
  if (published.value) fields.published = published.value;
  return fields;
}

function read_text() {
  const value = text.value;
  if (!value.trim()) {
    replace(status, notice("There is nothing to read yet: paste an article first.", "error"));
    text.focus();
    return;
  }
  const advice = advice_for(value);
  if (advice) {
    replace(status, notice(advice, "error"));
    text.focus();
    return;
  }
  read({[looks_like_page(value) ? "html" : "text"]: value});
}

function read_file(dropped) {
  if (dropped.size > MAX_BYTES) {
    replace(status, notice(`${dropped.name} is larger than 8 MiB; quoth extract reads it.`, "error"));
    return;
  }
  read({file: dropped});
}

// The article with what the form says of it now.
function packed({file: dropped, ...body}) {
  return dropped
    ? {body: dropped, type: "application/octet-stream", query: new URLSearchParams({id: dropped.name, ...about()})}
    : {body: {...body, ...about()}, type: "application/json", query: ""};
}

async function read(what) {
  running?.abort();
  running = new AbortController();
  read_button.setAttribute("aria-busy", "true");
  replace(status, h("p", {class: "notice"}, "Reading… ",
    h("button", {type: "button", onclick: () => running.abort()}, "Stop")));
  try {
    const {body, type, query} = packed(what);
    const response = await post(`/api/extract?offsets=utf16&${query}`, body, {type, signal: running.signal});
    const record = await response.json();
    sent = what;
    show(record);
    replace(status);
  } catch (error) {
    replace(status, error.name === "AbortError" ? null : notice(`This could not be read: ${error.message}.`, "error"));
  } finally {
    read_button.removeAttribute("aria-busy");
  }
}

async function download(format, suffix) {
  try {
    const {body, type, query} = packed(sent);
    const response = await post(`/api/extract?format=${format}&${query}`, body, {type});
    save(await response.blob(), `statements.${suffix}`);
  } catch (error) {
    replace(status, notice(`This could not be saved: ${error.message}.`, "error"));
  }
}

const KEPT = {
  new: "It is in the record now", replaced: "The record had it; what was said in it is made anew",
  already_there: "The record has it already",
};

async function keep(place) {
  const button = place.querySelector("button");
  button.setAttribute("aria-busy", "true");
  try {
    const {body, type, query} = packed(sent);
    const kept = await (await post(`/api/articles?${query}`, body, {type, writes: true})).json();
    replace(place, h("span", null, `${KEPT[kept.stored]}: `,
      h("a", {href: `/articles/${kept.article}`}, plural(kept.statements, "statement")),
      kept.copy_of ? [", nearly a copy of ", h("a", {href: `/articles/${kept.copy_of}`}, "an earlier article")] : null, "."));
    announce(KEPT[kept.stored]);
    place.querySelector("a").focus();
  } catch (error) {
    replace(place, keep_button(place), " ", notice(`This could not be kept: ${error.message}.`, "error"));
  }
}

function keep_button(place) {
  return h("button", {type: "button", onclick: () => keep(place)}, "Keep in the record");
}

function keeping() {
  if (!is_writable) return null;
  const place = h("div", {id: "keep", class: "actions"});
  place.append(keep_button(place));
  return place;
}

function heading(record) {
  const parts = [record.publisher, record.section, record.author, record.published].filter(Boolean);
  return h("header", null,
    h("h2", {id: "article-heading", tabindex: "-1", dir: "auto"}, record.title || (sent.file?.name ?? "The article")),
    h("p", {class: "about"}, parts.map((p, i) => [i ? " · " : "", h("bdi", null, p)]),
      is_web_address(record.url) ? [parts.length ? " · " : "", h("a", {href: record.url, rel: "noreferrer"}, "original")] : null),
    legend());
}

function downloads() {
  return h("p", {class: "downloads"}, "Save as ",
    FORMATS.map(([format, label, suffix], i) => [i ? ", " : "",
      h("button", {type: "button", class: "link", onclick: () => download(format, suffix)}, label)]));
}

function show(record) {
  const n = record.statements.length;
  const columns = h("div", {class: "columns"},
    h("article", {class: "text", lang: /^[\w-]+$/.test(record.language ?? "") ? record.language : null,
                  "aria-labelledby": "article-heading"}, marked_text(record.text, record.statements, number_of)),
    h("section", {class: "list", "aria-labelledby": "list-heading", tabindex: "0"},
      h("h3", {id: "list-heading"}, n ? plural(n, "statement") : "No statements found"),
      n ? statement_list(record) : h("p", {class: "hint"}, "Nobody is quoted here, in marks or in reported speech, as far as the program can tell.")));
  replace(result, heading(record), keeping(), downloads(), columns);
  result.hidden = false;
  link_marks(columns);
  announce(`${plural(n, "statement")} found`);
  result.querySelector("#article-heading").focus({preventScroll: true});
  result.scrollIntoView({block: "start"});
}

function accept_drops() {
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    const [dropped, ...others] = event.dataTransfer.files;
    const words = event.dataTransfer.getData("text/plain") || event.dataTransfer.getData("text/uri-list");
    if (others.length) {
      replace(status, notice("One article at a time, please; “quoth ingest” reads whole folders.", "error"));
    } else if (dropped) {
      read_file(dropped);
    } else if (words) {
      text.value = words;
      read_text();
    }
  });
}

file.addEventListener("change", () => {
  if (file.files[0]) read_file(file.files[0]);
  file.value = "";
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) read_text();
});
accept_drops();
document.getElementById("main").append(form(), status, result);
