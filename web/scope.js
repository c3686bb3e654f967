// The form that says which part of the record a page is about; what it says stands in the address.
import {get} from "./api.js";
import {h} from "./dom.js";

export async function scope_form(extra = []) {
  const {outlets, first, last} = await get("/api/outlets");
  const asked = new URLSearchParams(location.search);
  const outlet = h("select", {id: "publisher", name: "publisher"}, h("option", {value: ""}, "all outlets"),
    outlets.filter((o) => o.name).map((o) => h("option", {value: o.name, selected: asked.get("publisher") === o.name}, o.name)));
  const section = h("select", {id: "section", name: "section"});
  const fill_sections = () => {
    const chosen = outlets.filter((o) => !outlet.value || o.name === outlet.value);
    const names = [...new Set(chosen.flatMap((o) => o.sections))].sort();
    section.replaceChildren(h("option", {value: ""}, "all sections"),
      ...names.map((name) => h("option", {value: name, selected: asked.get("section") === name}, name)));
    section.disabled = names.length === 0;
  };
  fill_sections();
  outlet.addEventListener("change", fill_sections);
  const date = (name) => h("input", {type: "date", id: name, name, value: asked.get(name) ?? "", min: first || null, max: last || null});
  const field = (label, control, hint = null) => h("div", null, h("label", {for: control.id}, label), control, hint);
  return h("form", {class: "scope", method: "get"},
    h("div", {class: "fields"}, field("Outlet", outlet), field("Section", section), field("From", date("since")), field("Until", date("until")),
      extra.map(([label, control]) => field(label, control))),
    h("p", {class: "actions"},
      h("label", {class: "check"}, h("input", {type: "checkbox", name: "copies", value: "true", checked: asked.get("copies") === "true"}), " count copies of wire stories too"),
      h("button", {type: "submit", class: "primary"}, "Show")));
}

// What the address asks for, without what is empty.
export function asked_for(names) {
  const asked = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, asked.get(name)]).filter(([, value]) => value));
}
