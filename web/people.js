// The page of who is in the record.
import {get, with_query} from "./api.js";
import {describe_person, save_all} from "./export.js";
import {h, notice, number, plural, replace} from "./dom.js";
import {table} from "./chart.js";
import {label} from "./labels.js";
import {asked_for} from "./scope.js";

const main = document.getElementById("main");
const place = h("div", {id: "people"});
const asked = asked_for(["name", "role", "kind", "order", "offset"]);

function select(name, choices) {
  return h("select", {id: name, name}, choices.map(([value, text]) =>
    h("option", {value, selected: (asked[name] ?? "") === value}, text)));
}

function form() {
  const field = (text, control) => h("div", null, h("label", {for: control.id}, text), control);
  return h("form", {class: "scope", method: "get", role: "search"}, h("div", {class: "fields"},
    field("Name", h("input", {id: "name", name: "name", type: "search", value: asked.name ?? ""})),
    field("Role", h("input", {id: "role", name: "role", type: "search", value: asked.role ?? ""})),
    field("What", select("kind", [["", "persons and bodies"], ["person", "persons"], ["organisation", "bodies"]])),
    field("Order", select("order", [["", "most quoted first"], ["articles", "in most articles first"], ["name", "by name"]]))),
  h("p", {class: "actions"}, h("button", {type: "submit", class: "primary"}, "Show")));
}

function pages(next) {
  const offset = Number(asked.offset ?? 0);
  const to = (n) => with_query("/people", {...asked, offset: n || null});
  return h("nav", {class: "actions", "aria-label": "Pages of the list"},
    offset > 0 ? h("a", {class: "button", rel: "prev", href: to(Math.max(0, offset - 50))}, "Previous") : null,
    next === null ? null : h("a", {class: "button", rel: "next", href: to(next)}, "Next"));
}

// Every page of the list.
async function all_people() {
  const rows = [];
  for (let offset = 0; offset !== null;) {
    const {people, next} = await get("/api/people", {...asked, offset, limit: 500});
    rows.push(...people);
    offset = next;
  }
  return rows;
}

function show({people, next}) {
  if (people.length === 0) {
    replace(place, notice("Nobody of that name or role is in the record."));
    return;
  }
  replace(place, table("People and bodies", [
    {name: "Who", value: (p) => h("a", {href: `/people/${p.id}`}, h("bdi", null, p.name))},
    {name: "What", value: (p) => label("kind", p.kind)},
    {name: "Roles", value: (p) => h("bdi", null, p.roles.join("; "))},
    {name: "Statements", numeric: true, value: (p) => number(p.statements)},
    {name: "About them", numeric: true, value: (p) => number(p.about)},
    {name: "Articles", numeric: true, value: (p) => number(p.articles)},
    {name: "When", value: (p) => (p.first ? (p.first === p.last ? p.first : `${p.first} to ${p.last}`) : "")},
  ], people), pages(next), h("p", {class: "hint"}, `${plural(people.length, "row")} shown.`), save_all("people", all_people, describe_person));
}

main.append(form(), place);
try {
  show(await get("/api/people", {...asked, limit: 50}));
} catch (error) {
  replace(place, notice(`This cannot be shown: ${error.message}.`, "error"));
}
