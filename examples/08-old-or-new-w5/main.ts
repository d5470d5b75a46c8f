/**
 * Why is the hidden layer's gradient computed with the old w5, and w5 replaced only afterwards?
 *
 * A gradient is the slope at one point, so all of it has to be taken before any weight moves: central differences
 * agree with the old w5, and what the new one gives is not a slope of anything. The difference is small, and the page
 * itself shows it: its second error and its final outputs come from the new weights.
 */
import { backward } from '@chainrule/core';
import { errorAfterOneRound, errorInLastRound, lastOutputs } from '../02-tutorial-b/figures.ts';
import { LEARNING_RATE, ROUNDS, WEIGHTS } from '../02-tutorial-b/given.ts';
import { network } from '../02-tutorial-b/scalar.ts';
import { type Order, train, updated } from '../02-tutorial-b/training.ts';
import { centralDifferences } from '../support/central-differences.ts';
import type { Figure } from '../support/figures.ts';
import { isMain } from '../support/main.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';

export function oldOrNewW5() {
  const nodes = network(WEIGHTS);
  const error = (weights: typeof WEIGHTS) => network(weights).E_total.item();
  return {
    gradientOfW1: {
      measured: centralDifferences(({ w1 }) => error({ ...WEIGHTS, w1: w1.item() }), {
        w1: nodes.w1,
      }).w1.item(),
      old: backward(nodes.E_total).of(nodes.w1).item(),
      // The direction of the update, a gradient or not.
      mixed: (WEIGHTS.w1 - updated(nodes, 'output layer first').w1) / LEARNING_RATE,
    },
    old: training('simultaneous'),
    mixed: training('output layer first'),
  };
}

function training(order: Order) {
  const { errors, last } = train(order, ROUNDS);
  return {
    errorAfterOne: errors[1],
    // What the forward pass of the last round sees, before that round's update.
    errorInLastRound: errors[ROUNDS - 1],
    last: { E_total: errors[ROUNDS], out_o1: last.out_o1.item(), out_o2: last.out_o2.item() },
  };
}

function print({ gradientOfW1, old, mixed }: ReturnType<typeof oldOrNewW5>): void {
  const row = (name: string, a: number, b: number, figure?: Figure) => [
    ...[name, fixed(a, 12), fixed(b, 12)],
    figure?.printed ?? '–',
  ];
  const [outO1, outO2] = lastOutputs;
  const after = (updates: number) => `after ${count(updates)} updates`;
  tell(
    'Old or new w5',
    'Why update w5 only after w1 has been computed with the old w5?',
    'Because a gradient is the slope at one point. Measured there, it agrees with the old w5:',
    table(
      ['∂E/∂w1', 'value'],
      [
        ['measured by central differences', fixed(gradientOfW1.measured, 10)],
        ['with the old w5 … w8, by backward()', fixed(gradientOfW1.old, 10)],
        ['with the new w5 … w8', fixed(gradientOfW1.mixed, 10)],
      ],
    ),
    'The page uses the old weights for its eight updates. Yet its second error and its final outputs are those that the new weights lead to, and its final error is again that of the old ones, in the forward pass of the last round:',
    table(
      ['', 'old w5', 'new w5', 'the page'],
      [
        row('E_total after 1 update', old.errorAfterOne, mixed.errorAfterOne, errorAfterOneRound),
        row(`out_o1 ${after(ROUNDS)}`, old.last.out_o1, mixed.last.out_o1, outO1),
        row(`out_o2 ${after(ROUNDS)}`, old.last.out_o2, mixed.last.out_o2, outO2),
        row(`E_total ${after(ROUNDS)}`, old.last.E_total, mixed.last.E_total),
        row(`E_total ${after(ROUNDS - 1)}`, old.errorInLastRound, mixed.errorInLastRound, errorInLastRound),
      ],
    ),
    'So if your weights after one round are right and your second error is .291027774, you did nothing wrong.',
  );
}

if (isMain(import.meta)) print(oldOrNewW5());
