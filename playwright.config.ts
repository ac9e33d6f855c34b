import { defineConfig } from '@playwright/test';

const PORT = Number(process.env['ORRERY_PORT'] ?? 4179);
/** Below a path on purpose: the built folder must work wherever it is put. */
const BASE = '/studio/';
const browser = process.env['ORRERY_CHROMIUM'];
const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  // Two runs at once must not clear each other's traces.
  outputDir: `test-results/${PORT}`,
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  webServer: { command: `node scripts/serve.mjs --port=${PORT} --base=${BASE}`, url: `http://127.0.0.1:${PORT}${BASE}`, reuseExistingServer: false },
  use: {
    baseURL: `http://127.0.0.1:${PORT}${BASE}`,
    viewport: { width: 1440, height: 900 },
    // Recording every step makes the journeys half as long again: ask for it where one fails.
    trace: process.env['ORRERY_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...(root ? ['--no-sandbox'] : [])],
      ...(browser === undefined ? {} : { executablePath: browser }),
    },
  },
});
