import {NARROW} from "./support/browser.js";
import {check_every_page} from "./support/every_page.js";

check_every_page("every page, narrow", NARROW);
