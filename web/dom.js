// Elements made of data. Every string goes into the page as text or as the value of an attribute,
// never as markup, so that nothing an article holds can become an element or run. The server's
// Content-Security-Policy (Trusted Types) makes the browser refuse any other way.

const SVG = "http://www.w3.org/2000/svg";

// Attributes: strings and numbers as they are; true without a value; null and false not at all;
// functions are listeners of that event ("onclick"). Children: nodes, strings, numbers, lists of
// them; null is left out.
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "href" || name === "src") element.setAttribute(name, safe_address(value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...flatten(children));
  return element;
}

function flatten(children) {
  return children.flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

export function replace(parent, ...children) {
  parent.replaceChildren(...flatten(children));
  return parent;
}

// An address of this server, or of the web; of anything else ("javascript:…") nothing is left.
export function safe_address(address) {
  const text = String(address);
  if (text.startsWith("#") || (text.startsWith("/") && !text.startsWith("//"))) return text;
  if (text.startsWith("?")) return text;
  return is_web_address(text) || text.startsWith("blob:") ? text : "#";
}

export function is_web_address(address) {
  try {
    return ["http:", "https:"].includes(new URL(String(address)).protocol);
  } catch {
    return false;
  }
}

export function plural(n, one, many = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : many}`;
}

export function number(n) {
  return Number(n).toLocaleString("en");
}

export function percent(fraction) {
  return `${Math.round(fraction * 100)} %`;
}

// Says something to those who hear the page, and shows it where the page has a place for it.
let live = null;
export function announce(text) {
  if (!live) {
    live = h("p", {class: "hidden", role: "status", "aria-live": "polite"});
    document.body.append(live);
  }
  live.textContent = text;
}

export function notice(text, kind = "info") {
  return h("p", {class: `notice ${kind}`, role: kind === "error" ? "alert" : null}, text);
}

// Offers bytes as a file.
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = h("a", {href: address, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
