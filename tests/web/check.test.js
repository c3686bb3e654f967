// The page that checks a draft.
import assert from "node:assert/strict";
import test from "node:test";
import {ARTICLE, DRAFT} from "./support/pages.js";
import {suite, tab_to, text_of, texts} from "./support/suite.js";

suite("checking a draft", {}, (shared) => {
  const entry = (page, words) => page.locator(".statements > li", {has: page.locator("blockquote", {hasText: words})});

  test("each quotation has its verdict, and what differs", async () => {
    const page = await shared.visit("/check", "#draft");
    await page.fill("#draft", DRAFT);
    await page.fill("#against", ARTICLE);
    await page.click("text=Check it");
    await page.waitForSelector("#result .verdict");
    assert.equal(await text_of(entry(page, "Nobody was asleep").locator(".verdict")), "✓ verbatim");
    const altered = entry(page, "two hours before the water came");
    assert.equal(await text_of(altered.locator(".verdict")), "≠ altered");
    assert.equal(await text_of(altered.locator("del")), "two hours");
    assert.equal(await text_of(altered.locator("ins")), "an hour");
    const other = entry(page, "They knew, and they did nothing");
    assert.equal(await text_of(other.locator(".verdict")), "⇄ said by somebody else");
    assert.match(await text_of(other), /said by Jonas Brandt/);
    assert.equal(await text_of(entry(page, "Nobody paid").locator(".verdict")), "? not found");
    const marks = await page.locator("article a.checked").evaluateAll((all) => all.map((a) => [a.textContent, a.className]));
    assert.ok(marks.some(([text, kind]) => text.startsWith("Nobody was asleep") && kind === "checked good"));
    assert.ok(marks.some(([text, kind]) => text.startsWith("Nobody paid") && kind === "checked bad"));
    assert.equal(await page.evaluate(() => document.activeElement.id), "found");
  });

  test("against the record, with a link to the article", async () => {
    const page = await shared.visit("/check", "#draft");
    const {hit} = shared.places;
    await page.fill("#draft", `“We closed the gates at noon, an hour before the water came,” said ${hit.speakers[0].name}.`);
    await page.click("text=Check it");
    await page.waitForSelector("#result .verdict");
    assert.equal(await text_of(page.locator(".verdict")), "✓ verbatim");
    assert.match(await page.locator(".statements a").first().getAttribute("href"), /^\/articles\/[0-9a-f]{16}$/);
  });

  test("by keyboard alone, and from a mark to its verdict", async () => {
    const page = await shared.visit("/check", "#draft");
    await tab_to(page, "#draft");
    await page.keyboard.insertText(DRAFT);
    await tab_to(page, "#against");
    await page.keyboard.insertText(ARTICLE);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#result .verdict");
    await tab_to(page, "a.checked");
    await page.keyboard.press("Enter");
    assert.match(new URL(page.url()).hash, /^#found-\d+$/);
  });

  test("what is missing is said", async () => {
    const page = await shared.visit("/check", "#draft");
    await page.evaluate(() => document.querySelector("#draft").removeAttribute("required"));
    await page.click("text=Check it");
    assert.equal(await text_of(page.locator("#status")), "Paste a draft first.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "draft");
    await page.fill("#draft", "Nobody said anything.");
    await page.fill("#against", ARTICLE);
    await page.click("text=Check it");
    await page.waitForSelector("#result:not([hidden])");
    assert.deepEqual(await texts(page.locator("#found")), ["No findings"]);
  });
});
