import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Measurement } from './measure.ts';
import { type Footprint, growth, memory } from './memory-report.ts';
import { readme, save } from './report.ts';
import type { ModeResult } from './suite.ts';
import { SUITES } from './suites.ts';

const tensors = SUITES.find(({ name }) => name === 'eager-tensors')!;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const timed: ModeResult<Measurement> = {
  name: 'as Node runs it',
  measurements: [{ name: 'a sum', opsPerSecond: { chainrule: 50, peer: 25 }, speedup: { peer: 2 } }],
};
const leak = { name: 'a network', steps: 100, bytes: [5, 8, 10, 11, 12, 13, 14, 15, 16, 17, 1610] };

test('measuring one suite leaves the rows of the others in the README', () => {
  save(folder, tensors, [timed]);
  save<Footprint>(folder, memory, [{ name: 'as Node runs it', measurements: [leak] }]);
  const text = readme(folder, SUITES);
  expect(text).toContain(
    '| workload | chainrule | against peer |\n|---|---|---|\n| a sum | 20 ms | 2.00 × |',
  );
  expect(text).toContain('| a network | 100 |');
  expect(text).not.toContain('scalar graphs');
});

test('without its peers a suite has one column less', () => {
  const alone = { name: 'a sum', opsPerSecond: { chainrule: 50 }, speedup: {} };
  expect(tensors.table([{ ...timed, measurements: [alone] }])).toEqual([
    { workload: 'a sum', V8: 'as Node runs it', 'chainrule, ops/s': '50.00' },
  ]);
});

test('memory that a training keeps per step is detected', () => {
  expect(growth(leak)).toBe(20);
  const verdict = (bytes: number[]) =>
    memory.table([{ name: '', measurements: [{ ...leak, bytes }] }])[0].verdict;
  expect(verdict(leak.bytes)).toBe('grows');
  expect(verdict(leak.bytes.fill(10))).toBe('keeps nothing');
});
