// Drives the built studio in a browser. Words after the command go to Playwright.
import { createServer } from 'node:net';
import { findBrowser } from './browser.mjs';
import { runTool } from './packages.mjs';

/** A port that nothing listens on. */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const browser = await findBrowser();
if (!browser) process.exit(1);
const env = { ...process.env, ORRERY_CHROMIUM: browser, ORRERY_PORT: String(await freePort()) };
process.exit(runTool('playwright', ['test', ...process.argv.slice(2)], { env }) ? 0 : 1);
