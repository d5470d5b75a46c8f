import { expect, test } from 'vitest';
import { AnomalyError, announce, constant, detectAnomaly, value } from '../src/index.ts';

test('who observes the making of nodes is told of one that is announced', () => {
  const x = value(1);
  const { primitive } = x.exp();
  const made = constant(Number.NaN);
  expect(() => detectAnomaly(() => announce(made, primitive!, [x]))).toThrow(AnomalyError);
});
