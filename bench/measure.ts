import Benchmark from 'benchmark';
import type { Workload } from './workload.ts';

export interface Measurement {
  readonly name: string;
  /** Runs per second of each version: the median over the cycles. */
  readonly opsPerSecond: Readonly<Record<string, number>>;
  /** How many times as fast as each other version chainrule is: the median of the cycles' ratios. */
  readonly speedup: Readonly<Record<string, number>>;
}

export interface Effort {
  /** How often each version has its turn. */
  readonly cycles: number;
  /** The length of a turn. */
  readonly seconds: number;
  /** Below how many runs a turn goes on although its time is over. */
  readonly runs: number;
}

export const FULL: Effort = { cycles: 5, seconds: 1, runs: 2 };
export const QUICK: Effort = { cycles: 3, seconds: 0.3, runs: 1 };

/**
 * Times the versions of a workload in turns, since a machine gets slower and faster by a fifth over a minute: a ratio
 * is taken between neighbours in time, and the order is turned round from one cycle to the next.
 */
export function measure(
  { name, run }: Workload,
  effort: Effort,
  progress: (cycle: number) => void,
): Measurement {
  const versions = Object.keys(run);
  const cycles: Record<string, number>[] = [];
  for (const version of versions) opsPerSecond(run[version], { ...effort, seconds: effort.seconds / 2 });
  for (let cycle = 0; cycle < effort.cycles; cycle++) {
    progress(cycle);
    const result: Record<string, number> = {};
    for (const version of cycle % 2 === 0 ? versions : versions.toReversed()) {
      result[version] = opsPerSecond(run[version], effort);
    }
    cycles.push(result);
  }
  const over = (names: readonly string[], f: (cycle: Record<string, number>, version: string) => number) =>
    Object.fromEntries(names.map((version) => [version, median(cycles.map((each) => f(each, version)))]));
  return {
    name,
    opsPerSecond: over(versions, (cycle, version) => cycle[version]),
    speedup: over(
      versions.filter((version) => version !== 'chainrule'),
      (cycle, version) => cycle.chainrule / cycle[version],
    ),
  };
}

/** One turn. The garbage of the turn before is cleared away first, so that nobody pays for another's. */
function opsPerSecond(f: () => unknown, { seconds, runs }: Effort): number {
  globalThis.gc?.();
  const turn = new Benchmark(f, { maxTime: seconds, minSamples: runs }).run();
  if (turn.error) throw turn.error;
  return turn.hz;
}

function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
