import type { Suite } from './suite.ts';
import { markdownTable } from './timing-report.ts';

export interface Footprint {
  readonly name: string;
  /** Over all ten parts. */
  readonly steps: number;
  /** In use before the first tenth of the steps and after each, after garbage collection. */
  readonly bytes: readonly number[];
}

/** The least that can be kept is a word of a list: below it what grows is the engine's own, code and counters. */
const SMALLEST_LEAK = 8;

/** Bytes per step, from the second tenth, when everything has been compiled, to the end. */
export function growth({ steps, bytes }: Footprint): number {
  return (bytes[10] - bytes[2]) / (0.8 * steps);
}

/** Whether a long training keeps memory that it does not need. */
export const memory: Suite<Footprint> = {
  name: 'memory',
  program: 'memory.ts',
  modes: [{ name: 'as Node runs it', flags: [] }],
  table: ([{ measurements }]) => measurements.map((each) => Object.fromEntries(cells(each))),
  section: ({ results: [{ measurements }], node, cpu }) => {
    const rows = measurements.map(cells);
    return `## Memory

What is in use after garbage collection: the heap and the buffers of typed arrays, while a network is trained. Growth is
counted from the second tenth of the steps to the end. Anything kept from every step would take ${SMALLEST_LEAK} bytes a step
at least.

${markdownTable(
  rows[0].map(([name]) => name),
  rows.map((row) => row.map(([, cell]) => cell)),
)}

Node ${node}, ${cpu}.`;
  },
};

function cells(footprint: Footprint): [name: string, cell: string][] {
  const { name, steps, bytes } = footprint;
  const rate = growth(footprint);
  return [
    ['workload', name],
    ['steps', steps.toLocaleString('en')],
    ...bytes.map((each, i): [string, string] => [i === 0 ? 'MB before' : `${10 * i} %`, megabytes(each)]),
    ['bytes a step', rate.toFixed(2)],
    ['verdict', rate < SMALLEST_LEAK ? 'keeps nothing' : 'grows'],
  ];
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
