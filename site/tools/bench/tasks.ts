import type { Target } from '@chainrule/compile';
import {
  cnnBatch,
  cnnCompiled,
  mlp,
  mlpCompiled,
  productCompiled,
} from '../../../bench/compiled/chainrule.ts';
import type { Contender } from '../../../bench/compiled/contender.ts';
import type { Mode, WorkKey } from './works.ts';

type Maker = (threads: number, target: Target) => Contender;

const MAKERS: Readonly<Record<WorkKey, Maker>> = {
  product256: (threads, target) => productCompiled(256, threads, target),
  product512: (threads, target) => productCompiled(512, threads, target),
  product1024: (threads, target) => productCompiled(1024, threads, target),
  mlp: (threads, target) => mlpCompiled(mlp([784, 128, 64, 10], 64), threads, target),
  cnn: (threads, target) => cnnCompiled(cnnBatch(64), threads, target),
};

/** Milliseconds before it counts, and for which it counts. */
const WARM = 150;
const COUNTED = 600;
/** Rounds that count, at least. */
const FEWEST = 3;

/** Milliseconds of a round: the median. */
export async function measure(key: WorkKey, mode: Mode, cores: number): Promise<number> {
  const threads = mode === 'all' ? cores : 1;
  const contender = MAKERS[key](threads, mode === 'javascript' ? 'javascript' : 'webassembly');
  // The program is made in the first round.
  await contender.round();
  await timesOf(contender, WARM, 1);
  const times = (await timesOf(contender, COUNTED, FEWEST)).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

/** The milliseconds of each round: at least this many rounds, for at least this long. */
async function timesOf({ round }: Contender, milliseconds: number, fewest: number): Promise<number[]> {
  const times: number[] = [];
  const begun = performance.now();
  for (let before = begun; times.length < fewest || before - begun < milliseconds; ) {
    await round();
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return times;
}
