// A million rows into hub, link, satellite and type 2 dimension: in the tab, and on native DuckDB of the same version with
// one thread, the same statements. `--rows=100000` for fewer.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { MILLION_BUDGET } from '../bench/budgets.ts';
import { millionSteps, type BenchStep } from '../bench/million.ts';

/** The native build of the version that DuckDB-WASM 1.32.0 carries. */
const NATIVE = '1.4.3-r.3';
const ROUNDS = 2;
const rows = Number(process.argv.find((word) => word.startsWith('--rows='))?.slice('--rows='.length) ?? 1_000_000);
const steps = millionSteps(rows);

interface Connection {
  run(sql: string): Promise<unknown>;
}

/** Native DuckDB, installed beside the other packages the first time: nothing but this benchmark needs it. */
function native(): { DuckDBInstance: { create(path: string, options: object): Promise<{ connect(): Promise<Connection> }> } } {
  const folder = resolve(import.meta.dirname, '../node_modules/.cache/native-duckdb');
  if (!existsSync(join(folder, 'node_modules', '@duckdb', 'node-api'))) {
    mkdirSync(folder, { recursive: true });
    const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, `@duckdb/node-api@${NATIVE}`], { stdio: 'inherit' });
    if (status !== 0) throw new Error('native DuckDB could not be installed');
  }
  return createRequire(join(folder, 'package.json'))('@duckdb/node-api') as ReturnType<typeof native>;
}

async function nativeTimes(all: readonly BenchStep[]): Promise<readonly number[]> {
  const instance = await native().DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const times: number[] = [];
  for (const step of all) {
    const begun = performance.now();
    for (const statement of step.statements) await connection.run(statement);
    times.push((performance.now() - begun) / 1000);
  }
  return times;
}

const root = resolve(import.meta.dirname, '../bench');
const outDir = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { outDir, emptyOutDir: true, target: 'es2022', rollupOptions: { input: join(root, 'engine.html') } },
});
const server = await preview({ root, configFile: false, logLevel: 'error', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const system = '/usr/bin/chromium';
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(existsSync(system) ? { executablePath: system } : {}) });

async function tabTimes(): Promise<readonly number[]> {
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}engine.html`);
  await page.waitForFunction('"runSteps" in window');
  const times = await page.evaluate<number[]>(`runSteps(${JSON.stringify(steps)})`);
  await page.close();
  return times;
}

// In turn, and the better of each: the machine is shared.
const best: { tab: number; native: number }[] = steps.map(() => ({ tab: Infinity, native: Infinity }));
for (let round = 0; round < ROUNDS; round += 1) {
  const [own, tab] = [await nativeTimes(steps), await tabTimes()];
  best.forEach((entry, index) => {
    entry.native = Math.min(entry.native, own[index] ?? Infinity);
    entry.tab = Math.min(entry.tab, tab[index] ?? Infinity);
  });
}
await browser.close();
await server.close();

const timed = steps.flatMap((step, index) => (step.timed && best[index] ? [{ step: step.name, ...best[index] }] : []));
const total = { step: 'all loads', tab: timed.reduce((sum, { tab }) => sum + tab, 0), native: timed.reduce((sum, entry) => sum + entry.native, 0) };
console.table(
  [...timed, total].map(({ step, tab, native: own }) => ({
    step,
    'tab s': Number(tab.toFixed(2)),
    'native s': Number(own.toFixed(2)),
    ratio: Number((tab / own).toFixed(2)),
    budget: step === total.step ? MILLION_BUDGET : '',
  })),
);
if (total.tab / total.native > MILLION_BUDGET) process.exitCode = 1;
