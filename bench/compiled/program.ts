// The program of a suite: one pairing or figure, in a separate process.
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type Effort, FULL, measureTurns, QUICK, type Turn, turnOf } from '../measure.ts';
import { differenceOf } from '../workload.ts';
import type { Contender } from './contender.ts';
import type { Figure, Outcome, Pairing } from './pairing.ts';
import { labelOf, ROWS } from './rows.ts';

const [file, quick, label] = process.argv.slice(2);
const entry = ROWS.find((each) => labelOf(each) === label);
if (entry === undefined) throw new Error(`no row is called ${label}`);
const outcome = await ('peer' in entry ? duel(entry, quick === 'true' ? QUICK : FULL) : read(entry));
writeFileSync(file, JSON.stringify([outcome]));
process.exit(0);

async function read({ measure, ...told }: Figure): Promise<Outcome> {
  return { kind: 'figure', ...told, number: await measure() };
}

async function duel(pairing: Pairing, effort: Effort): Promise<Outcome> {
  const { row, title, peer, bar, stretch, how } = pairing;
  const told = { row, title, peer, bar, stretch };
  const missing = (reason: string): Outcome => {
    console.log(`  left out: ${reason}`);
    return { kind: 'missing', ...told, reason };
  };
  const theirs = await pairing.theirs();
  if (theirs === undefined) return missing('not installed');
  try {
    const own = pairing.own();
    const wrong = await disagreement(pairing, own, theirs);
    if (wrong !== undefined) return missing(wrong);
    const turns = { chainrule: clockOf(own), peer: clockOf(theirs) };
    const { opsPerSecond, speedup } = await measureTurns(label, turns, effort, () => {});
    const [ownPerSecond, peerPerSecond] = [opsPerSecond.chainrule, opsPerSecond.peer];
    const name = `chainrule${how ? `, ${how}` : ''}`;
    const { about } = theirs;
    return { kind: 'duel', ...told, own: name, about, ownPerSecond, peerPerSecond, speedup: speedup.peer };
  } catch (error) {
    // One of the two fails; the other rows can still be measured.
    return missing(String(error));
  } finally {
    theirs.end?.();
  }
}

function clockOf({ turn, round }: Contender): Turn {
  return turn ?? turnOf(round);
}

/** Where the first rounds of two contenders differ, in words; undefined if they agree. */
async function disagreement(
  pairing: Pairing,
  own: Contender,
  theirs: Contender,
): Promise<string | undefined> {
  for (let round = 1; round <= pairing.rounds; round++) {
    await own.round();
    await theirs.round();
    // Threads that a contender has asked for start meanwhile.
    await setTimeout(20);
    if (pairing.tolerance === undefined) continue;
    const [ours, others] = [await own.results(), await theirs.results()];
    const found = differenceOf(ours, others, pairing.tolerance);
    if (found)
      return `round ${round}: number ${found.at} is ${found.expected} with chainrule, ${found.got} with it`;
  }
  return undefined;
}
