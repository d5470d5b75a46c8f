import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest begins first, so that no worker has it left at the end. By itself Vitest goes by the size of a file. */
const LONGEST = ['try', 'pages', 'embed'].map((name) => `/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      LONGEST.findIndex((name) => moduleId.endsWith(name)) + 1 || Number.POSITIVE_INFINITY;
    return (await super.sort(files)).sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  }
}

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts'],
    sequence: { sequencer: LongestFirst },
    // By default one core stays free, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // Files share the browser of their worker, and what they import.
    isolate: false,
    // A page of the site is opened for each test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
