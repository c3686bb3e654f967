// The page of one article of the record.
import assert from "node:assert/strict";
import test from "node:test";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

suite("the page of an article", {}, (shared) => {
  // An article with an answer in it, as most are.
  const visit = async () => {
    const {results} = await shared.server.get("/api/search?act=deny&limit=1");
    const page = await shared.visit(`/articles/${results[0].article.id}`, ".statements");
    return {page, article: await shared.server.get(`/api/articles/${results[0].article.id}?offsets=utf16`)};
  };

  test("every statement is marked in its place and listed", async () => {
    const {page, article} = await visit();
    assert.equal(await text_of(page.locator("h1")), article.title);
    for (const statement of article.statements) {
      for (const role of ["source", "cue", "content"]) {
        const marked = await page.locator(`article .mark.${role}[data-s~="${statement.id}"]`).allInnerTexts();
        assert.deepEqual(marked.join(""), statement[role].map(([begin, end]) => article.text.slice(begin, end)).join(""), `${role} of ${statement.id}`);
      }
    }
    assert.deepEqual(await texts(page.locator(".statements blockquote")), article.statements.map((s) => s.text));
  });

  test("answers are arrows from the answer to what it answers", async () => {
    const {page, article} = await visit();
    const answers = article.statements.filter((s) => s.replies_to);
    assert.ok(answers.length > 0);
    assert.equal(await page.locator(".threaded path.reply").count(), answers.length);
    const at = async (id) => (await page.locator(`#entry-${id}`).boundingBox()).y;
    const arrow = await page.locator("path.reply").first().boundingBox();
    const [from, to] = [await at(answers[0].id), await at(answers[0].replies_to)];
    assert.ok(Math.abs(arrow.y - (to + 20)) < 6 && Math.abs(arrow.y + arrow.height - (from + 20)) < 6, JSON.stringify({arrow, from, to}));
    assert.match(await text_of(page.locator(`#entry-${answers[0].id} .facts`)), new RegExp(`answers ${answers[0].replies_to.slice(1)} \\(`));
  });

  test("hover and keyboard link the list and the text, both ways", async () => {
    const {page} = await visit();
    await page.hover("#entry-s2");
    assert.ok(await page.locator('article .mark.content.on[data-s~="s2"]').count() > 0);
    await tab_to(page, "article .number");
    assert.equal(await page.locator("#entry-s1.on").count(), 1);
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#entry-s1");
    await tab_to(page, "#entry-s1 a");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator('article .mark.source.on[data-s~="s2"]').count(), 1);
    assert.equal(await page.locator('article .mark.on[data-s="s1"]').count(), 0);
  });

  test("is saved in each format", async () => {
    const {page, article} = await visit();
    const json = await saved(page, page.locator(".downloads a:text-is('JSON')"));
    assert.equal(JSON.parse(json.text).sha256, article.sha256);
    const table = await saved(page, page.locator(".downloads a:text-is('CSV')"));
    assert.equal(table.text.trim().split("\r\n").length, article.statements.length + 1);
  });
});
