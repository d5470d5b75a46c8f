import type { Contender } from '../../../bench/compiled/contender.ts';

/** Milliseconds before it counts, and for which it counts. */
const WARM = 150;
const COUNTED = 600;
/** Rounds that count, at least. */
const FEWEST = 3;

/** Milliseconds of a round: the median. */
export async function timeOf(contender: Contender): Promise<number> {
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
