// The networks of both tutorials, and XOR, trained by `fit`: the same figures in a few lines each.
//   npx tsx examples/22-fit-the-tutorials/main.ts
import { afterOneUpdate, error, forwardPass } from '../01-tutorial-a/figures.ts';
import {
  errorInLastRound,
  errors,
  updatedHiddenWeights,
  updatedOutputWeights,
} from '../02-tutorial-b/figures.ts';
import { ROUNDS } from '../02-tutorial-b/given.ts';
import { lineChart, writePicture } from '../support/chart.ts';
import type { Figure, Quantities } from '../support/figures.ts';
import { isMain } from '../support/main.ts';
import { finish, type Outcome } from '../support/outcome.ts';
import { Report, rows } from '../support/report.ts';
import { tutorialA, tutorialB, xor } from './trainings.ts';

const XOR_ROUNDS = 5_000;

/** What the text's own order of work ends at; the page prints the outputs of another order, see 02-tutorial-b. */
const ends: readonly Figure[] = [
  { symbol: 'out_o1', name: 'the target is .01' },
  { symbol: 'out_o2', name: 'the target is .99' },
];

/** A reader's “never goes below .50 after 5,000 iterations”, and the truth table, to which answers are rounded. */
const xorFigures: readonly Figure[] = [
  { symbol: 'E, stuck', name: '2-2-1 that begins at zero', printed: '.50' },
  { symbol: 'E, learned', name: '2-5-1 that begins within ±1' },
  { symbol: '0 xor 0', name: 'its answer', printed: '0' },
  { symbol: '0 xor 1', name: 'its answer', printed: '1' },
  { symbol: '1 xor 0', name: 'its answer', printed: '1' },
  { symbol: '1 xor 1', name: 'its answer', printed: '0' },
];

/** Trains all of them, and prints their figures beside the published ones. */
export async function fitTheTutorials(report = new Report()): Promise<Outcome> {
  report.title('The tutorials on fit', 'Does the general training loop give the figures of the pages?');
  report.text(`Each layer of a page is a Linear, its error is the loss, its rule is SGD, and its one sample is the data
    set, so that an epoch is a round. The steps are compiled.`);
  report.table(
    'Tutorial A, one round',
    rows([...forwardPass, ...error, ...afterOneUpdate], await tutorialA()),
  );

  const one = await tutorialB(1);
  const oneRound = [...errors.slice(-1), ...updatedOutputWeights, ...updatedHiddenWeights];
  report.table('Tutorial B, one round', rows(oneRound, { ...one.end, E_total: one.errors[0] }));
  const all = await tutorialB(ROUNDS);
  const inAll = rows([errorInLastRound, ...ends], { ...all.end, E_total: all.errors[ROUNDS - 1] });
  report.table('Tutorial B, 10,000 rounds', inAll);

  const stuck = await xor({ hidden: 2, learningRate: 0.5, rounds: XOR_ROUNDS });
  const learned = await xor({ hidden: 5, seed: 22, learningRate: 0.5, rounds: XOR_ROUNDS });
  report.table('XOR, 5,000 rounds', rows(xorFigures, xorQuantities(stuck, learned)));
  return report.outcome([writePicture('22-fit-the-tutorials.svg', chart(all, stuck, learned))]);
}

type Trained = Awaited<ReturnType<typeof xor>>;

const xorQuantities = (stuck: Trained, learned: Trained): Quantities => ({
  'E, stuck': stuck.errors[XOR_ROUNDS],
  'E, learned': learned.errors[XOR_ROUNDS],
  '0 xor 0': learned.answers[0],
  '0 xor 1': learned.answers[1],
  '1 xor 0': learned.answers[2],
  '1 xor 1': learned.answers[3],
});

/** The error of each training, epoch by epoch. */
function chart(...[tutorial, stuck, learned]: readonly { errors: readonly number[] }[]): string {
  const line = (name: string, { errors: all }: { errors: readonly number[] }) => ({
    name,
    points: all.map((each, round) => [round, each] as const).filter(([round]) => round % 50 === 0),
  });
  return lineChart({
    title: 'The error over the epochs of fit',
    x: { label: 'epoch' },
    y: { label: 'Σ ½ (target − out)²', log: true },
    series: [line('tutorial B', tutorial), line('XOR from zero', stuck), line('XOR, 2-5-1 from ±1', learned)],
  });
}

if (isMain(import.meta)) finish([await fitTheTutorials()]);
