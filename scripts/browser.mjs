import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT, run } from './packages.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MINUTE = 60_000;

function systemBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...places, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:/Program Files/Google/Chrome/Application/chrome.exe'].find((path) =>
    existsSync(path),
  );
}

function installDebian() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    run('apt-get', ['update', '-q'], { env, timeout: 5 * MINUTE }) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'], { env, timeout: 10 * MINUTE })
  );
}

/** A Chromium to drive: Playwright's own, fetched if it can be; else the system's; else Debian's package. @returns its path, or nothing after saying so. */
export async function findBrowser() {
  if (process.env.ORRERY_CHROMIUM) return process.env.ORRERY_CHROMIUM;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const known = systemBrowser();
  console.log('Fetching the browser that Playwright brings …');
  const fetched = spawnSync(process.execPath, [join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], {
    timeout: (known ? 2 : 8) * MINUTE,
    stdio: 'ignore',
  });
  if (fetched.status === 0 && existsSync(chromium.executablePath())) return chromium.executablePath();
  if (known) {
    console.log(`It cannot be had here: ${known} is used instead.`);
    return known;
  }
  console.log("It cannot be had here: installing the system's chromium …");
  if (installDebian()) return systemBrowser();
  console.error('There is no browser and none could be installed: install chromium, or name one in ORRERY_CHROMIUM.');
  return undefined;
}
