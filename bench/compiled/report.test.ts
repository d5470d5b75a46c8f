import { expect, test } from 'vitest';
import { comparisonChart } from './chart.ts';
import type { Duel, Outcome } from './pairing.ts';
import { compiled } from './report.ts';

const duel: Duel = {
  kind: 'duel',
  row: 'sum',
  title: 'a sum, of ten',
  own: 'chainrule',
  peer: 'Peer',
  ownPerSecond: 100,
  peerPerSecond: 50,
  speedup: 2,
  bar: 1.5,
  stretch: 3,
};
const size: Outcome = {
  kind: 'figure',
  row: 'size',
  title: 'bytes',
  number: 40,
  unit: 'kB',
  bar: 80,
  stretch: 50,
};
const missing: Outcome = {
  kind: 'missing',
  row: 'sum',
  title: 'a sum',
  peer: 'Other',
  reason: 'not installed',
};

const machine = { node: 'v20', cpu: 'a CPU', cores: 2, cycles: 5, seconds: 1 };
const section = (outcomes: readonly Outcome[]) =>
  compiled.section({ ...machine, results: [{ name: 'all', measurements: outcomes }] });

test('a row states its speedup and the goal that it reaches', () => {
  const text = section([duel, { ...duel, speedup: 1.2 }, { ...duel, speedup: 4 }, size]);
  expect(text).toContain('| a sum, of ten | 10 ms | Peer | 20 ms | 2.00 × | ≥ 1.5 × | ≥ 3 × | bar |');
  expect(text).toContain('| 1.20 × | ≥ 1.5 × | ≥ 3 × | no |');
  expect(text).toContain('| 4.00 × | ≥ 1.5 × | ≥ 3 × | stretch |');
  expect(text).toContain('| bytes | 40.0 kB |  |  |  | ≤ 80 kB | ≤ 50 kB | stretch |');
});

test('what was skipped is listed with the reason, and has no row', () => {
  const text = section([duel, missing]);
  expect(text).toContain('- a sum, Other: not installed');
  expect(text).not.toContain('| a sum |');
});

test('the chart names every pairing, and is a stand-alone picture', () => {
  const svg = comparisonChart([duel, missing, size, { ...duel, peer: 'Third', own: 'chainrule, 2 threads' }]);
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toContain('a sum, against Peer');
  expect(svg).toContain('a sum, against Third (2 threads)');
  expect(svg).not.toContain('Other');
});
