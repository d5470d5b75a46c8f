import Benchmark from 'benchmark';
import { VERSIONS, type Version, type Workload } from './workload.ts';

export interface Measurement {
  readonly name: string;
  /** Runs per second: the median over the cycles. */
  readonly opsPerSecond: Readonly<Record<Version, number>>;
  /** How many times as fast as each other version chainrule is: the median of the cycles' ratios. */
  readonly speedup: Readonly<Record<Exclude<Version, 'chainrule'>, number>>;
}

export interface Effort {
  /** How often each version has its turn. */
  readonly cycles: number;
  /** The length of a turn. */
  readonly seconds: number;
}

export const FULL: Effort = { cycles: 9, seconds: 2 };
export const QUICK: Effort = { cycles: 3, seconds: 0.5 };

/**
 * Times the versions of a workload in turns, since a machine gets slower and faster by a fifth over a minute: a ratio
 * is taken between neighbours in time, and the order is turned round from one cycle to the next.
 */
export function measure(workload: Workload, effort: Effort, progress: (done: string) => void): Measurement {
  const cycles: Record<Version, number>[] = [];
  for (const version of VERSIONS) opsPerSecond(workload.run[version], effort.seconds / 2);
  for (let cycle = 0; cycle < effort.cycles; cycle++) {
    progress(`${workload.name}: cycle ${cycle + 1} of ${effort.cycles}`);
    const result = {} as Record<Version, number>;
    for (const version of cycle % 2 === 0 ? VERSIONS : VERSIONS.toReversed()) {
      result[version] = opsPerSecond(workload.run[version], effort.seconds);
    }
    cycles.push(result);
  }
  const over = (f: (cycle: Record<Version, number>) => number) => median(cycles.map(f));
  return {
    name: workload.name,
    opsPerSecond: {
      chainrule: over((c) => c.chainrule),
      'micrograd port': over((c) => c['micrograd port']),
      'by hand': over((c) => c['by hand']),
    },
    speedup: {
      'micrograd port': over((c) => c.chainrule / c['micrograd port']),
      'by hand': over((c) => c.chainrule / c['by hand']),
    },
  };
}

/** One turn. The garbage of the turn before is cleared away first, so that nobody pays for another's. */
function opsPerSecond(f: () => unknown, seconds: number): number {
  globalThis.gc?.();
  const turn = new Benchmark(f, { maxTime: seconds, minSamples: 3 }).run();
  if (turn.error) throw turn.error;
  return turn.hz;
}

function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
