import { expect, test } from 'vitest';
import { errorAfterOneRound, errorInLastRound, lastOutputs } from '../02-tutorial-b/figures.ts';
import { WEIGHTS } from '../02-tutorial-b/given.ts';
import { network } from '../02-tutorial-b/scalar.ts';
import { updated } from '../02-tutorial-b/training.ts';
import { type Figure, meets as isPrinted } from '../support/figures.ts';
import { oldOrNewW5 } from './main.ts';

const { gradientOfW1, old, mixed } = oldOrNewW5();

test('central differences agree with the old w5, and not with the new', () => {
  expect(gradientOfW1.old).toBeCloseTo(0.000438568, 9);
  expect(Math.abs(gradientOfW1.old - gradientOfW1.measured)).toBeLessThan(1e-11);
  expect(Math.abs(gradientOfW1.mixed - gradientOfW1.measured)).toBeGreaterThan(1e-6);
});

test('the mixed gradient is Σ δ w⁺ σ′(net_h1) i1, worked out by hand', () => {
  const { out_h1, out_h2, out_o1, out_o2 } = network(WEIGHTS);
  const [h1, h2, o1, o2] = [out_h1, out_h2, out_o1, out_o2].map((x) => x.item());
  const [d1, d2] = [(o1 - 0.01) * o1 * (1 - o1), (o2 - 0.99) * o2 * (1 - o2)];
  const [w5, w7] = [0.4 - 0.5 * d1 * h1, 0.5 - 0.5 * d2 * h1];
  expect(gradientOfW1.mixed).toBeCloseTo((d1 * w5 + d2 * w7) * h1 * (1 - h1) * 0.05, 14);

  const [w6, w8] = [0.45 - 0.5 * d1 * h2, 0.55 - 0.5 * d2 * h2];
  const w4 = 0.3 - 0.5 * (d1 * w6 + d2 * w8) * h2 * (1 - h2) * 0.1;
  expect(updated(network(WEIGHTS), 'output layer first').w4).toBeCloseTo(w4, 14);
});

const meets = ({ printed }: Figure, computed: number) =>
  printed !== undefined && isPrinted(printed, computed);

test('the second error of the page is that of the mixed order', () => {
  expect(old.errorAfterOne).toBeCloseTo(0.29102777369, 11);
  expect(mixed.errorAfterOne).toBeCloseTo(0.291027923905, 12);
  expect(meets(errorAfterOneRound, mixed.errorAfterOne)).toBe(true);
  expect(meets(errorAfterOneRound, old.errorAfterOne)).toBe(false);
});

test('the final outputs of the page are those of the mixed order', () => {
  const [out_o1, out_o2] = lastOutputs;
  expect(meets(out_o1, mixed.last.out_o1) && meets(out_o2, mixed.last.out_o2)).toBe(true);
  expect(meets(out_o1, old.last.out_o1) || meets(out_o2, old.last.out_o2)).toBe(false);
  expect(old.last.out_o1).toBeCloseTo(0.01591362, 9);
  expect(old.last.out_o2).toBeCloseTo(0.984064274, 9);
});

test("the final error of the page is the old order's, before the update of the last round", () => {
  expect(meets(errorInLastRound, old.errorInLastRound)).toBe(true);
  for (const error of [mixed.errorInLastRound, old.last.E_total, mixed.last.E_total])
    expect(meets(errorInLastRound, error)).toBe(false);
  const { out_o1, out_o2 } = old.last;
  expect(old.last.E_total).toBeCloseTo(((0.01 - out_o1) ** 2 + (0.99 - out_o2) ** 2) / 2, 15);
});
