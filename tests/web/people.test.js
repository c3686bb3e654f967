// The page of who is in the record.
import assert from "node:assert/strict";
import test from "node:test";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

suite("who is in the record", {}, (shared) => {
  test("the most quoted come first, with roles and counts", async () => {
    const page = await shared.visit("/people", "#people table");
    const {people} = await shared.server.get("/api/people?limit=50");
    assert.deepEqual(await texts(page.locator("tbody th")), people.map((p) => p.name));
    assert.deepEqual(await texts(page.locator("tbody td:nth-child(4)")), people.map((p) => String(p.statements)));
  });

  test("by name and kind, and on to the next page and back", async () => {
    const page = await shared.visit("/people", "#people table");
    await page.fill("#name", "Keller");
    await page.selectOption("#kind", "person");
    await page.click("button.primary");
    await page.waitForURL(/name=Keller/);
    await page.waitForSelector("#people table");
    const names = await texts(page.locator("tbody th"));
    assert.ok(names.length > 5 && names.every((name) => name.includes("Keller")), names.join());
    const all = await shared.visit("/people", "#people table");
    await all.click("a[rel=next]");
    await all.waitForURL(/offset=50/);
    await all.waitForSelector("a[rel=prev]");
    await all.click("a[rel=prev]");
    await all.waitForURL(/people$/);
  });

  test("all of them are saved, not one page", async () => {
    const page = await shared.visit("/people?kind=person", "#people table");
    const {people} = await shared.server.get("/api/people?kind=person&limit=1000");
    assert.ok(people.length > 50);
    const rows = (await saved(page, page.locator("button:text-is('JSON lines')"))).text.trim().split("\n").map(JSON.parse);
    assert.deepEqual(rows.map((row) => row.id), people.map((p) => p.id));
    const table = (await saved(page, page.locator("button:text-is('CSV')"))).text.split("\r\n");
    assert.equal(table[0], "id,name,kind,articles,statements,about,first,last,roles");
    assert.equal(table.length, people.length + 2);
    const graph = JSON.parse((await saved(page, page.locator("button:text-is('JSON-LD')"))).text);
    assert.equal(graph["@graph"].length, people.length);
    assert.deepEqual([graph["@graph"][0]["@type"], graph["@graph"][0].name], ["Person", people[0].name]);
  });

  test("a name that a spreadsheet would run is saved as text", async () => {
    const page = await shared.visit("/people", "#people table");
    const [formula] = await page.evaluate(async () => {
      const {to_csv} = await import("/assets/export.js");
      return [to_csv([{name: '=HYPERLINK("x")', n: -1}])];
    });
    assert.equal(formula, 'name,n\r\n"\'=HYPERLINK(""x"")",-1\r\n');
  });

  test("nobody found says so", async () => {
    const page = await shared.visit("/people?name=zzzz", ".notice");
    assert.equal(await text_of(page.locator(".notice")), "Nobody of that name or role is in the record.");
  });

  test("by keyboard alone: from a name to the person", async () => {
    const page = await shared.visit("/people", "#people table");
    await tab_to(page, "#name");
    await page.keyboard.type("Keller");
    await page.keyboard.press("Enter");
    await page.waitForURL(/name=Keller/);
    await page.waitForSelector("#people table");
    await tab_to(page, "tbody a");
    await page.keyboard.press("Enter");
    await page.waitForURL(/people\/\d+$/);
    await page.waitForSelector("h1 bdi");
    assert.match(await text_of(page.locator("h1")), /Keller/);
  });
});
