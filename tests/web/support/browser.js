// Debian's Chromium, and pages in it that notice whatever must not happen.
import {chromium} from "playwright-core";

const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const CHROMIUM = process.env.QUOTH_CHROMIUM ?? "/usr/bin/chromium";
export const WIDE = {width: 1280, height: 900};
export const NARROW = {width: 390, height: 844};

// Every run of the browser has a profile of its own, which playwright makes and removes.
export function launch() {
  return chromium.launch({executablePath: CHROMIUM, args: ARGUMENTS});
}

// Runs in the page before its own scripts: notes what its policy refused, and how far it shifted.
function watch() {
  window.watched = {violations: [], shift: 0};
  document.addEventListener("securitypolicyviolation", (event) => {
    window.watched.violations.push(`${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.watched.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
}

// A page with `faults`: what it did that no page of quoth may do, whatever it shows. `expected` takes
// console errors out that a test provokes, such as an answer with status 404.
export async function open_page(browser, origin, {viewport = WIDE, scheme = "light", expected = null} = {}) {
  const context = await browser.newContext({baseURL: origin, viewport, colorScheme: scheme, reducedMotion: "reduce"});
  await context.addInitScript(watch);
  const page = await context.newPage();
  page.faults = [];
  const note = (what) => page.faults.push(what);
  page.on("dialog", (dialog) => {
    note(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => note(`error: ${error.message}`));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type()) || expected?.test(message.text())) return;
    note(`console ${message.type()}: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("blob:")) note(`request to ${request.url()}`);
  });
  return page;
}

// What went wrong in the page up to now.
export async function faults_of(page) {
  const inside = await page.evaluate(() => ({...window.watched, pwned: window.pwned ?? null}));
  const faults = [...page.faults, ...inside.violations.map((violation) => `policy: ${violation}`)];
  if (inside.pwned !== null) faults.push(`script ran: window.pwned is ${inside.pwned}`);
  return faults;
}
