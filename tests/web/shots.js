// Pictures of every page, wide and narrow, light and dark, for people to look at:
//   node shots.js FOLDER [NAME…]
import {mkdirSync} from "node:fs";
import {join} from "node:path";
import {launch, NARROW, open_page, WIDE} from "./support/browser.js";
import {find_places, PAGES, path_of} from "./support/pages.js";
import {Server} from "./support/quoth.js";

const [folder, ...names] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node shots.js FOLDER [NAME…]");
  process.exit(2);
}
mkdirSync(folder, {recursive: true});
const server = await Server.start();
const browser = await launch();
const places = await find_places(server);
for (const {name, path, ready, act} of PAGES) {
  if (names.length && !names.includes(name)) continue;
  for (const [size, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    for (const scheme of ["light", "dark"]) {
      const page = await open_page(browser, server.origin, {viewport, scheme});
      await page.goto(path_of({path}, places));
      await act?.(page);
      await page.waitForSelector(ready);
      await page.waitForTimeout(150);
      await page.screenshot({path: join(folder, `${name}-${size}-${scheme}.png`), fullPage: true});
      await page.context().close();
    }
  }
}
await browser.close();
await server.stop();
