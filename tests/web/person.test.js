// The page of one person, and the corrections that a server with --write takes.
import assert from "node:assert/strict";
import test from "node:test";
import {saved, suite, tab_to, text_of, texts} from "./support/suite.js";

suite("the page of a person", {}, (shared) => {
  const visit = () => shared.visit(`/people/${shared.places.person.id}`, ".stands");

  test("names, roles by date and counts are those of the record", async () => {
    const page = await visit();
    const person = await shared.server.get(`/api/people/${shared.places.person.id}`);
    assert.equal(await text_of(page.locator("h1")), person.name);
    assert.equal(await text_of(page.locator(".about")), `person · ${person.statements} statements · ${person.about} statements about them · ${person.articles} articles · ${person.first} to ${person.last}`);
    const names = page.locator("table", {has: page.locator("caption:text-is('Names')")});
    assert.deepEqual(await texts(names.locator("tbody th")), person.names.map((n) => n.name));
    const roles = page.locator("table", {has: page.locator("caption:text-is('Roles by date')")}).locator("tbody tr");
    assert.deepEqual(await texts(roles.locator("th, td:nth-child(-n+3)")), person.roles.flatMap((r) => [r.role, r.first, r.last]));
  });

  test("the timeline has a dot for each dated act, and a dot leads to its entry", async () => {
    const page = await visit();
    const {statements} = await shared.server.get(`/api/people/${shared.places.person.id}/positions`);
    assert.equal(await page.locator(".timeline circle").count(), statements.filter((s) => s.date).length);
    assert.equal(await page.locator(".stands > li").count(), statements.length);
    const dates = (await texts(page.locator(".stands > li time")));
    assert.deepEqual(dates, [...dates].sort().reverse());
    const at = await page.locator(".timeline circle").evaluateAll((all) => all.map((dot) => Number(dot.getAttribute("cx"))));
    assert.deepEqual(at, [...at].sort((a, b) => a - b));
    await page.locator(".timeline circle").first().click();
    const entry = await page.locator(`#s-${statements[0].id}`).boundingBox();
    assert.ok(entry.y >= 0 && entry.y < 900, `${entry.y}`);
  });

  test("who they answer and who answers them", async () => {
    const page = await visit();
    const {statements} = await shared.server.get(`/api/people/${shared.places.person.id}/positions`);
    for (const [title, key] of [["They answer", "answers_whom"], ["They are answered by", "answered_by"]]) {
      const expected = new Set(statements.flatMap((s) => s[key] ?? []).map((p) => p.name));
      const list = page.locator("div", {has: page.locator(`> h3:text-is("${title}")`)}).last();
      assert.deepEqual(new Set(await texts(list.locator("li a"))), expected);
      assert.ok(expected.size > 0);
    }
  });

  test("positions that moved stand beside each other", async () => {
    const {id} = (await shared.server.get("/api/people?name=Maria+Keller")).people[0];
    const {moves, statements} = await shared.server.get(`/api/people/${id}/positions`);
    assert.ok(moves.length > 0);
    const page = await shared.visit(`/people/${id}`, ".move");
    assert.deepEqual(await page.locator(".move h3").allTextContents(), moves.map((move) => move.kind));
    assert.equal(await page.locator(".move:visible").count(), 4);
    const [earlier, later] = [statements[moves[0].earlier], statements[moves[0].later]];
    assert.deepEqual(await texts(page.locator(".move").first().locator("time")), [earlier.date, later.date]);
    assert.ok(moves.some((move) => move.kind === "accused, then supported"));
  });

  test("all statements are saved", async () => {
    const page = await visit();
    const {statements} = await shared.server.get(`/api/people/${shared.places.person.id}`);
    const {text} = await saved(page, page.locator(".downloads a", {hasText: "JSON lines"}));
    assert.equal(text.trim().split("\n").length, statements);
  });

  test("a server that only reads shows nothing that writes", async () => {
    const page = await visit();
    assert.equal(await text_of(page.locator("section", {has: page.locator("h2:text-is('Put right')")}).locator(".hint").first()), "Start “quoth serve” with --write to merge, split or rename.");
    await page.locator("summary", {hasText: "How each mention"}).click();
    assert.equal(await page.locator("main form, main input, main button:not(.link)").count(), 0);
  });

  test("somebody who is not there is said", async () => {
    const page = await shared.visit("/people/99999999", ".notice.error", {expected: /status of 404/});
    assert.equal(await text_of(page.locator(".notice.error")), "This cannot be shown: there is no person 99999999 (99999999).");
  });
});

