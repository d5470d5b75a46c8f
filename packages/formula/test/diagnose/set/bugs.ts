import type { Bug, Parts } from './backward-by-hand.ts';
import { backwardByHand, rightParts, slopes } from './backward-by-hand.ts';
import { columnSums, type Matrix, map, matmul, plus, sameSize, scale, times, transpose } from './matrix.ts';
import { ACTIVATIONS, type Cache, forwardByHand, layersOf, type Network } from './network.ts';

/** η, for weights that were updated too early. */
export const LEARNING_RATE = 0.5;

/** A part that goes another way at one layer. */
const atLayer =
  <Rest extends readonly unknown[], Result>(
    layer: number,
    right: (layer: number, ...rest: Rest) => Result,
    wrong: (...rest: Rest) => Result,
  ) =>
  (each: number, ...rest: Rest): Result =>
    each === layer ? wrong(...rest) : right(each, ...rest);

type Through = (gradient: Matrix) => Matrix;

const through = (layer: number, wrong: Through) => (right: Parts) => ({
  throughActivation: atLayer(layer, right.throughActivation, wrong),
});

const weights = (layer: number, wrong: (delta: Matrix, right: Matrix) => Matrix) => (right: Parts) => ({
  weightGradient: atLayer(layer, right.weightGradient, (delta: Matrix) =>
    wrong(delta, right.weightGradient(layer, delta)),
  ),
});

/** Every bug that this network can have, by what goes wrong where. Some make no difference. */
export function bugsIn(net: Network): Bug[] {
  const layers = Array.from({ length: layersOf(net) }, (_, k) => k + 1);
  const cache = forwardByHand(net);
  return [
    ...ofTheLoss(net),
    ...layers.flatMap((layer) => [
      ...ofActivation(net, cache, layer),
      ...ofWeights(net, cache, layer),
      ...ofBias(net, layer),
      ...ofHandOn(net, layer),
    ]),
  ];
}

function ofTheLoss(net: Network): Bug[] {
  const { X, averaged, loss } = net;
  const scaled = (by: number) => (right: Parts) => ({ lossGradient: () => scale(right.lossGradient(), by) });
  const batch: Bug = averaged
    ? { heading: 'loss: sum for mean', kinds: ['summed'], parts: scaled(X.length) }
    : { heading: 'loss: mean for sum', kinds: ['averaged'], parts: scaled(1 / X.length) };
  // The part of the loss alone: weight decay keeps its sign.
  const sign: Bug = { heading: 'loss: sign', kinds: ['sign', 'swapped'], parts: scaled(-1) };
  if (loss === 'crossEntropy') return [batch, sign];
  const targets: Bug = {
    heading: 'loss: sign of the targets',
    kinds: ['sign'],
    parts: () => ({
      lossGradient: rightParts({ ...net, T: scale(net.T, -1) }, forwardByHand(net)).lossGradient,
    }),
  };
  const two: Bug =
    loss === 'squares'
      ? { heading: 'loss: 2 left out', kinds: ['factor'], parts: scaled(0.5) }
      : { heading: 'loss: ½ left out', kinds: ['factor', 'left-out'], parts: scaled(2) };
  return [batch, sign, two, targets];
}

function ofActivation(net: Network, { z, a }: Cache, layer: number): Bug[] {
  const name = net.activations[layer - 1];
  if (!name) return [];
  const links = [`a${layer} → z${layer}`];
  const own = slopes(net, layer, a[layer]);
  const others = a.flatMap((outputs, k) => (k !== layer && sameSize(outputs, a[layer]) ? [outputs] : []));
  const bugs: Bug[] = [
    {
      heading: 'activation: left out',
      kinds: ['left-out'],
      links,
      parts: through(layer, (gradient) => gradient),
    },
    {
      heading: 'activation: twice',
      kinds: ['twice'],
      links,
      parts: through(layer, (gradient) => times(times(gradient, own), own)),
    },
    ...others.map(
      (outputs): Bug => ({
        heading: 'activation: cache of another layer',
        kinds: ['wrong-value'],
        parts: through(layer, (gradient) => times(gradient, slopes(net, layer, outputs))),
      }),
    ),
  ];
  if (name === 'relu') return bugs;
  const at = (outputs: Matrix) => through(layer, (gradient) => times(gradient, slopes(net, layer, outputs)));
  const within = map(a[layer], name === 'tanh' ? (y) => 1 + y * y : (y) => y * (1 + y));
  return [
    ...bugs,
    { heading: 'activation: wrong point', kinds: ['wrong-point'], links, parts: at(z[layer - 1]) },
    {
      heading: 'activation: the rule at its output',
      kinds: ['wrong-point'],
      links,
      parts: at(map(a[layer], ACTIVATIONS[name].f)),
    },
    {
      heading: 'activation: sign within',
      kinds: ['wrong-rule'],
      links,
      parts: through(layer, (gradient) => times(gradient, within)),
    },
  ];
}

