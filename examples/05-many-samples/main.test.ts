import { treeLeaves } from '@chainrule/core';
import { expect, test } from 'vitest';
import { centralDifferences, numbersOf } from '../support/central-differences.ts';
import { manySamples } from './main.ts';
import { loss, network, samples } from './training.ts';

const { mean, runs } = manySamples();
const [one, mini, all] = runs;

test("the gradient of the batch is the mean of its samples' gradients", () => {
  expect(mean.each).toHaveLength(32);
  mean.batch.forEach((g, k) => {
    expect(Math.abs(g - mean.mean[k])).toBeLessThan(1e-12);
  });
  // The samples do not agree among themselves, so the mean is worth something.
  const first = mean.each.map(([g]) => g);
  expect(Math.min(...first)).toBeLessThan(-0.1);
  expect(Math.max(...first)).toBeGreaterThan(0.1);
});

test('the gradient of the batch agrees with central differences', () => {
  const data = samples();
  const measured = centralDifferences((model) => loss(model, data).item(), network());
  treeLeaves(measured)
    .flatMap(numbersOf)
    .forEach((g, k) => {
      expect(mean.batch[k]).toBeCloseTo(g, 8);
    });
});

test('one epoch is thirty-two updates, four, or one', () => {
  expect(runs.map(({ updates }) => updates / 200)).toEqual([32, 4, 1]);
});

test('with a small rate the loss falls in the order of the number of updates', () => {
  const [a, b, c] = [one, mini, all].map(({ losses }) => losses[0][200]);
  expect(a).toBeLessThan(b / 2);
  expect(b).toBeLessThan(c / 2);
});

test('with a larger rate the mini-batches win, and with the largest single samples diverge', () => {
  expect(mini.losses[1][200]).toBeLessThan(Math.min(one.losses[1][200], all.losses[1][200]) / 2);
  expect(one.losses[2].at(-1)).toBeGreaterThan(1e6);
  expect(all.losses[2][200]).toBeLessThan(all.losses[0][200] / 2);
});

test('the loss over all samples hardly ever rises with the whole batch, and often with single samples', () => {
  const rises = (losses: number[]) => losses.filter((loss, i) => i > 0 && loss > losses[i - 1]).length;
  expect(rises(all.losses[0])).toBeLessThan(5);
  expect(rises(one.losses[0])).toBeGreaterThan(50);
});
