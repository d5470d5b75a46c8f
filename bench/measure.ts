import Benchmark from 'benchmark';
import type { Workload } from './workload.ts';

export interface Measurement {
  readonly name: string;
  /** Runs per second of each version: the median over the cycles. */
  readonly opsPerSecond: Readonly<Record<string, number>>;
  /** chainrule's speedup over each other version: the median of the cycles' ratios. */
  readonly speedup: Readonly<Record<string, number>>;
}

export interface Effort {
  /** How many turns each version has. */
  readonly cycles: number;
  /** The length of a turn. */
  readonly seconds: number;
  /** The minimum of runs in a turn, even if its time is over. */
  readonly runs: number;
}

export const FULL: Effort = { cycles: 5, seconds: 1, runs: 2 };
export const QUICK: Effort = { cycles: 3, seconds: 0.3, runs: 1 };

/** One version's turn: how many runs a second it makes. */
export type Turn = (effort: Effort) => number | Promise<number>;

/** Times the versions of a workload in turns. */
export function measure(
  { name, run }: Workload,
  effort: Effort,
  progress: (cycle: number) => void,
): Promise<Measurement> {
  const turns = Object.entries(run).map(([version, f]): [string, Turn] => [version, turnOf(f)]);
  return measureTurns(name, Object.fromEntries(turns), effort, progress);
}

/**
 * Times versions in turns, since the speed of a machine varies by a fifth over a minute: ratios are between neighbours in time,
 * and the order is reversed from one cycle to the next. The first version is chainrule's.
 */
export async function measureTurns(
  name: string,
  turns: Readonly<Record<string, Turn>>,
  effort: Effort,
  progress: (cycle: number) => void,
): Promise<Measurement> {
  const versions = Object.keys(turns);
  const cycles: Record<string, number>[] = [];
  for (const version of versions) await turns[version]({ ...effort, seconds: effort.seconds / 2 });
  for (let cycle = 0; cycle < effort.cycles; cycle++) {
    progress(cycle);
    const result: Record<string, number> = {};
    for (const version of cycle % 2 === 0 ? versions : versions.toReversed()) {
      result[version] = await turns[version](effort);
    }
    cycles.push(result);
  }
  const over = (names: readonly string[], f: (cycle: Record<string, number>, version: string) => number) =>
    Object.fromEntries(names.map((version) => [version, median(cycles.map((each) => f(each, version)))]));
  const [own, ...others] = versions;
  return {
    name,
    opsPerSecond: over(versions, (cycle, version) => cycle[version]),
    speedup: over(others, (cycle, version) => cycle[own] / cycle[version]),
  };
}

/** Turns of a function; one that returns a promise has finished when it resolves. */
export function turnOf(f: () => unknown): Turn {
  return async ({ seconds, runs }) => {
    const first = f();
    const defer = first instanceof Promise;
    await first;
    // The garbage of the turn before is collected first, so that no version pays for another's.
    globalThis.gc?.();
    const options = { defer, maxTime: seconds, minSamples: runs };
    const turn = new Benchmark(defer ? (done: Benchmark.Deferred) => finish(f, done) : f, options);
    await new Promise((resolve) => turn.on('complete', resolve).run({ async: defer }));
    if (turn.error) throw turn.error;
    return turn.hz;
  };
}

async function finish(f: () => unknown, done: Benchmark.Deferred): Promise<void> {
  await f();
  done.resolve();
}

function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
