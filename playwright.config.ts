import { existsSync } from 'node:fs';
import { chromium, defineConfig, devices, firefox, webkit } from '@playwright/test';

const PORT = Number(process.env['ORRERY_PORT'] ?? 4179);
/** Below a path on purpose: the built folder must work wherever it is put. */
const BASE = '/studio/';
const browser = process.env['ORRERY_CHROMIUM'] ?? chromium.executablePath();
const root = process.getuid?.() === 0;
const viewport = { width: 1440, height: 900 };

/** What is told about every browser beside Chromium, where all journeys run. */
const EVERYWHERE = ['**/sample.spec.ts', '**/work.spec.ts', '**/habits.spec.ts', '**/accessibility.spec.ts'];
const OTHERS = [
  { name: 'firefox', type: firefox, use: devices['Desktop Firefox'] },
  { name: 'webkit', type: webkit, use: devices['Desktop Safari'] },
] as const;
const here = OTHERS.filter(({ type }) => existsSync(type.executablePath()));
const absent = OTHERS.filter((other) => !here.includes(other)).map(({ name }) => name);
// The configuration is read by every worker; it is said once.
if (absent.length > 0 && process.env['TEST_WORKER_INDEX'] === undefined)
  console.log(`Not installed here, so no journeys in: ${absent.join(', ')} (npx playwright install ${absent.join(' ')}).`);

export default defineConfig({
  testDir: 'e2e',
  // Two runs at once must not clear each other's traces.
  outputDir: `test-results/${PORT}`,
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // On a machine that others share a browser may stand still for longer than a journey waits. What fails once is listed as flaky.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  webServer: { command: `node scripts/serve.mjs --port=${PORT} --base=${BASE}`, url: `http://127.0.0.1:${PORT}${BASE}`, reuseExistingServer: false },
  use: {
    baseURL: `http://127.0.0.1:${PORT}${BASE}`,
    // Each journey begins in a fresh browser, which would keep every file for offline use; the journey about that allows it.
    serviceWorkers: 'block',
    // Recording every step makes the journeys half as long again: ask for it where one fails.
    trace: process.env['ORRERY_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        viewport,
        launchOptions: {
          args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...(root ? ['--no-sandbox'] : [])],
          executablePath: browser,
        },
      },
    },
    ...here.map(({ name, use }) => ({ name, testMatch: EVERYWHERE, use: { ...use, viewport } })),
  ],
});
