// What holds for every page, at one width of the window: nothing that axe-core calls serious, in light
// and dark; a title, a language and one heading; nothing beside the window; nothing that jumps.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import test from "node:test";
import {PAGES, path_of} from "./pages.js";
import {suite} from "./suite.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function axe(page, options) {
  const {violations} = await page.evaluate((given) => window.axe.run(document, given), options);
  return violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`));
}

// The elements that reach beyond the window and cannot be scrolled to within a region of their own.
function overhanging() {
  return document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".table, .picture, svg"))
    .map((element) => `${element.tagName}.${element.className}`);
}

// What is folded away is looked at too, of long tables the first rows.
function open_details() {
  for (const row of document.querySelectorAll("tbody tr:nth-child(n+15)")) row.remove();
  for (const details of document.querySelectorAll("details")) details.open = true;
}

async function check(page, name) {
  const basics = await page.evaluate(() => ({
    title: document.title, lang: document.documentElement.lang, headings: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length, empty: !document.querySelector("h1")?.innerText.trim(),
  }));
  assert.match(basics.title, /^\S.* – quoth$/s);
  assert.deepEqual({...basics, title: ""}, {title: "", lang: "en", headings: 1, main: 1, empty: false});
  assert.deepEqual(await page.evaluate(overhanging), []);
  const shift = await page.evaluate(() => window.watched.shift);
  assert.ok(shift < 0.1, `${name} shifts its layout by ${shift}`);
  await page.evaluate(open_details);
  await page.evaluate(AXE);
  assert.deepEqual(await axe(page, {resultTypes: ["violations"]}), []);
  await page.emulateMedia({colorScheme: "dark"});
  assert.deepEqual(await axe(page, {runOnly: ["color-contrast"], resultTypes: ["violations"]}), []);
}

export function check_every_page(name, viewport) {
  suite(name, {}, (shared) => {
    for (const {name, path, ready, act, expected} of PAGES.filter((page) => !page.only_shots)) {
      test(name, async () => {
        const page = await shared.visit(path_of({path}, shared.places), act ? "form" : ready, {viewport, expected});
        await act?.(page);
        await page.waitForSelector(ready);
        await check(page, name);
      });
    }
  });
}
