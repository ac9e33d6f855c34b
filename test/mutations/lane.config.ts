import { defineConfig } from 'vitest/config';

/** How `npm run mutate` runs the tests of several copies of the tree in one process, so that they share one compiled engine. */
export default defineConfig({
  test: {
    include: ['tree-*/**/*.test.ts'],
    setupFiles: ['tree-0/test/mutations/first-failure.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    maxWorkers: 1,
    execArgv: ['--liftoff-only'],
    experimental: { fsModuleCache: true, fsModuleCachePath: '.modules' },
  },
});
