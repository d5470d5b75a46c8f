import { compile } from '@chainrule/compile';
import { constant, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';

const x = constant([
  [0, 1],
  [1, 0],
  [2, 1],
]);
const target = constant([0, 1, 1], { dtype: 'int32' });

const rules: Record<string, () => nn.GradientTransform> = {
  sgd: () => nn.sgd({ learningRate: 0.05, momentum: 0.5, dampening: 0.1, weightDecay: 0.01 }),
  amsgrad: () => nn.adam({ learningRate: 0.1, amsgrad: true }),
  adamW: () => nn.adamW({ learningRate: nn.cosineDecay(0.1, { steps: 15 }) }),
  nadam: () => nn.nadam({ learningRate: nn.stepDecay(0.1, { milestones: [3, 6] }) }),
  radam: () => nn.radam({ learningRate: nn.polynomialDecay(0.1, { steps: 9, power: 2 }) }),
  adamax: () => nn.adamax({ learningRate: nn.exponentialDecay(0.1, { gamma: 0.9 }) }),
  adagrad: () => nn.adagrad({ learningRate: 0.5, learningRateDecay: 0.01 }),
  adadelta: () => nn.adadelta({ learningRate: 10 }),
  rmsprop: () => nn.rmsprop({ learningRate: 0.05, momentum: 0.2, centered: true }),
  rprop: () => nn.rprop(),
  lion: () => nn.lion({ learningRate: nn.warmUp(nn.oneCycle(0.1, { steps: 15 }), { steps: 3 }) }),
  lamb: () => nn.lamb({ learningRate: nn.cosineRestarts(0.05, { steps: 3, factor: 2 }) }),
  muon: () => nn.muon({ learningRate: 0.05 }),
  groups: () =>
    nn.groups([{ parameters: /bias/, rule: nn.adam({ learningRate: 0.1 }) }], nn.sgd({ learningRate: 0.05 })),
  accumulate: () => nn.accumulate(3, nn.adam({ learningRate: 0.3 })),
  clipped: () =>
    nn.chain(nn.clipByGlobalNorm(1), nn.clipByNorm(0.9), nn.clipByValue(0.8), nn.sgd({ learningRate: 0.1 })),
};

/** Twenty steps, with an average of the weights and a plateau outside the step. */
function trained(make: () => nn.GradientTransform, isCompiled: boolean) {
  const model = new nn.Linear(2, 2, { random: 1 });
  const optimizer = new nn.Optimizer(model, make());
  const plateau = new nn.ReduceOnPlateau(optimizer, { patience: 3, factor: 0.5, threshold: 0.1 });
  const average = new nn.WeightAverage(model, { decay: 0.9 });
  const eager = (inputs: Value, classes: Value) => {
    const loss = nn.crossEntropy(model.forward(inputs), classes, { labelSmoothing: 0.1 });
    optimizer.step(loss.backward());
    average.update(model);
    return loss;
  };
  const step = isCompiled ? compile(eager, { state: [model, optimizer, average] }) : eager;
  for (let i = 0; i < 20; i++) plateau.step(step(x, target).item());
  const numbers = [model.weight, model.bias as Value, average.model.weight].map((each) => each.toArray());
  return {
    numbers,
    factor: optimizer.learningRateFactor?.item(),
    traces: (step as { traces?: number }).traces,
  };
}

const close = (numbers: unknown): unknown =>
  Array.isArray(numbers) ? numbers.map(close) : expect.closeTo(numbers as number, 10);

describe('a compiled step gives the eager results, from one trace, with', () => {
  test.each(Object.entries(rules))('%s', (_, make) => {
    const [eager, compiled] = [trained(make, false), trained(make, true)];
    expect(compiled.numbers).toEqual(close(eager.numbers));
    expect(compiled.factor).toBe(eager.factor);
    expect(compiled.traces).toBe(1);
  });
});

describe('searches take a compiled function', () => {
  const residuals = (p: Value) => p.select(0).mul([1, 2, 3]).add(p.select(1).exp()).sub([3, 5, 7]);

  test('minimize, by every method', () => {
    const f = (p: Value) => residuals(p).square().sum();
    for (const method of ['lbfgs', 'newton-cg'] as const) {
      const [eager, compiled] = [minimum(f), minimum(compile(f))];
      expect(compiled.status).toBe('converged');
      expect(compiled.x.toArray()).toEqual(close(eager.x.toArray()));
      function minimum(g: (p: Value) => Value) {
        return nn.minimize(g, [0, 0.5], { method });
      }
    }
  });

  test('leastSquares', () => {
    const [eager, compiled] = [
      nn.leastSquares(residuals, [0, 0.5]),
      nn.leastSquares(compile(residuals), [0, 0.5]),
    ];
    expect(compiled.status).toBe('converged');
    expect(compiled.x.toArray()).toEqual(close(eager.x.toArray()));
  });
});
