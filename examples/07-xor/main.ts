/**
 * Why does XOR "never go below .50 after 5,000 iterations", and what makes it learn?
 *
 * An error of .50 is that of four answers of ½: the hidden units do not differ, or not enough, and the gradient that would
 * separate them is zero or tiny. It learns from random weights that are neither tiny (almost no gradient) nor huge
 * (a saturated output, no gradient either), and almost always with more than two hidden units.
 */
import { lineChart, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { type Progress, progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { count, fixed, short, table } from '../support/table.ts';
import { LEARNING_RATE, ROUNDS, ROUNDS_IN_ALL, roundsToLearn, sixNetworks, TALLY, tally } from './runs.ts';

const FASTER = 10 * LEARNING_RATE;

export function xor(bar?: Progress) {
  return { six: sixNetworks(bar), faster: roundsToLearn(FASTER), tally: tally(bar) };
}

function print({ six, faster, tally }: ReturnType<typeof xor>): void {
  const chart = lineChart({
    title: 'XOR with six starts of a 2-2-1 network (±0.1 covers all zero)',
    x: { label: 'round' },
    y: { label: 'error' },
    series: six.map(({ name, errors }) => ({
      name,
      points: errors.map((error, round) => [round, error] as const).filter(([round]) => round % 20 === 0),
    })),
  });
  const { hidden, scales, seeds, rounds, learningRate } = TALLY;
  tell(
    'XOR that sticks and XOR that learns',
    'XOR "never goes below .50 after 5,000 iterations": why, and what makes it learn?',
    `Six networks 2-2-1, sigmoid, error Σ ½ (target − out)² over the four pairs, ${count(ROUNDS)} rounds with the rate ${LEARNING_RATE}. Only the weights and biases they begin with differ:`,
    table(
      ['begins with', 'error at first', 'after 1,000', `after ${count(ROUNDS)}`, 'answers to 00 01 10 11'],
      six.map(({ name, errors, answers }) => [
        name,
        ...[0, 1000, ROUNDS].map((round) => fixed(errors[round], 5)),
        answers.map((answer) => fixed(answer, 2)).join(' '),
      ]),
    ),
    'Four answers of ½ make the error 4 · ½ · ½² = .50. Why they stay there, measured, h and out at their largest over the four pairs:',
    table(
      ['begins with', '|∇E|: first', 'last', 'h1 − h2: first', 'last', 'out(1 − out): first', 'last'],
      six.map(({ name, gradientNorm, apart, slope }) => [
        name,
        ...[gradientNorm, apart, slope].flatMap(({ start, end }) => [short(start), short(end)]),
      ]),
    ),
    'All zero: the gradient is exactly 0. All .5: both hidden units are the same, get the same gradient and stay the same; with one unit the best is 0 ⅔ ⅔ ⅔, an error of ⅓. ' +
      `±0.1: there is a way out, but the gradient is tiny; with the rate ${FASTER} the same network has learned after ${faster === undefined ? 'more rounds than these' : `${count(faster)} rounds`}. ` +
      '±30: the output unit is saturated, and its slope out(1 − out), through which every gradient passes, is almost 0. ±1: with two hidden units it is a matter of luck.',
    `With more hidden units it is not. Of ${seeds} random networks, how many have learned after ${count(rounds)} rounds with the rate ${learningRate}:`,
    table(
      ['hidden units', ...scales.map((scale) => `±${scale}`)],
      hidden.map((units, row) => [String(units), ...tally[row].map(String)]),
    ),
    `Picture: ${writePicture('07-xor.svg', chart)}`,
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', ROUNDS_IN_ALL);
  const result = xor(bar);
  bar.stop();
  print(result);
}
