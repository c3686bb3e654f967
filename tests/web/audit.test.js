// The page that counts whose voices are heard.
import assert from "node:assert/strict";
import test from "node:test";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

suite("the audit", {}, (shared) => {
  const chart = (page, title) => page.locator("figure", {has: page.locator(`figcaption:text-is("${title}")`)});

  test("bars are as long as their numbers, and the numbers stand beside them", async () => {
    const page = await shared.visit("/audit", ".bars");
    const audit = await shared.server.get("/api/audit?limit=200");
    const rows = chart(page, "Statements by kind of source").locator(".bar-row");
    const kinds = ["named_person", "named_body", "unnamed", "document", "author", "nobody"].map((key) => audit.sources[key].statements);
    assert.deepEqual((await texts(rows.locator(".bar-value"))).map((text) => Number(text.split(" ")[0].replace(",", ""))), kinds);
    const widths = await rows.locator(".bar-fill").evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    widths.forEach((width, i) => assert.ok(Math.abs(width / widths[0] - kinds[i] / kinds[0]) < 0.01, `${width} for ${kinds[i]}`));
    assert.match(await text_of(page.locator(".lead")), new RegExp(`^${audit.all.statements.toLocaleString("en")} statements of `));
  });

  test("the table behind each chart has the same numbers", async () => {
    const page = await shared.visit("/audit", ".bars");
    const audit = await shared.server.get("/api/audit?limit=200");
    await page.click("summary:has-text('The numbers of')");
    const table = page.locator("table", {has: page.locator("caption:text-is('Who is quoted')")});
    assert.deepEqual(await texts(table.locator("tbody th")), audit.quoted.map((row) => row.name));
    assert.deepEqual(await texts(chart(page, "Statements").locator(".bar-label")), audit.quoted.slice(0, 20).map((row) => row.name));
    assert.deepEqual(await texts(table.locator("tbody td:nth-child(4)")), audit.quoted.map((row) => String(row.count.statements)));
  });

  test("an outlet and dates narrow it, and the address keeps them", async () => {
    const page = await shared.visit("/audit", ".bars");
    await page.selectOption("#publisher", "The Quay");
    await page.fill("#since", "2023-01-01");
    await page.fill("#until", "2023-12-31");
    await page.click("button.primary");
    await page.waitForURL(/publisher=The\+Quay/);
    await page.waitForSelector(".bars");
    const audit = await shared.server.get("/api/audit?publisher=The+Quay&since=2023-01-01&until=2023-12-31");
    assert.match(await text_of(page.locator(".lead")), new RegExp(`^${audit.all.statements} statements of .* in ${audit.articles} articles`));
    assert.equal(await page.inputValue("#publisher"), "The Quay");
  });

  test("every row is saved", async () => {
    const page = await shared.visit("/audit", ".bars");
    const audit = await shared.server.get("/api/audit?limit=1000");
    const {name, text} = await saved(page, page.locator("button:text-is('CSV')").first());
    assert.equal(name, "quoted.csv");
    const lines = text.trim().split("\r\n");
    assert.equal(lines[0], "id,name,kind,articles,pronoun,statements,words,first_third,middle_third,last_third");
    assert.equal(lines.length, audit.quoted.length + 1);
  });

  test("a part with nothing in it says so", async () => {
    const page = await shared.visit("/audit?since=1999-01-01&until=1999-12-31", ".notice >> text=There are no");
    assert.equal(await text_of(page.locator("#audit .notice")), "There are no statements in this part of the record.");
  });

  test("by keyboard alone: the numbers, and one person", async () => {
    const page = await shared.visit("/audit", ".bars");
    await tab_to(page, "details.behind > summary");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("details.behind[open] table").first().isVisible(), true);
    await tab_to(page, ".bar-label a");
    await page.keyboard.press("Enter");
    await page.waitForURL(/people\/\d+$/);
  });
});
