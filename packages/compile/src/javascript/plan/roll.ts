import type { Opcode } from '../spelling/opcode.ts';

/** A repeated sequence of operations: `times` times `period` of them, from `start` on. */
export interface Repeat {
  readonly start: number;
  readonly period: number;
  readonly times: number;
}

/** A repeat is written as a loop if that saves this many operations. */
const WORTH = 256;

/** Periods are guessed from the distances between equal sequences of these lengths. */
const LENGTHS = [4, 32, 256, 2048];

/** How many periods are tried for each of these lengths. */
const TRIED = 6;

/**
 * Repeats among a range of operations, in order and without overlap; those that save the most are chosen first. Only the kinds
 * of operations are compared, so their operands may come from anywhere.
 */
export function findRepeats(codes: readonly Opcode[], from: number, to: number): Repeat[] {
  if (to - from < 2 * WORTH) return [];
  const kinds = numbered(codes, from, to);
  const stretches = periods(kinds).flatMap((period) => stretchesOf(kinds, period));
  return chosen(stretches, kinds.length).map((repeat) => ({ ...repeat, start: repeat.start + from }));
}

/** The operations as numbers, which are equal for equal kinds. */
function numbered(codes: readonly Opcode[], from: number, to: number): Int32Array {
  const numbers = new Map<Opcode, number>();
  return Int32Array.from({ length: to - from }, (_, i) => {
    const code = codes[from + i];
    const known = numbers.get(code);
    if (known !== undefined) return known;
    numbers.set(code, numbers.size);
    return numbers.size - 1;
  });
}

/** The most frequent distances between equal sequences. */
function periods(kinds: Int32Array): number[] {
  const found = new Set<number>();
  for (const length of LENGTHS) {
    if (2 * length > kinds.length) break;
    const counts = distances(kinds, length);
    const often = [...counts].sort((a, b) => b[1] - a[1]).slice(0, TRIED);
    for (const [distance] of often) found.add(distance);
  }
  return [...found];
}

const FACTOR = 0x01000193;

/** How often each distance occurs between equal sequences of this length, by rolling hashes. */
function distances(kinds: Int32Array, length: number): Map<number, number> {
  let leading = 1;
  for (let i = 1; i < length; i++) leading = Math.imul(leading, FACTOR);
  const last = new Map<number, number>();
  const counts = new Map<number, number>();
  let hash = 0;
  for (let i = 0; i < kinds.length; i++) {
    if (i >= length) hash = (hash - Math.imul(leading, kinds[i - length] + 1)) | 0;
    hash = (Math.imul(hash, FACTOR) + kinds[i] + 1) | 0;
    if (i < length - 1) continue;
    const before = last.get(hash);
    if (before !== undefined) counts.set(i - before, (counts.get(i - before) ?? 0) + 1);
    last.set(hash, i);
  }
  return counts;
}

/** A maximal sequence with a period. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

const timesOf = ({ start, end, period }: Stretch): number => Math.floor((end - start) / period);

const saved = (run: Stretch): number => (timesOf(run) - 1) * run.period;

function stretchesOf(kinds: Int32Array, period: number): Stretch[] {
  const runs: Stretch[] = [];
  for (let i = 0, start = 0; i + period <= kinds.length; i++) {
    if (i + period < kinds.length && kinds[i] === kinds[i + period]) continue;
    const run = { start, end: i + period, period };
    if (saved(run) >= WORTH) runs.push(run);
    start = i + 1;
  }
  return runs;
}

/** Of overlapping stretches the better one, and the rest of the other if that is still worth it. */
function chosen(runs: readonly Stretch[], length: number): Repeat[] {
  const open = [...runs].sort((a, b) => saved(a) - saved(b));
  const taken = new Uint8Array(length);
  const repeats: Repeat[] = [];
  for (let best = open.pop(); best; best = open.pop()) {
    const rest = longestFree(best, taken);
    if (saved(rest) < WORTH) continue;
    if (rest.end - rest.start < best.end - best.start) {
      open.splice(lowerBound(open, saved(rest)), 0, rest);
      continue;
    }
    const { start, period } = best;
    const times = timesOf(best);
    repeats.push({ start, period, times });
    taken.fill(1, start, start + period * times);
  }
  return repeats.sort((a, b) => a.start - b.start);
}

function longestFree({ start, end, period }: Stretch, taken: Uint8Array): Stretch {
  let best = { start, end: start, period };
  for (let i = start, from = start; i <= end; i++) {
    if (i < end && taken[i] === 0) continue;
    if (i - from > best.end - best.start) best = { start: from, end: i, period };
    from = i + 1;
  }
  return best;
}

function lowerBound(runs: readonly Stretch[], value: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (saved(runs[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
