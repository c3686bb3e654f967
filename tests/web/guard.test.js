// The fixture itself: what must not happen on a page is noticed when it happens.
import assert from "node:assert/strict";
import test from "node:test";
import {faults_of, open_page} from "./support/browser.js";
import {suite} from "./support/suite.js";

suite("what must not happen is noticed", {articles: 0}, (shared) => {
  const faults_after = async (action) => {
    const page = await open_page(shared.browser, shared.server.origin);
    await page.goto("/");
    await page.waitForSelector("#text");
    assert.deepEqual(await faults_of(page), []);
    await page.evaluate(action);
    await page.waitForTimeout(200);
    const faults = await faults_of(page);
    await page.context().close();
    return faults;
  };

  test("a dialog", async () => {
    assert.deepEqual(await faults_after(() => alert("here")), ["dialog: here"]);
  });

  test("an error that nobody catches", async () => {
    assert.deepEqual(await faults_after(() => { setTimeout(() => { throw new Error("lost"); }); }), ["error: lost"]);
  });

  test("a variable that hostile text sets", async () => {
    assert.deepEqual(await faults_after(() => { window.pwned = 3; }), ["script ran: window.pwned is 3"]);
  });

  test("a script that the policy refuses", async () => {
    const faults = await faults_after(() => {
      try {
        document.body.innerHTML = "<img src=x onerror='window.pwned=1'>";
      } catch { /* it is refused */ }
    });
    assert.match(faults.at(-1), /^policy: require-trusted-types-for refused trusted-types-sink/);
  });

  test("a request to another server", async () => {
    const faults = await faults_after(() => { new Image().src = "http://192.0.2.1/x.png"; });
    assert.match(faults.join("\n"), /policy: img-src refused http:\/\/192.0.2.1\/x.png/);
  });
});
