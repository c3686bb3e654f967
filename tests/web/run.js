// Runs one file of tests: node run.js FILE. Status 77, for ctest to leave it out, where playwright-core or
// Chromium is missing.
import {existsSync} from "node:fs";
import {pathToFileURL} from "node:url";

try {
  const {CHROMIUM} = await import("./support/browser.js");
  if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}`);
} catch (error) {
  console.log(`skipped: ${error.message} (make test installs it)`);
  process.exit(77);
}
await import(pathToFileURL(process.argv[2]));
