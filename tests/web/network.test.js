// The page that draws who talks about whom: readable at five hundred.
import assert from "node:assert/strict";
import test from "node:test";
import {NARROW} from "./support/browser.js";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

// [name, box] of every name that is drawn, as the browser has drawn it.
function boxes() {
  return [...document.querySelectorAll(".names text")].map((text) => {
    const {left, right, top, bottom, height} = text.getBoundingClientRect();
    return {name: text.textContent, left, right, top, bottom, height};
  });
}

function assert_apart(names) {
  names.forEach((a, i) => names.slice(i + 1).forEach((b) => {
    const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    assert.ok(apart, `“${a.name}” covers “${b.name}”`);
  }));
}

suite("the network", {}, (shared) => {
  for (const [size, options] of [["wide", {}], ["narrow", {viewport: NARROW}]]) {
    test(`five hundred are readable, ${size}`, async () => {
      const page = await shared.visit("/network?limit=500", ".net", options);
      assert.equal(await page.locator(".node").count(), 500);
      const names = await page.evaluate(boxes);
      assert.ok(names.length >= 50, `${names.length} names`);
      assert_apart(names);
      assert.ok(names.every((name) => name.height >= 11), `${Math.min(...names.map((name) => name.height))} pixels high`);
      const {people} = await shared.server.get("/api/network?limit=500");
      const drawn = new Set(names.map((name) => name.name));
      const best = people.slice(0, 20).filter((p) => drawn.has(p.name));
      assert.ok(best.length >= 15, `${best.length} of the twenty most connected have a name`);
    });
  }

  test("no dot covers another, and none lies outside", async () => {
    const page = await shared.visit("/network?limit=500", ".net");
    const dots = await page.evaluate(() => {
      const frame = document.querySelector(".net").getBoundingClientRect();
      return [...document.querySelectorAll(".node > :first-child")].map((dot) => {
        const box = dot.getBoundingClientRect();
        return {x: box.x + box.width / 2, y: box.y + box.height / 2, r: box.width / 2, inside: box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom};
      });
    });
    assert.equal(dots.filter((dot) => !dot.inside).length, 0);
    let covered = 0;
    dots.forEach((a, i) => dots.slice(i + 1).forEach((b) => {
      if (Math.hypot(a.x - b.x, a.y - b.y) < (a.r + b.r) * 0.7) covered += 1;
    }));
    assert.ok(covered <= 5, `${covered} pairs of dots cover each other`);
  });

  test("time changes who is drawn", async () => {
    const page = await shared.visit("/network", ".net");
    const all = new Set(await page.locator(".node").evaluateAll((nodes) => nodes.map((node) => node.dataset.id)));
    await page.fill("#since", "2022-01-01");
    await page.fill("#until", "2022-02-28");
    await page.click("button.primary");
    await page.waitForURL(/until=2022-02-28/);
    await page.waitForSelector(".net");
    const {people, ties} = await shared.server.get("/api/network?since=2022-01-01&until=2022-02-28");
    const then = await page.locator(".node").evaluateAll((nodes) => nodes.map((node) => node.dataset.id));
    assert.deepEqual(new Set(then), new Set(people.map((p) => String(p.id))));
    assert.ok(then.length < all.size && then.length > 2, `${then.length} of ${all.size}`);
    assert.equal(await page.locator(".names text").count() <= then.length, true);
    const table = page.locator("details table tbody tr");
    assert.equal(await table.count(), ties.length);
    const never = await shared.visit("/network?since=1999-01-01&until=1999-12-31", "#network .notice");
    assert.match(await text_of(never.locator("#network .notice")), /^Nobody speaks of anybody/);
  });

  test("pointing at one shows those around it, and only them", async () => {
    const page = await shared.visit("/network?limit=50", ".net");
    const {people, ties} = await shared.server.get("/api/network?limit=50");
    const [{id}] = people;
    await page.locator(`.node[data-id="${id}"] > :first-child`).hover({force: true});
    const near = new Set(ties.filter((t) => t.from === id || t.to === id).flatMap((t) => [String(t.from), String(t.to)]));
    near.add(String(id));
    assert.deepEqual(new Set(await page.locator(".node.near").evaluateAll((nodes) => nodes.map((node) => node.dataset.id))), near);
    assert_apart(await page.evaluate(boxes));
    assert.ok((await page.evaluate(boxes)).every(({name}) => people.some((p) => p.name === name && near.has(String(p.id)))));
  });

  test("by keyboard alone: choose one by name, and go on to the person", async () => {
    const page = await shared.visit("/network?limit=50", ".net");
    const {people} = await shared.server.get("/api/network?limit=50");
    await tab_to(page, "#who");
    await page.keyboard.insertText(people[0].name);
    await page.waitForSelector(".net.focused");
    assert.match(await text_of(page.locator(".picker .hint")), new RegExp(`^${people[0].name}: ${people[0].statements} statements about others here`));
    await tab_to(page, ".picker .hint a");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/people/${people[0].id}`);
  });

  test("the table behind the picture has every tie, and all are saved", async () => {
    const page = await shared.visit("/network?limit=50", ".net");
    const {ties} = await shared.server.get("/api/network?limit=50");
    await page.click("summary:text-is('The table')");
    const counts = (await texts(page.locator("details tbody td:last-child"))).map(Number);
    assert.deepEqual(counts, ties.map((t) => t.n).sort((a, b) => b - a));
    const rows = (await saved(page, page.locator("button:text-is('JSON lines')"))).text.trim().split("\n").map(JSON.parse);
    assert.deepEqual(rows.map((row) => [row.from, row.act, row.to, row.statements]), ties.map((t) => [t.from, t.act, t.to, t.n]));
  });
});
