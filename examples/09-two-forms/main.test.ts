import { expect, test } from 'vitest';
import { spread, twoForms } from './main.ts';

const points = twoForms();
const [tutorial] = points;

test("at the tutorial's weights the forms give the tutorial's figures", () => {
  expect(tutorial.outH1.byBackward).toBeCloseTo(0.036350306, 9);
  expect(tutorial.outOverNet.byBackward).toBeCloseTo(0.186815602, 9);
  expect(tutorial.minusOne.output).toBeCloseTo(0.74136507, 8);
});

test('the two forms of ∂E/∂out_h1 agree with the walk at every point', () => {
  for (const { outH1 } of points) expect(spread(outH1)).toBeLessThan(1e-12);
});

test('∂E/∂out_h1 is what central differences measure', () => {
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  const error = (out_h1: number) => {
    const out_h2 = logistic(0.25 * 0.05 + 0.3 * 0.1 + 0.35);
    const out_o1 = logistic(0.4 * out_h1 + 0.45 * out_h2 + 0.6);
    const out_o2 = logistic(0.5 * out_h1 + 0.55 * out_h2 + 0.6);
    return ((0.01 - out_o1) ** 2 + (0.99 - out_o2) ** 2) / 2;
  };
  const [out_h1, h] = [logistic(0.15 * 0.05 + 0.2 * 0.1 + 0.35), 1e-5];
  expect(tutorial.outH1.byErrors).toBeCloseTo((error(out_h1 + h) - error(out_h1 - h)) / (2 * h), 9);
});

test('∂out/∂net is out(1 − out) at every point, and net(1 − net) at none', () => {
  for (const { outOverNet } of points) {
    const { byBackward, right, wrong } = outOverNet;
    expect(Math.abs(byBackward - right)).toBeLessThan(1e-12);
    expect(Math.abs(byBackward - wrong)).toBeGreaterThan(0.01);
  }
  // 1.105905967 · (1 − 1.105905967)
  expect(tutorial.outOverNet.wrong).toBeCloseTo(-0.117122041, 8);
});

test('the −1 is the derivative of target − out by out', () => {
  for (const { minusOne } of points) {
    expect(minusOne.local).toBe(-1);
    expect(minusOne.output).toBe(-minusOne.difference);
  }
  expect(tutorial.minusOne.difference).toBeCloseTo(0.01 - 0.75136507, 8);
});
