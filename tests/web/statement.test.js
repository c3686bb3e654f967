// The page of one statement: words in their place, evidence, copies, citations, and a badge that fails closed.
import assert from "node:assert/strict";
import test from "node:test";
import {find_places} from "./support/pages.js";
import {Server} from "./support/quoth.js";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

async function clipboard_after(page, locator) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const button = await locator.elementHandle();
  await button.click();
  while (await button.textContent() !== "Copied") await page.waitForTimeout(20);
  return page.evaluate(() => navigator.clipboard.readText());
}

suite("the page of a statement", {}, (shared) => {
  const visit = (id = shared.places.hit.id) => shared.visit(`/statements/${id}`, ".badge:not(:text('Checking'))");

  test("the words stand in place, with the sentences around", async () => {
    const page = await visit();
    const {hit} = shared.places;
    const {article, context} = await shared.server.get(`/api/statements/${hit.id}`);
    const points = [...article.text];
    const around = points.slice(...context).join("");
    const shown = (await text_of(page.locator(".context"))).replace(/^… | …$/g, "");
    assert.equal(shown, around.replace(/\s+/g, " ").trim());
    assert.equal(await text_of(page.locator(".context .mark.content")), hit.text);
    assert.equal(await text_of(page.locator(".context .mark.source")), hit.speakers[0].name);
    assert.ok(around.length > hit.text.length + 20);
  });

  test("every field has the words that say so", async () => {
    const page = await visit();
    const {hit} = shared.places;
    const rows = new Map(await page.locator("table tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText)).map(([field, value, words]) => [field, [value, words]])));
    assert.equal(rows.get("Speaker")[1], hit.speakers[0].name);
    assert.ok(rows.get("Speaker")[0].startsWith(hit.speakers[0].name));
    assert.equal(rows.get("Form")[1], hit.text);
    assert.match(rows.get("Confidence")[0], new RegExp(`${Math.round(hit.confidence * 100)} %`));
    for (const field of ["Speaker", "Said by", "Form", "Confidence"]) assert.ok(rows.get(field)[1].length > 1, field);
  });

  test("other copies stand below, with what differs", async () => {
    const page = await visit();
    await page.waitForSelector("text=Same words elsewhere >> xpath=..");
    const copies = await shared.server.get(`/api/statements/${shared.places.hit.id}/copies`);
    assert.ok(copies.printings.length > 10);
    assert.equal(await page.locator(".stands > li").count(), copies.printings.length);
    assert.deepEqual(await texts(page.locator(".edits del").first()), ["an"]);
    assert.deepEqual(await texts(page.locator(".edits ins").first()), ["one"]);
    const table = await saved(page, page.locator("section button:text-is('CSV')"));
    assert.equal(table.text.trim().split("\r\n").length, copies.printings.length + 1);
  });

  test("is copied as a citation and as JSON-LD, and linked to at its words", async () => {
    const page = await visit();
    const {hit} = shared.places;
    const citation = await clipboard_after(page, page.locator("text=Copy citation"));
    assert.ok(citation.startsWith(`${hit.text} — ${hit.speakers[0].name}, ${hit.speakers[0].role}, in “${hit.article.title}”, ${hit.article.publisher}, ${hit.article.published}, ${hit.article.url}`), citation);
    const json = JSON.parse(await clipboard_after(page, page.locator("text=Copy JSON-LD")));
    assert.equal(json["@context"], "https://schema.org");
    assert.ok(JSON.stringify(json).includes(JSON.stringify(hit.text).slice(1, -1)));
    const link = new URL(await page.locator("text=Open the original at these words").getAttribute("href"));
    assert.equal(link.origin + link.pathname, hit.article.url);
    assert.match(link.hash, /^#:~:text=we%20closed%20the%20gates/);
  });

  test("the badge says that hash and words were checked here", async () => {
    const page = await visit();
    assert.match(await text_of(page.locator(".badge.verified")), /^✓ Verified in this browser: the hash/);
  });

  test("by keyboard alone: to the article and the person", async () => {
    const page = await visit();
    await tab_to(page, '.about a[href^="/articles/"]');
    await page.keyboard.press("Enter");
    await page.waitForSelector(".columns");
    await page.goBack();
    await page.waitForSelector(".badge.verified");
    await tab_to(page, 'td a[href^="/people/"]');
    await page.keyboard.press("Enter");
    await page.waitForURL("**/people/*");
  });

  test("what is not there is said", async () => {
    const page = await shared.visit("/statements/0000000000000000-s1", ".notice.error", {expected: /status of 404/});
    assert.match(await text_of(page.locator(".notice.error")), /^This cannot be shown: the record has no/);
  });
});

// [what somebody changed in the file, what the badge must say]
const TAMPERED = [
  ["a word of the text", "UPDATE texts SET text = replace(text, 'closed the gates', 'opened the gates')", /the text is not the one that was kept/],
  ["the text after the words", "UPDATE texts SET text = text || 'More.'", /the text is not the one that was kept/],
  ["the hash that was kept", "UPDATE articles SET text_sha256 = printf('%064d', 0)", /the text is not the one that was kept/],
  ["where the words stand", "UPDATE statements SET evidence = json_set(evidence, '$.content', json('[[0, 5]]'))", /the words are not those that were kept/],
  ["the words that are shown", "UPDATE statements SET text = replace(text, 'noon', 'dawn')", /the words are not those that were kept/],
];

suite("the badge fails closed", {articles: 0}, (shared) => {
  for (const [what, sql, says] of TAMPERED) {
    test(`when somebody changed ${what}`, async () => {
      const server = await Server.start({articles: 60, sql});
      try {
        const {hit} = await find_places(server);
        const page = await shared.visit(`${server.origin}/statements/${hit.id}`, ".badge.failed", {origin: server.origin});
        assert.match(await text_of(page.locator(".badge")), /^✗ Not verified: .*Do not rely on this entry\.$/);
        assert.match(await text_of(page.locator(".badge")), says);
        assert.equal(await page.locator(".badge.verified").count(), 0);
      } finally {
        await server.stop();
      }
    });
  }
});
