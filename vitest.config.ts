import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'samples/**/*.test.ts', 'test/**/*.test.ts', 'acceptance/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // To compile the engine takes seconds: the files of a worker share one, and every core gets a worker.
    isolate: false,
    maxWorkers: '100%',
  },
});
