import { compiled } from './compiled/report.ts';
import { FULL, type Measurement } from './measure.ts';
import { memory } from './memory-report.ts';
import type { Suite } from './suite.ts';
import { timingSection, timingTable } from './timing-report.ts';

// V8 guesses which objects will live long and puts them straight into the old generation. Where it guesses that of the
// nodes of a graph, dead nodes there keep young ones alive, and a program gets up to four times slower, at moments that
// depend on what ran before. So scalar graphs are timed as Node runs them, and once more without the guess.
const AS_NODE = { name: 'as Node runs it', flags: [] };
const WITHOUT_PRETENURING = { name: 'without pretenuring', flags: ['--no-allocation-site-pretenuring'] };

const scalars: Suite<Measurement> = {
  name: 'eager-scalar',
  program: 'eager-scalar.ts',
  modes: [AS_NODE, WITHOUT_PRETENURING],
  effort: FULL,
  table: timingTable,
  section: (saved) =>
    timingSection(saved, {
      title: 'Eager scalar graphs',
      introduction: `
How many times as fast as each other version chainrule's eager graph is; above 1 it is faster. The port is the idea of
micrograd in plain TypeScript, a closure for each node; "by hand" is derivatives worked out on paper, with no graph.
All versions reach the same weights, which is checked before they are timed.`,
      note: `
V8's allocation-site pretenuring slows graphs of small objects down at random, the port's most of all; the
rows without it (\`--no-allocation-site-pretenuring\`) show every version at its best.`,
    }),
};

const tensors: Suite<Measurement> = {
  name: 'eager-tensors',
  program: 'tensors.ts',
  modes: [AS_NODE],
  effort: FULL,
  table: timingTable,
  section: (saved) =>
    timingSection(saved, {
      title: 'Eager tensors',
      introduction: `
How many times as fast as TensorFlow.js 4.22 chainrule's eager tensors are; above 1 they are faster. Both are plain
JavaScript here: TensorFlow.js runs on its cpu backend, in production mode. Numbers are float32; where a row says
float64 that is chainrule's, beside TensorFlow.js in float32, since it has nothing else. Results agree to 1e-5 of the
largest, which is checked before they are timed.`,
      note: '`npm run bench:peers` installs TensorFlow.js.',
    }),
};

/** All suites, in the order of bench/results/README.md. */
export const SUITES: readonly Suite[] = [compiled, scalars, tensors, memory];
