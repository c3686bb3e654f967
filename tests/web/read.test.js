// The page that reads an article: pasted, dropped or opened as a file.
import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import test from "node:test";
import {ARTICLE} from "./support/pages.js";
import {drop, saved, suite, tab_to, text_of, texts} from "./support/suite.js";

const PAGE = `<!DOCTYPE html><html lang="en"><head><title>Row at the harbour</title></head><body><nav>Home</nav><article><h1>Row at the harbour</h1>
<p>“We closed the gates at noon, an hour before the water came,” Maria Keller told reporters on Monday evening.</p>
<p>Councillor Jonas Brandt accused the harbour authority of negligence, and said that nobody had read the warnings of the weather service.</p>
</article><script>window.pwned = 1;</script></body></html>`;

suite("reading an article", {articles: 0}, (shared) => {
  const read = async (words) => {
    const page = await shared.visit("/", "#text");
    await page.fill("#text", words);
    await page.click("text=Read it");
    await page.waitForSelector("#result .statements > li");
    return page;
  };

  // The entry of the statement that begins so.
  const id_of = (page, begin) => page.locator(".statements > li", {has: page.locator("blockquote", {hasText: begin})}).first().getAttribute("data-s");

  test("pasted text is marked as the record says, and its statements stand beside it", async () => {
    const page = await read(ARTICLE);
    const answer = await fetch(`${shared.server.origin}/api/extract?offsets=utf16`, {method: "POST", body: JSON.stringify({text: ARTICLE}), headers: {"content-type": "application/json"}});
    const {statements} = await answer.json();
    assert.ok(statements.length >= 4);
    for (const {id, text, speakers, ...spans} of statements) {
      for (const role of ["source", "cue", "content"]) {
        const marked = (await page.locator(`article.text .mark.${role}[data-s~="${id}"]`).allInnerTexts()).join("");
        assert.ok(spans[role].every(([begin, end]) => marked.includes(ARTICLE.slice(begin, end)) || role !== "content"), `${role} of ${id}: ${marked}`);
      }
      assert.equal(await text_of(page.locator(`#entry-${id} blockquote`)), text.replace(/\s+/g, " "));
      assert.equal(await text_of(page.locator(`#entry-${id} .speaker`)), speakers.map((s) => s.name).join("; ") || "no source named");
    }
    assert.equal(await page.locator(".statements > li").count(), statements.length);
    assert.equal(await page.evaluate(() => document.activeElement.id), "article-heading");
  });

  test("a quotation in two pieces has its source, cue, addressee and both pieces", async () => {
    const page = await read(ARTICLE);
    const id = await id_of(page, "We closed the gates");
    assert.equal(await text_of(page.locator(`#entry-${id} .who`)), `${id.slice(1)} Maria Keller told`);
    assert.match(await text_of(page.locator(`#entry-${id} .facts`)), /^to reporters/);
    const marked = await page.locator(`article.text .mark.content[data-s~="${id}"]`).allInnerTexts();
    assert.deepEqual(marked, ["“We closed the gates at noon, an hour before the water came,”", "“Nobody was asleep.”"]);
    assert.deepEqual(await texts(page.locator(`article.text .mark.source[data-s~="${id}"]`)), ["Keller"]);
  });

  test("pointing at a mark lights its source, cue, content and entry", async () => {
    const page = await read(ARTICLE);
    const id = await id_of(page, "We closed the gates");
    await page.hover(`article.text .mark.cue[data-s~="${id}"]`);
    const lit = await page.evaluate(() => [...document.querySelectorAll(".on")].map((element) => element.dataset.s));
    assert.ok(lit.every((names) => names.split(" ").includes(id)), lit.join());
    for (const part of [".mark.source", ".mark.cue", ".mark.content", "li"]) {
      assert.ok(await page.locator(`${part}.on`).count() > 0, part);
    }
    await page.mouse.move(2, 2);
    assert.equal(await page.locator(`#entry-${id}.on`).count(), 0);
  });

  test("source, cue and content differ in colour and in kind of line", async () => {
    const page = await read(ARTICLE);
    const styles = await page.evaluate(() => ["source", "cue", "content"].map((role) => {
      const style = getComputedStyle(document.querySelector(`article.text .mark.${role}`));
      return [style.borderBottomStyle, style.borderBottomColor, style.backgroundColor];
    }));
    assert.deepEqual(styles.map(([line]) => line), ["double", "dashed", "solid"]);
    assert.equal(new Set(styles.map(([, colour]) => colour)).size, 3);
    assert.equal(new Set(styles.map(([, , ground]) => ground)).size, 3);
  });

  test("by keyboard alone: reads, goes from entry to entry, and marks follow", async () => {
    const page = await shared.visit("/", "#text");
    await tab_to(page, "#text");
    await page.keyboard.insertText(ARTICLE);
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("#result .statements > li");
    await tab_to(page, "#entry-s1 a");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.closest("li").id), "entry-s2");
    assert.ok(await page.locator('article.text .mark.source.on[data-s~="s2"]').count() === 1);
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#mark-s2");
  });

  test("a saved page is opened by the file picker", async () => {
    const page = await shared.visit("/", "#text");
    const file = join(shared.server.folder, "saved page.html");
    writeFileSync(file, PAGE);
    await page.setInputFiles("#file", file);
    await page.waitForSelector("#result .statements > li");
    assert.equal(await text_of(page.locator("#article-heading")), "Row at the harbour");
    assert.match(await text_of(page.locator("article.text")), /^“We closed the gates at noon/);
    assert.doesNotMatch(await text_of(page.locator("article.text")), /Home|pwned/);
  });

  for (const [name, type, body] of [["row.html", "text/html", PAGE], ["row.txt", "text/plain", ARTICLE], ["row", "", ARTICLE]]) {
    test(`a file is dropped: ${name}`, async () => {
      const page = await shared.visit("/", "#text");
      await drop(page, {files: [{name, type, body}]});
      await page.waitForSelector("#result .statements > li");
      assert.equal(await text_of(page.locator("#article-heading")), name === "row.html" ? "Row at the harbour" : name);
      assert.ok((await page.locator("article.text").innerText()).includes("We closed the gates at noon"));
    });
  }

  test("words that are dropped are read", async () => {
    const page = await shared.visit("/", "#text");
    await drop(page, {data: {"text/plain": ARTICLE}});
    await page.waitForSelector("#result .statements > li");
    assert.equal(await page.inputValue("#text"), ARTICLE);
  });

  for (const [address, advice] of [["https://news.example/a", /fetches nothing from the web. Save the page/], ["file:///tmp/a.html", /may not open a file by its address/], ["/tmp/saved.html", /may not open a file by its address/]]) {
    test(`an address is no article: ${address}`, async () => {
      const page = await shared.visit("/", "#text");
      await drop(page, {data: {"text/uri-list": address, "text/plain": address}});
      assert.match(await text_of(page.locator("#status [role=alert]")), advice);
      assert.equal(await page.locator("#result").isHidden(), true);
    });
  }

  test("what cannot be read says so", async () => {
    const page = await shared.visit("/", "#text", {expected: /status of 4\d\d/});
    await page.click("text=Read it");
    assert.equal(await text_of(page.locator("#status")), "There is nothing to read yet: paste an article first.");
    await drop(page, {files: [{name: "a.bin", type: "", body: "\u0000\u0001\u0002\u0000"}]});
    await page.waitForSelector("#status [role=alert] >> text=could not be read");
    await drop(page, {files: [{name: "a.txt", type: "", body: "a"}, {name: "b.txt", type: "", body: "b"}]});
    assert.match(await text_of(page.locator("#status")), /^One article at a time/);
  });

  test("each format is saved", async () => {
    const page = await read(ARTICLE);
    for (const [label, begin] of [["JSON", '{"id": "article"'], ["CSV (a table)", "id,statement,"], ["TEI P5", "<?xml"]]) {
      const file = await saved(page, page.locator(`.downloads button:text-is("${label}")`));
      assert.ok(file.text.startsWith(begin), label);
    }
  });

  test("without a record the pages that need one are not offered", async () => {
    const page = await shared.visit("/", "#text");
    assert.deepEqual(await texts(page.locator("nav[aria-label=Pages] a")), ["Read", "Check"]);
  });
});
