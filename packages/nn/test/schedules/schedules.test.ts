import { constant, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';

describe('a schedule', () => {
  const all: [string, nn.Schedule][] = [
    ['constantRate', nn.constantRate(0.3)],
    ['polynomialDecay', nn.polynomialDecay(1, { steps: 7, power: 3, end: 0.2 })],
    ['warmUp', nn.warmUp(nn.cosineRestarts(1, { steps: 3, factor: 2 }), { steps: 5, from: 0.1 })],
    ['joinSchedules', nn.joinSchedules([0.5, nn.exponentialDecay(1, { gamma: 0.7 }), 0.1], [3, 8])],
    [
      'chainSchedules',
      nn.chainSchedules([nn.oneCycle(1, { steps: 12 }), nn.linearRate(1, 2, { steps: 4 }), 0.5]),
    ],
  ];
  test.each(all)('%s gives the same for a number and for a Value', (_, rate) => {
    for (let step = 0; step < 20; step++) {
      expect(rate(constant(step)).item()).toBe(rate(step));
      expect(rate(step)).toBeGreaterThan(0);
    }
  });

  test('reaches its end and stays', () => {
    expect(nn.polynomialDecay(1, { steps: 5, end: 0.25 })(99)).toBe(0.25);
    expect(nn.cosineDecay(1, { steps: 5, end: 0.25 })(99)).toBe(0.25);
    expect(nn.linearRate(0, 1, { steps: 5 })(99)).toBe(1);
    expect(nn.oneCycle(1, { steps: 10 })(99)).toBeCloseTo(4e-6, 15);
  });

  test('joined starts each part from its beginning, and tolerates non-finite parts before their turn', () => {
    const root = nn.schedule((t) => t.sub(3).sqrt());
    const rate = nn.joinSchedules([1, root], [2]);
    expect([rate(0), rate(1), rate(5)]).toEqual([1, 1, 0]);
  });

  test('cosineRestarts begins each cycle at the full rate, even after many', () => {
    const rate = nn.cosineRestarts(1, { steps: 1, factor: 2 });
    for (let n = 1; n < 30; n++) expect(rate(2 ** n - 1)).toBeCloseTo(1, 6);
  });

  test('refuses bad arguments by name', () => {
    expect(() => nn.stepDecay(1, { every: 0 })).toThrow(
      'stepDecay: every: expected a whole number above zero, got 0',
    );
    expect(() => nn.exponentialDecay(-1, { gamma: 0.5 })).toThrow(
      'exponentialDecay: rate: expected a number above 0',
    );
    expect(() => nn.oneCycle(1, { steps: 10, rising: 1 })).toThrow(
      'oneCycle: rising: expected a number between 0 and 1',
    );
    expect(() => nn.joinSchedules([1, 2, 3], [5, 5])).toThrow(
      'joinSchedules: boundaries: expected 2 rising steps',
    );
    expect(() => nn.chainSchedules([])).toThrow('chainSchedules: schedules.length');
    const optimizer = new nn.Optimizer({ w: value(1) }, nn.adam());
    expect(() => new nn.ReduceOnPlateau(optimizer, { factor: 1 })).toThrow('ReduceOnPlateau: factor');
  });
});

describe('findLearningRate', () => {
  const quadratic = ({ w }: { w: ReturnType<typeof value> }) => w.square().mul([1, 10]).sum();

  test('suggests a rate at which the loss falls, leaves the model unchanged, and ends when it diverges', () => {
    const model = { w: value([1, 1]) };
    const old = model.w;
    const found = nn.findLearningRate(model, quadratic, {
      rule: (learningRate) => nn.sgd({ learningRate }),
      min: 1e-5,
      max: 10,
      smoothing: 0,
    });
    expect(model.w).toBe(old);
    expect(found.rates.length).toBeLessThan(100);
    expect(found.rates[0]).toBeCloseTo(1e-5, 15);
    // Gradient descent on 10 w² is stable below 2/20.
    expect(found.suggestion).toBeGreaterThan(1e-3);
    expect(found.suggestion).toBeLessThan(0.1);
    const trained = { w: value([1, 1]) };
    const optimizer = new nn.Optimizer(trained, nn.sgd({ learningRate: found.suggestion! }));
    for (let i = 0; i < 50; i++) optimizer.step(quadratic(trained).backward());
    expect(quadratic(trained).item()).toBeLessThan(5);
  });

  test('goes from the first rate to the last, and smooths without a bias towards 0', () => {
    const found = nn.findLearningRate({ w: value([1]) }, ({ w }) => w.mul(0).sum().add(2), {
      min: 0.01,
      max: 1,
      steps: 3,
    });
    expect(found.rates).toEqual([0.01, expect.closeTo(0.1, 12), expect.closeTo(1, 12)]);
    found.smoothed.forEach((mean) => {
      expect(mean).toBeCloseTo(2, 14);
    });
    expect(found.suggestion).toBeUndefined();
    expect(found.toSVG()).toContain('<polyline');
  });

  test('passes the number of the step, and refuses bad arguments by name', () => {
    const steps: number[] = [];
    nn.findLearningRate(
      { w: value([1]) },
      ({ w }, step) => {
        steps.push(step);
        return w.square().sum();
      },
      { steps: 4, max: 1e-3 },
    );
    expect(steps).toEqual([0, 1, 2, 3]);
    expect(() => nn.findLearningRate({ w: value(1) }, ({ w }) => w, { max: 1e-9 })).toThrow(
      'findLearningRate: max',
    );
    expect(() => nn.findLearningRate({ w: value(1) }, ({ w }) => w, { steps: 1 })).toThrow(
      'findLearningRate: steps',
    );
  });
});