suite("putting people right", {writable: true}, (shared) => {
  const open = async (id) => shared.visit(`/people/${id}#token=${shared.server.token}`, "#edit-rename");
  // What changes the record loads the page anew, and says that it was done.
  const done = async (page, action) => {
    await Promise.all([page.waitForEvent("load"), action()]);
    await page.waitForSelector("#edit-status:has-text('Done.')");
  };
  const undo = (page) => done(page, () => page.click("button:text-is('Take back the last correction')"));

  test("rename, and take it back", async () => {
    const {person} = shared.places;
    const page = await open(person.id);
    assert.doesNotMatch(page.url(), /token/);
    await page.fill("#edit-rename", "Jonas B. <b>Brandt</b>");
    await done(page, () => page.click("button:text-is('Rename')"));
    assert.equal(await text_of(page.locator("h1")), "Jonas B. <b>Brandt</b>");
    await undo(page);
    assert.equal(await text_of(page.locator("h1")), person.name);
  });

  test("merge with somebody found by name, and take it back", async () => {
    const {people} = await shared.server.get("/api/people?kind=person&limit=6");
    const [into, from] = people.slice(-2);
    const page = await open(into.id);
    await page.fill("#edit-merge", from.name);
    await page.click("text=Find them");
    await done(page, () => page.click(`button[aria-label="merge ${from.name}, number ${from.id}, into this page"]`));
    const merged = await shared.server.get(`/api/people/${into.id}`);
    assert.equal(merged.statements, into.statements + from.statements);
    assert.match(await text_of(page.locator(".about")), new RegExp(`· ${merged.statements} statements ·`));
    await undo(page);
    assert.equal((await shared.server.get(`/api/people/${into.id}`)).statements, into.statements);
  });

  test("split off a mention, and take it back, by keyboard alone", async () => {
    const {person} = shared.places;
    const page = await open(person.id);
    const before = (await shared.server.get(`/api/people/${person.id}`)).articles;
    await tab_to(page, "details:has(input[name=entity]) > summary", 400);
    await page.keyboard.press("Enter");
    await tab_to(page, "input[name=entity]");
    await page.keyboard.press("Space");
    await tab_to(page, "button:not(.link)", 400);
    while (await page.evaluate(() => document.activeElement.innerText) !== "Split off the ticked mentions") await page.keyboard.press("Tab");
    await done(page, () => page.keyboard.press("Enter"));
    assert.equal((await shared.server.get(`/api/people/${person.id}`)).articles, before - 1);
    await undo(page);
    assert.equal((await shared.server.get(`/api/people/${person.id}`)).articles, before);
  });

  test("without the token nothing is written, and the page says why", async () => {
    const page = await shared.visit(`/people/${shared.places.person.id}`, "#edit-rename", {expected: /status of 403/});
    await page.fill("#edit-rename", "Somebody Else");
    await page.click("button:text-is('Rename')");
    await page.waitForSelector("#edit-status [role=alert]");
    assert.match(await text_of(page.locator("#edit-status [role=alert]")), /^This was not done: needs the token that 'quoth serve --write' has printed/);
    assert.equal((await shared.server.get(`/api/people/${shared.places.person.id}`)).name, shared.places.person.name);
  });
});
