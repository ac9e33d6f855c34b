// Drives the built studio in a browser. Words after the command go to Playwright.
import { findBrowser } from './browser.mjs';
import { runTool } from './packages.mjs';

const browser = await findBrowser();
if (!browser) process.exit(1);
process.exit(runTool('playwright', ['test', ...process.argv.slice(2)], { env: { ...process.env, ORRERY_CHROMIUM: browser } }) ? 0 : 1);
