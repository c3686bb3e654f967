// What the record has of an article, and what the pages make of it: links, citations, checks.
import {h, is_web_address, percent} from "./dom.js";

// Where each code point of a text begins in UTF-16 units, and the end: the record counts code points.
export function code_point_starts(text) {
  const starts = [];
  for (let i = 0; i < text.length; i += text.codePointAt(i) > 0xffff ? 2 : 1) starts.push(i);
  starts.push(text.length);
  return starts;
}

export function slice_code_points(text, starts, [begin, end]) {
  if (!(0 <= begin && begin <= end && end < starts.length)) throw new RangeError("beyond the text");
  return text.slice(starts[begin], starts[end]);
}

export async function sha256_hex(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Checks that the text is the one that was kept, by its hash, and that every word of the statement
// stands in it where the record says and is what was kept of it. Gives what failed, an empty list if
// nothing did. Whatever cannot be computed has failed.
export async function verify(article, statement, kept_words) {
  const failed = [];
  try {
    if (await sha256_hex(article.text) !== article.kept_sha256) failed.push("the text is not the one that was kept");
    if (article.sha256 !== article.kept_sha256) failed.push("the two hashes of the text differ");
    const starts = code_point_starts(article.text);
    const pieces = statement.content.map((span) => slice_code_points(article.text, starts, span));
    if (pieces.length === 0 || pieces.join(" ") !== statement.text) failed.push("the words do not stand where the record says");
    else if (statement.text !== kept_words) failed.push("the words are not those that were kept");
    for (const span of [...statement.source, ...statement.cue]) {
      if (!slice_code_points(article.text, starts, span)) failed.push("an empty piece of evidence");
    }
    for (const words of [statement.addressee, statement.when]) {
      if (words && slice_code_points(article.text, starts, words.span) !== words.text) failed.push(`“${words.text}” does not stand where the record says`);
    }
  } catch (error) {
    failed.push(`it could not be checked: ${error.message}`);
  }
  return failed;
}

// The same statement with its spans in UTF-16 units, for what works on strings of JavaScript.
export function in_utf16(statement, starts) {
  const spans = (list) => (list ?? []).map(([begin, end]) => [starts[begin], starts[end]]);
  return {...statement, source: spans(statement.source), cue: spans(statement.cue), content: spans(statement.content)};
}

export function statement_path(article, statement_id) {
  return `/statements/${article}-${statement_id}`;
}

// An address that opens the page at these words (Scroll to Text Fragment).
export function fragment_address(url, text) {
  if (!is_web_address(url)) return null;
  const words = text.replace(/^[“"‘']+|[”"’']+$/g, "").trim().split(/\s+/);
  const encode = (part) => encodeURIComponent(part.join(" ")).replaceAll("-", "%2D");
  const parts = words.length > 12 ? `${encode(words.slice(0, 5))},${encode(words.slice(-5))}` : encode(words);
  return `${url.split("#")[0]}#:~:text=${parts}`;
}

export function speaker_line(statement) {
  return statement.speakers.map((s) => (s.name === "AUTHOR" ? "the author" : s.name)).join("; ");
}

// “…,” Maria Keller, head of the harbour authority, in “Title”, Publisher, 2024-03-05, https://…
export function citation(article, statement) {
  const who = statement.speakers.map((s) => [s.name === "AUTHOR" ? "the author" : s.name, s.role].filter(Boolean).join(", "));
  const quoted = /^[“"‘']/.test(statement.text) ? statement.text : `“${statement.text}”`;
  const kind = statement.form === "direct" ? "" : " (reported)";
  const where = [article.title ? `“${article.title}”` : null, article.publisher, article.published, article.url].filter(Boolean);
  return `${quoted}${kind} — ${who.join("; ") || "no source named"}${where.length ? `, in ${where.join(", ")}` : ""}`;
}

export function person_link(person, name, kind = undefined) {
  if (!person) return h("bdi", null, name);
  return h("a", {href: `/people/${person}`, class: kind ? `kind-${kind}` : null}, h("bdi", null, name));
}

export function confidence_text(confidence) {
  return `${percent(confidence)} sure`;
}

// A button that puts text into the clipboard and says that it did.
export function copy_button(label, make_text) {
  const button = h("button", {type: "button", onclick: async () => {
    try {
      await navigator.clipboard.writeText(await make_text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  }}, label);
  return button;
}
