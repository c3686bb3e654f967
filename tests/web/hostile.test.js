// What articles, files, drafts, names and addresses may hold to attack who reads them. Each is shown as text:
// suite() fails a test whose page ran a script, opened a dialog or broke its policy.
import assert from "node:assert/strict";
import test from "node:test";
import {drop, suite, text_of, texts} from "./support/suite.js";

const PAYLOADS = [
  "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<svg/onload=window.pwned=1>",
  "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>", "\"><script>alert(1)</script>", "'-alert(1)-'",
  "</textarea><script>window.pwned=1</script>", "</title></style></script><script>window.pwned=1</script>",
  "<a href=javascript:alert(1)>x</a>", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<base href=//192.0.2.1/>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<form action=javascript:alert(1)><button>x</button></form>", "<object data=javascript:alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\u202Egnp.exe\u202C", "<x onclick=alert(1) contenteditable autofocus onfocus=alert(1)>",
];
const TEXT = PAYLOADS.map((payload, i) => `“The gates ${payload} were closed ${i},” Maria ${payload} Keller told reporters.`).join("\n\n");

// No element that only an attack would have made, no listener in an attribute, no address that runs.
function traces() {
  const made = [...document.querySelectorAll("main script, iframe, object, embed, base, math, img, main meta[http-equiv], main style, [contenteditable], [srcdoc]")].map((e) => e.tagName);
  const listening = [...document.querySelectorAll("*")].filter((e) => e.getAttributeNames().some((name) => name.startsWith("on"))).map((e) => e.outerHTML.slice(0, 80));
  const addresses = [...document.querySelectorAll("[href], [src], [action], [formaction], [cite]")]
    .flatMap((e) => ["href", "src", "action", "formaction", "cite"].map((name) => e.getAttribute(name))).filter((address) => /^\s*(javascript|data|vbscript):/i.test(address ?? ""));
  return [...made, ...listening, ...addresses];
}

// Opens, points at and follows whatever stays on the page.
function press_everything() {
  for (const element of document.querySelectorAll("main summary, main a[href^='#'], main .mark, main .node, main .chip, main circle")) {
    for (const type of ["pointerover", "mouseover", "focusin", "click"]) element.dispatchEvent(new MouseEvent(type, {bubbles: true, cancelable: true}));
  }
}

suite("hostile words", {}, (shared) => {
  const assert_harmless = async (page) => {
    await page.evaluate(press_everything);
    await page.waitForTimeout(50);
    assert.deepEqual(await page.evaluate(traces), []);
  };

  test("in pasted text", async () => {
    const page = await shared.visit("/", "#text");
    await page.fill("#text", TEXT);
    await page.evaluate(() => { document.querySelector("#url").value = "javascript:alert(1)"; });
    await page.click("text=Read it");
    await page.waitForSelector("#result .statements > li");
    const shown = await page.locator("article.text").innerText();
    for (const payload of PAYLOADS.slice(0, 8)) assert.ok(shown.includes(payload), payload);
    await assert_harmless(page);
  });

  test("in a dropped page: title, author, address, text", async () => {
    const page = await shared.visit("/", "#text");
    const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
    const head = `<title>${escaped(PAYLOADS[0])}</title><meta name="author" content="${escaped(PAYLOADS[1])}"><link rel="canonical" href="javascript:alert(1)"><meta property="og:site_name" content="${escaped(PAYLOADS[2])}">`;
    const paragraphs = TEXT.split("\n\n").map((words) => `<p>${escaped(words)}</p>`).join("");
    await drop(page, {files: [{name: `${PAYLOADS[1]}.html`, type: "text/html", body: `<!DOCTYPE html><html><head>${head}</head><body onload="window.pwned=1"><article><h1>${escaped(PAYLOADS[0])}</h1>${paragraphs}<script>window.pwned=1</script></article></body></html>`}]});
    await page.waitForSelector("#result .statements > li");
    assert.ok((await page.locator("#result").innerText()).includes(PAYLOADS[0]));
    assert.equal(await page.locator("#result a:text-is('original')").count(), 0);
    await assert_harmless(page);
  });

  test("in a file whose name is markup", async () => {
    const page = await shared.visit("/", "#text");
    await drop(page, {files: [{name: "<img src=x onerror=window.pwned=1>.txt", type: "text/plain", body: TEXT}]});
    await page.waitForSelector("#result .statements > li");
    assert.equal(await text_of(page.locator("#article-heading")), "<img src=x onerror=window.pwned=1>.txt");
    await assert_harmless(page);
  });

  test("in a draft and the articles it is checked against", async () => {
    const page = await shared.visit("/check", "#draft");
    await page.fill("#draft", TEXT);
    await page.fill("#against", TEXT.replaceAll("closed", "opened"));
    await page.click("text=Check it");
    await page.waitForSelector("#result .verdict");
    await assert_harmless(page);
  });

  test("in a search, its address and what it finds", async () => {
    for (const payload of PAYLOADS.slice(0, 6)) {
      const page = await shared.visit(`/search?${new URLSearchParams({q: payload, speaker: payload, publisher: payload})}`, "#count, .notice.error", {expected: /status of 4/});
      assert.equal(await page.inputValue("#q"), payload);
      assert.deepEqual(await page.evaluate(traces), []);
    }
    const page = await shared.visit("/search?q=payload", ".hit");
    await page.waitForSelector("#facets section");
    assert.ok((await texts(page.locator("#facets a"))).includes("<b>Quay</b>"));
    await assert_harmless(page);
  });

  test("in a statement, its article, its person, their lists", async () => {
    const {hostile} = shared.places;
    for (const [path, ready] of [[`/statements/${hostile.id}`, ".badge.verified"], [`/articles/${hostile.article.id}`, ".statements"], [`/people/${hostile.speakers[0].person}`, "h1 bdi"], ["/people?name=Eve", "#people table"], ["/audit?publisher=%3Cb%3EQuay%3C%2Fb%3E", ".bars"]]) {
      const page = await shared.visit(path, ready);
      assert.ok((await page.locator("main").innerText()).includes("Eve <img src=x onerror=window.pwned=5>"), path);
      await assert_harmless(page);
    }
    const page = await shared.visit(`/statements/${hostile.id}`, ".badge.verified");
    assert.equal(await page.locator("text=Open the original").count(), 0);
  });

  test("in the path and the part behind the #", async () => {
    for (const path of ["/statements/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/people/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "/articles/0000000000000000#%3Cimg%20src=x%20onerror=alert(1)%3E"]) {
      const page = await shared.visit(path, ".notice.error", {expected: /status of 4/});
      assert.deepEqual(await page.evaluate(traces), []);
    }
  });

  test("in what is saved as a page", async () => {
    const response = await fetch(`${shared.server.origin}/api/statements/${shared.places.hostile.id}?format=html`);
    const page = await shared.visit("/", "#text");
    const html = await response.text();
    assert.doesNotMatch(html, /<script>window\.pwned|<img src=x/);
    assert.match(response.headers.get("content-disposition"), /^attachment/);
    assert.deepEqual(await page.evaluate(traces), []);
  });

  test("every answer forbids scripts that are not its own", async () => {
    for (const path of ["/", "/search", "/people/1", "/api/about", "/assets/dom.js", "/openapi.json", "/nowhere"]) {
      const policy = (await fetch(shared.server.origin + path)).headers.get("content-security-policy");
      assert.equal(policy, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    }
  });
});
