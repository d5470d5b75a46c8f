import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts'],
    // By default one core stays free, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // A page of the site is opened for each test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
