// All rows of a list as a file: a table (CSV), JSON lines, or JSON-LD in the words of schema.org.
import {h, notice, save} from "./dom.js";

// A field as RFC 4180 has it; what a spreadsheet would take for a formula is quoted as text.
function csv_field(value) {
  const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
  const inert = /^[=+\-@\t\r]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",\r\n]/.test(inert) || inert !== text ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export function to_csv(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((fields) => `${fields.map(csv_field).join(",")}\r\n`).join("");
}

export function to_json_lines(rows) {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

export function to_json_ld(rows, describe) {
  return `${JSON.stringify({"@context": "https://schema.org", "@graph": rows.map(describe)}, null, 1)}\n`;
}

// A person or body with what else a row says of them.
export function describe_person({id, name, kind, ...more}) {
  return {
    "@type": kind === "organisation" ? "Organization" : "Person", "@id": `${location.origin}/people/${id}`, name,
    additionalProperty: Object.entries(more).filter(([, value]) => value !== null && value !== undefined && String(value) !== "")
      .map(([property, value]) => ({"@type": "PropertyValue", name: property, value: Array.isArray(value) ? value.join("; ") : value})),
  };
}

const FORMATS = [
  ["CSV", "csv", "text/csv", (rows) => to_csv(rows)],
  ["JSON lines", "jsonl", "application/x-ndjson", (rows) => to_json_lines(rows)],
  ["JSON-LD", "jsonld", "application/ld+json", to_json_ld],
];

// "Save all as CSV, JSON lines, JSON-LD". `get_rows` gives all rows, or a promise of them, as flat objects;
// `describe` what one is in JSON-LD.
export function save_all(name, get_rows, describe) {
  const status = h("span", {role: "status"});
  const run = async ([, suffix, type, write]) => {
    status.textContent = " …";
    try {
      save(new Blob([write(await get_rows(), describe)], {type}), `${name}.${suffix}`);
      status.replaceChildren();
    } catch (error) {
      status.replaceChildren(notice(`This could not be saved: ${error.message}.`, "error"));
    }
  };
  return h("p", {class: "downloads"}, "Save all as ", FORMATS.map((format, i) =>
    [i ? ", " : null, h("button", {type: "button", class: "link", onclick: () => run(format)}, format[0])]), status);
}
