import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview, type InlineConfig } from 'vite';

const SYSTEM = '/usr/bin/chromium';

/** A page to measure, built and served for this alone. An error of the page fails the benchmark. */
export interface BenchPage {
  readonly page: Page;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Builds what the configuration says, serves it and opens an empty page in a browser. */
export async function openBenchPage(config: InlineConfig): Promise<BenchPage> {
  const outDir = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  await build({ ...config, logLevel: 'error', build: { ...config.build, outDir, emptyOutDir: true } });
  const server = await preview({ ...config, logLevel: 'error', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(existsSync(SYSTEM) ? { executablePath: SYSTEM } : {}) });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('pageerror', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
  return {
    page,
    url: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
