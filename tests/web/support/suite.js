// What the tests of a page share: one server, one browser, and no page that does what it must not.
import assert from "node:assert/strict";
import {after, afterEach, before, describe} from "node:test";
import {faults_of, launch, open_page} from "./browser.js";
import {find_places} from "./pages.js";
import {Server} from "./quoth.js";

// Tests against a server of their own; `options` are those of Server.start(). `body` gets what they share:
//   server, browser
//   places   see find_places(); of a server with a record
//   visit(path, ready, options)   opens a page and waits until it shows what `ready` selects
// After each test the pages it opened must be without faults, see faults_of().
export function suite(name, options, body) {
  describe(name, () => {
    const shared = {server: null, browser: null, places: null};
    const open = [];
    before(async () => {
      [shared.server, shared.browser] = await Promise.all([Server.start(options), launch()]);
      if (shared.server.record) shared.places = await find_places(shared.server);
    });
    after(async () => {
      await shared.browser?.close();
      await shared.server?.stop();
    });
    afterEach(async () => {
      const faults = [];
      for (const page of open.splice(0)) {
        faults.push(...await faults_of(page));
        await page.context().close();
      }
      assert.deepEqual(faults, []);
    });
    shared.visit = async (path, ready, page_options = {}) => {
      const page = await open_page(shared.browser, page_options.origin ?? shared.server.origin, page_options);
      page.setDefaultTimeout(30_000);
      open.push(page);
      await page.goto(path);
      await page.waitForSelector(ready);
      return page;
    };
    body(shared);
  });
}

export async function texts(locator) {
  return (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}

export async function text_of(locator) {
  return (await locator.innerText()).replace(/\s+/g, " ").trim();
}

// Presses Tab until what has the focus matches the selector; fails where it is never reached.
export async function tab_to(page, selector, most = 120) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} was not reached by ${most} presses of Tab`);
}

// Drops files ({name, type, body}) and data (by media type) on the page, as a hand does.
export async function drop(page, {files = [], data = {}}) {
  const transfer = await page.evaluateHandle(([given_files, given_data]) => {
    const made = new DataTransfer();
    for (const {name, type, body} of given_files) made.items.add(new File([body], name, {type}));
    for (const [type, value] of Object.entries(given_data)) made.setData(type, value);
    return made;
  }, [files, data]);
  for (const event of ["dragover", "drop"]) await page.dispatchEvent("main", event, {dataTransfer: transfer});
}

// The bytes that a click on `locator` saves, as text, and the name they are saved under.
export async function saved(page, locator) {
  const [download] = await Promise.all([page.waitForEvent("download"), locator.click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return {name: download.suggestedFilename(), text: Buffer.concat(chunks).toString()};
}
