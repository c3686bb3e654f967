// The page of one article of the record: its text with the speech marked, and who said what.
import {get} from "./api.js";
import {h, is_web_address, notice, plural, replace} from "./dom.js";
import {legend, link_marks, marked_text} from "./marked_text.js";
import {number_of, statement_list} from "./statements.js";

const main = document.getElementById("main");
const id = decodeURIComponent(location.pathname.split("/").at(-1));

function show(article) {
  const title = article.title || article.id;
  document.title = `${title} – quoth`;
  const parts = [article.publisher, article.section, article.author, article.published].filter(Boolean);
  const columns = h("div", {class: "columns"},
    h("article", {class: "text", "aria-labelledby": "title"}, marked_text(article.text, article.statements, number_of)),
    h("section", {class: "list", "aria-labelledby": "list-heading", tabindex: "0"},
      h("h2", {id: "list-heading"}, plural(article.statements.length, "statement")), statement_list(article)));
  replace(main, h("h1", {id: "title", dir: "auto"}, title),
    h("p", {class: "about"}, parts.map((p, i) => [i ? " · " : null, h("bdi", null, p)]),
      is_web_address(article.url) ? [parts.length ? " · " : null, h("a", {href: article.url, rel: "noreferrer"}, "original")] : null,
      article.duplicate_of ? [" · ", h("a", {href: `/articles/${article.duplicate_of}`}, "a copy of an earlier article")] : null),
    legend(),
    h("p", {class: "downloads"}, "Save as ", [["jsonl", "JSON"], ["csv", "CSV"], ["jsonld", "JSON-LD"], ["annotation", "Web Annotations"], ["tei", "TEI P5"], ["html", "a page"]]
      .map(([format, name], i) => [i ? ", " : null, h("a", {href: `/api/articles/${id}?format=${format}`, download: ""}, name)])),
    columns);
  link_marks(columns);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

try {
  show(await get(`/api/articles/${encodeURIComponent(id)}`, {offsets: "utf16"}));
} catch (error) {
  replace(main, h("h1", {id: "title"}, "Article"), notice(`This cannot be shown: ${error.message}.`, "error"));
}
