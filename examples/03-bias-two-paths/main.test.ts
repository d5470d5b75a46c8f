import { expect, test } from 'vitest';
import { forward } from '../02-tutorial-b/scalar.ts';
import { centralDifferences } from '../support/central-differences.ts';
import { parameters } from '../support/network.ts';
import { biasTwoPaths, ROUNDS } from './main.ts';

const result = biasTwoPaths();

test('the gradient of a bias is the sum of its shares over both paths', () => {
  const { b1, b2 } = result;
  expect(b1.shares.net_h1 + b1.shares.net_h2).toBeCloseTo(b1.gradient, 15);
  expect(b2.shares.net_o1 + b2.shares.net_o2).toBeCloseTo(b2.gradient, 15);
});

test("the shares are the neurons' deltas, as the tutorial's figures give them", () => {
  expect(result.b2.shares.net_o1).toBeCloseTo(0.138498562, 9);
  expect(result.b1.shares.net_h1).toBeCloseTo(0.036350306 * 0.241300709, 9);
});

test('the gradients of the biases agree with central differences', () => {
  const measured = centralDifferences((p) => forward(p).E_total.item(), parameters('trained'));
  expect(result.b1.gradient).toBeCloseTo(measured.b1.item(), 9);
  expect(result.b2.gradient).toBeCloseTo(measured.b2.item(), 9);
});

test('with fixed biases the errors are those that the tutorial prints', () => {
  // The page prints .291027924 after one round, which is the mixed order of example 08.
  expect(result.held.errors[1]).toBeCloseTo(0.29102777369, 10);
  expect(result.held.errors[ROUNDS]).toBeCloseTo(0.0000351085, 7);
});

test('with the biases updated the error is lower after one round and after all of them', () => {
  expect(result.updated.errors[1]).toBeLessThan(result.held.errors[1]);
  expect(result.updated.errors[ROUNDS]).toBeLessThan(result.held.errors[ROUNDS]);
  // One small step lowers the error by about η times the squared gradient: the biases add their part.
  const extra = result.held.errors[1] - result.updated.errors[1];
  expect(extra / (0.5 * (result.b1.gradient ** 2 + result.b2.gradient ** 2))).toBeCloseTo(1, 1);
});
