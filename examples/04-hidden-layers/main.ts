/**
 * How does backpropagation work with several hidden layers?
 *
 * By the same walk: each node passes its gradient, times its local derivative, to its inputs, for any number of layers. What
 * changes is the size: every sigmoid on the way multiplies by at most ¼, so in a deep sigmoid network almost nothing reaches
 * the first layers, while tanh and relu let far more through.
 */
import type { Value } from '@chainrule/core';
import { type Layer, Linear, type Sequential } from '@chainrule/nn';
import { centralDifferences, numbersOf } from '../support/central-differences.ts';
import { lineChart, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { tell } from '../support/story.ts';
import { fixed, scientific, table } from '../support/table.ts';
import {
  ACTIVATIONS,
  type ActivationName,
  DEPTH,
  deepError,
  deepNetwork,
  fourLayers,
  tutorialError,
} from './networks.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

export function hiddenLayers() {
  return {
    fourLayers: gradientsPerLayer(fourLayers(), tutorialError),
    deep: Object.keys(ACTIVATIONS).map((name) => ({ name, ...shrinking(name as ActivationName) })),
  };
}

/** The gradient of each layer's weights by the walk, and its distance from central differences. */
export function gradientsPerLayer(model: Sequential, error: (model: Sequential) => Value) {
  const gradients = error(model).backward();
  const measured = centralDifferences((moved) => error(moved).item(), model);
  return linearLayers(model).map((layer, i) => {
    const gradient = numbersOf(gradients.of(layer.weight));
    const differences = numbersOf(linearLayers(measured)[i].weight);
    return { gradient, deviation: Math.max(...gradient.map((g, k) => Math.abs(g - differences[k]))) };
  });
}

/** The norm of each layer's gradient, the first layer's first: the geometric mean over networks of many seeds. */
function shrinking(name: ActivationName) {
  const logs = SEEDS.map((seed) => {
    const model = deepNetwork(name, seed);
    const gradients = deepError(model).backward();
    return linearLayers(model).map((layer) => Math.log(norm(gradients.of(layer.weight))));
  });
  const norms = logs[0].map((_, i) => Math.exp(logs.reduce((sum, each) => sum + each[i], 0) / SEEDS.length));
  return { norms, perLayer: (norms[0] / norms[DEPTH - 1]) ** (1 / (DEPTH - 1)) };
}

const linearLayers = (model: Sequential) => model.layers.filter((layer: Layer) => layer instanceof Linear);

const norm = (x: Value) => Math.hypot(...numbersOf(x));

function print({ fourLayers, deep }: ReturnType<typeof hiddenLayers>): void {
  const checked = fourLayers.map(({ gradient, deviation }, i) => [
    String(i + 1),
    gradient.map((g) => scientific(g, 3).padStart(11)).join(''),
    scientific(Math.hypot(...gradient)),
    scientific(deviation, 0),
  ]);
  const norms = deep[0].norms.map((_, i) => [
    String(i + 1),
    ...deep.map(({ norms }) => scientific(norms[i])),
  ]);
  const factors = deep.map(({ name, perLayer }) => `${fixed(perLayer, 2)} with ${name}`).join(', ');
  const chart = lineChart({
    title: 'What is left of the gradient, layer by layer',
    x: { label: 'layer (1 is next to the inputs)' },
    y: { label: 'norm of ∂E/∂W', log: true },
    series: deep.map(({ name, norms }) => ({ name, points: norms.map((n, i) => [i + 1, n]) })),
  });
  tell(
    'Several hidden layers',
    'How does it go with several hidden layers?',
    "By the same walk. Three hidden layers, 2-2-2-2-2, on the tutorial's sample:",
    table(['layer', '∂E/∂W, its four weights', 'norm', 'central differences off by'], checked),
    `The first layer gets the least. Ten layers of eight units show why it matters: the norm of ∂E/∂W in each layer, over ${SEEDS.length} random networks.`,
    table(['layer', ...deep.map(({ name }) => name)], norms),
    `One layer further from the error, the gradient is multiplied by ${factors}. The derivative of a sigmoid is ¼ at most, and each layer multiplies by it once more.`,
    `Picture: ${writePicture('04-hidden-layers.svg', chart)}`,
  );
}

if (isMain(import.meta)) print(hiddenLayers());
