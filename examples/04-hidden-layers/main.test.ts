import { expect, test } from 'vitest';
import { gradientsPerLayer, hiddenLayers } from './main.ts';
import { type ActivationName, deepError, deepNetwork } from './networks.ts';

const { fourLayers, deep } = hiddenLayers();
const [sigmoid, tanh, relu] = deep;

test('with three hidden layers the walk agrees with central differences in every layer', () => {
  expect(fourLayers).toHaveLength(4);
  for (const { gradient, deviation } of fourLayers) {
    expect(deviation).toBeLessThan(1e-10);
    expect(deviation).toBeLessThan(1e-5 * Math.hypot(...gradient));
  }
});

test.each<ActivationName>(['sigmoid', 'tanh', 'relu'])(
  'so it does in a %s network ten layers deep',
  (name) => {
    const layers = gradientsPerLayer(deepNetwork(name, 1), deepError);
    expect(layers).toHaveLength(10);
    for (const { gradient, deviation } of layers)
      expect(deviation).toBeLessThan(1e-8 * (1 + Math.hypot(...gradient)));
  },
);

test('each sigmoid layer keeps less than about the quarter that its derivative is at most', () => {
  // With weights of variance 1/n a layer keeps the norm of its input, so σ′ ≤ ¼ is the remaining factor.
  expect(sigmoid.perLayer).toBeGreaterThan(0.2);
  expect(sigmoid.perLayer).toBeLessThan(0.26);
  expect(sigmoid.norms[0]).toBeLessThan(1e-5 * sigmoid.norms[9]);
});

test('tanh and relu layers keep the size of the gradient', () => {
  for (const { perLayer } of [tanh, relu]) expect(Math.abs(perLayer - 1)).toBeLessThan(0.1);
});
