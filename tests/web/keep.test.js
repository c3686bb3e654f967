// The button that keeps an article in the record, of a server that may write.
import assert from "node:assert/strict";
import test from "node:test";
import {ARTICLE} from "./support/pages.js";
import {suite, tab_to, text_of} from "./support/suite.js";

async function read(page, words) {
  await page.fill("#text", words);
  await page.click("text=Read it");
  await page.waitForSelector("#result .statements > li");
}

suite("keeping an article", {articles: 20, writable: true}, (shared) => {
  const found = async () => (await shared.server.get("/api/search?q=%22nobody+was+asleep%22")).found;
  const visit = () => shared.visit(`/#token=${shared.server.token}`, "#text");

  test("nothing is stored by reading, and the article by asking", async () => {
    const page = await visit();
    await read(page, ARTICLE);
    assert.equal(await found(), 0);
    const n = await page.locator(".statements > li").count();
    await page.click("#keep button");
    await page.waitForSelector("#keep a");
    assert.equal(await text_of(page.locator("#keep")), `It is in the record now: ${n} statements.`);
    assert.ok(await found() > 0);
    await page.click("#keep a");
    await page.waitForSelector(".columns");
    assert.ok((await page.locator("article.text").innerText()).includes("Nobody was asleep"));
  });

  test("by keyboard alone; a second time it is there already", async () => {
    const page = await visit();
    await read(page, ARTICLE);
    await tab_to(page, "#keep button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#keep a");
    assert.match(await text_of(page.locator("#keep")), /^The record has it already: /);
    assert.equal(await page.evaluate(() => document.activeElement.matches("#keep a")), true);
  });

  test("without the token nothing is kept, and the page says why", async () => {
    const page = await shared.visit("/", "#text", {expected: /status of 403/});
    await read(page, ARTICLE.replaceAll("asleep", "awake"));
    await page.click("#keep button");
    await page.waitForSelector("#keep [role=alert]");
    assert.match(await text_of(page.locator("#keep [role=alert]")), /^This could not be kept: needs the token/);
    assert.equal((await shared.server.get("/api/search?q=%22nobody+was+awake%22")).found, 0);
  });

  test("hostile words are kept as words", async () => {
    const page = await visit();
    await page.evaluate(() => document.querySelector("#article-title").closest("details").setAttribute("open", ""));
    await page.fill("#article-title", "<img src=x onerror=window.pwned=1>");
    await read(page, "“<script>window.pwned=1</script> is what we saw,” Maria Keller told reporters on Monday.");
    await page.click("#keep button");
    await page.waitForSelector("#keep a");
    await page.click("#keep a");
    await page.waitForSelector(".columns");
    assert.equal(await text_of(page.locator("h1")), "<img src=x onerror=window.pwned=1>");
    assert.ok((await page.locator("article.text").innerText()).includes("<script>window.pwned=1</script>"));
  });
});

suite("a server that only reads", {articles: 20}, (shared) => {
  test("keeps nothing and offers nothing that would", async () => {
    const page = await shared.visit("/", "#text");
    await read(page, ARTICLE);
    assert.equal(await page.locator("#keep").count(), 0);
    assert.equal((await shared.server.get("/api/search?q=%22nobody+was+asleep%22")).found, 0);
  });
});