function ofWeights(net: Network, { z, a }: Cache, layer: number): Bug[] {
  const W = net.weights[layer - 1];
  const decayed = scale(W, net.decay);
  const kept = [...a, ...z].filter((each) => each !== a[layer - 1] && sameSize(each, a[layer - 1]));
  const penalty: Bug =
    net.decay > 0
      ? {
          heading: 'weight decay: dropped',
          kinds: ['dropped-term', 'path-left-out', 'path-alone'],
          parts: weights(layer, (_, right) => plus(right, scale(decayed, -1))),
        }
      : {
          heading: 'weight decay: added',
          kinds: ['added-term'],
          parts: weights(layer, (_, right) => plus(right, scale(W, 0.1))),
        };
  const total = columnSums(W).reduce((sum, x) => sum + x, 0);
  const standing: Bug[] =
    net.decay > 0
      ? [
          {
            heading: 'weight decay: the sum left standing',
            kinds: ['wrong-rule'],
            parts: weights(layer, (_, right) =>
              plus(
                right,
                map(W, (w) => net.decay * (total - w)),
              ),
            ),
          },
        ]
      : [];
  const bugs: Bug[] = [
    penalty,
    ...standing,
    { heading: 'weights: sign', kinds: ['sign'], parts: weights(layer, (_, right) => scale(right, -1)) },
    {
      heading: 'weights: mean for sum',
      kinds: ['averaged'],
      parts: weights(layer, (_, right) => scale(right, 1 / net.X.length)),
    },
    ...kept.map(
      (input): Bug => ({
        heading: 'weights: cache of another layer',
        kinds: ['wrong-value'],
        parts: weights(layer, (delta) => plus(matmul(transpose(input), delta), decayed)),
      }),
    ),
    ...net.weights.flatMap((other, k): Bug[] =>
      k + 1 !== layer && sameSize(other, W) ? [takenOf(layer, k + 1)] : [],
    ),
  ];
  if (W.length !== W[0].length) return bugs;
  return [
    ...bugs,
    {
      heading: 'weights: transposed',
      kinds: ['transposed'],
      parts: weights(layer, (_, right) => transpose(right)),
    },
  ];
}

/** The gradient of another layer's weights in the place of this one's. */
const takenOf = (layer: number, other: number): Bug => ({
  heading: 'weights of another layer',
  kinds: ['other-variable'],
  after: (pass) => ({ ...pass, [`W${layer}`]: pass[`W${other}`] }),
});

function ofBias({ X }: Network, layer: number): Bug[] {
  const bias = (wrong: (delta: Matrix) => Matrix | readonly number[]) => (right: Parts) => ({
    biasGradient: atLayer(layer, right.biasGradient, wrong),
  });
  const mean = (delta: Matrix) => columnSums(delta).map((x) => x / X.length);
  return [
    { heading: 'bias: not summed', kinds: ['not-summed'], parts: bias((delta) => delta) },
    { heading: 'bias: mean for sum', kinds: ['averaged'], parts: bias(mean) },
  ];
}

function ofHandOn(net: Network, layer: number): Bug[] {
  if (layer === 1) return [];
  const W = net.weights[layer - 1];
  const handOn = (factor: Matrix) => (right: Parts) => ({
    handOn: atLayer(layer, right.handOn, (delta: Matrix) => matmul(delta, factor)),
  });
  const updated = plus(W, scale(backwardByHand(net)[`W${layer}`] as Matrix, -LEARNING_RATE));
  const bugs: Bug[] = [
    { heading: 'hand-on: new weights', kinds: ['new-weights'], parts: handOn(transpose(updated)) },
  ];
  if (W.length !== W[0].length) return bugs;
  const identity = map(W, () => 0).map((row, i) => row.map((_, j) => Number(i === j)));
  return [
    ...bugs,
    { heading: 'hand-on: missing transpose', kinds: ['transposed'], parts: handOn(W) },
    {
      heading: 'hand-on: weights left out',
      kinds: ['left-out'],
      links: [`z${layer} → a${layer - 1}`],
      parts: handOn(identity),
    },
  ];
}
