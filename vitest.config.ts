import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { oneModulePerPackage } from './scripts/one-module.ts';
import { seededProperties } from './scripts/seeded-properties.ts';

export default defineConfig({
  plugins: [oneModulePerPackage(import.meta.dirname), seededProperties],
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'examples/**/*.test.ts',
      'bench/**/*.test.ts',
      'docs/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // An example trains a network for thousands of rounds; a unit test that needs a second is a bug report.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    slowTestThreshold: 1_000,
    // By default one core stays free, which is half of a machine with two.
    maxWorkers: availableParallelism(),
  },
});
