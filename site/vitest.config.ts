import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts'],
    // A page of the site is opened for each test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
