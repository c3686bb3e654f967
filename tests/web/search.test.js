// The page that searches: facets, counts, dates, snippets, permalinks and exports.
import assert from "node:assert/strict";
import test from "node:test";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

suite("searching the record", {}, (shared) => {
  const count = (page) => text_of(page.locator("#count"));
  const found = async (query) => (await shared.server.get(`/api/search?limit=1&${query}`)).found;

  test("words are found, and marked where they stand", async () => {
    const page = await shared.visit("/search", ".hit");
    await page.fill("#q", "gates");
    await page.click("form button.primary");
    await page.waitForURL("**/search?q=gates");
    await page.waitForSelector("#count >> text=best first");
    assert.equal(await count(page), `${await found("q=gates")} statements, best first`);
    assert.equal(await page.locator(".hit").count(), 20);
    assert.deepEqual([...new Set((await texts(page.locator(".hit mark"))).map((word) => word.toLowerCase()))], ["gates"]);
    assert.equal(await page.locator(".hit:not(:has(mark))").count(), 0);
    assert.equal(await page.title(), "gates – Search – quoth");
  });

  test("a facet narrows to what it counts, can be dropped, and Back undoes", async () => {
    const page = await shared.visit("/search?q=gates", "#facets section");
    const denies = page.locator("#facets li", {hasText: "denies"});
    const n = Number(await text_of(denies.locator(".n")));
    assert.equal(n, await found("q=gates&act=deny"));
    await denies.locator("a").click();
    await page.waitForURL("**/search?q=gates&act=deny");
    await page.waitForSelector(`#count >> text=${n} statements`);
    assert.deepEqual([...new Set(await texts(page.locator(".hit .tag.act")))], ["denies"]);
    await page.click('button[aria-label="remove Act: denies"]');
    await page.waitForURL("**/search?q=gates");
    await page.goBack();
    await page.waitForSelector(`#count >> text=${n} statements`);
    assert.equal(new URL(page.url()).search, "?q=gates&act=deny");
  });

  test("dates hold back what is outside of them", async () => {
    const page = await shared.visit("/search?since=2023-03-01&until=2023-03-31&order=newest", ".hit");
    assert.equal(await count(page), `${await found("since=2023-03-01&until=2023-03-31")} statements, newest first`);
    const days = (await texts(page.locator(".hit > .hint"))).map((line) => line.slice(0, 10));
    assert.ok(days.length > 0 && days.every((day) => day >= "2023-03-01" && day <= "2023-03-31"), days.join());
    assert.deepEqual(days, [...days].sort().reverse());
    assert.equal(await page.inputValue("#since"), "2023-03-01");
  });

  test("the address is a permalink of the search, each hit has one of its own", async () => {
    const page = await shared.visit("/search?q=gates&speaker=Keller&min_confidence=0.75", "#count");
    assert.equal(await page.inputValue("#q"), "gates");
    assert.equal(await page.inputValue("#speaker"), "Keller");
    assert.equal(await page.inputValue("#min_confidence"), "0.75");
    const [hit] = (await shared.server.get("/api/search?q=%22before+the+water+came%22")).results;
    const other = await shared.visit("/search?q=%22before+the+water+came%22", ".hit");
    const link = other.locator(`.hit a[href="/statements/${hit.id}"]`);
    assert.equal(await text_of(link), "evidence and link");
    await link.click();
    await other.waitForSelector(".badge.verified");
  });

  test("all rows are saved, not only those shown", async () => {
    const page = await shared.visit("/search?q=gates", ".hit");
    const n = await found("q=gates");
    assert.ok(n > 20);
    const lines = await saved(page, page.locator(".downloads a", {hasText: "JSON lines"}));
    assert.equal(lines.text.trim().split("\n").map((line) => JSON.parse(line).id).length, n);
    const table = await saved(page, page.locator(".downloads a", {hasText: "CSV"}));
    assert.equal(table.text.trim().split("\r\n").length, n + 1);
    const graph = await saved(page, page.locator(".downloads a", {hasText: "JSON-LD"}));
    assert.equal(JSON.parse(graph.text)["@context"], "https://schema.org");
    assert.equal(lines.name, "statements.jsonl");
  });

  test("more are shown on demand, and the focus goes to the first of them", async () => {
    const page = await shared.visit("/search?q=gates", ".hit");
    await page.click("text=Show more");
    await page.waitForSelector(".hit:nth-child(21)");
    assert.equal(await page.evaluate(() => [...document.querySelectorAll(".hit")].indexOf(document.activeElement.closest(".hit"))), 20);
  });

  test("nothing found says what to try; a wrong query says what is wrong", async () => {
    const page = await shared.visit("/search?q=zzzz", "#count");
    assert.equal(await count(page), "0 statements, best first");
    assert.match(await text_of(page.locator(".notice")), /^Nothing was found\. Try fewer words/);
    const wrong = await shared.visit("/search?since=yesterday", ".notice.error", {expected: /status of 400/});
    assert.match(await text_of(wrong.locator("#results .notice.error")), /this must be a date like 2024, 2024-03 or 2024-03-05/);
  });

  test("by keyboard alone: from the words to the evidence", async () => {
    const page = await shared.visit("/search", ".hit");
    await tab_to(page, "#q");
    await page.keyboard.type("gates");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=gates");
    await page.waitForSelector("#count >> text=best first");
    await tab_to(page, '.hit a[href^="/statements/"]');
    await page.keyboard.press("Enter");
    await page.waitForSelector(".badge.verified");
  });
});
