import type { ReasonKind } from '../../../src/diagnose/diagnosis.ts';
import { columnSums, type Matrix, matmul, plus, scale, times, transpose, zip } from './matrix.ts';
import { ACTIVATIONS, type Cache, forwardByHand, layersOf, type Network, softmax } from './network.ts';

/** The gradient of each parameter by its name. */
export type Pass = Readonly<Record<string, Matrix | readonly number[]>>;

/** A backward pass in parts that a mistake replaces; layers are counted from 1. */
export interface Parts {
  /** ∂L/∂(output of the last layer). */
  lossGradient(): Matrix;
  /** ∂L/∂z of a layer, from that with respect to its output. */
  throughActivation(layer: number, gradient: Matrix): Matrix;
  weightGradient(layer: number, delta: Matrix): Matrix;
  biasGradient(layer: number, delta: Matrix): Matrix | readonly number[];
  /** ∂L/∂(output of the layer before). */
  handOn(layer: number, delta: Matrix): Matrix;
}

/** A mistake: which parts it replaces, given the right ones. */
export interface Bug {
  readonly heading: string;
  readonly kinds: readonly ReasonKind[];
  readonly links?: readonly string[];
  readonly parts?: (right: Parts) => Partial<Parts>;
  /** What was mixed up once all was computed. */
  readonly after?: (pass: Pass) => Pass;
}

export function rightParts(net: Network, { a }: Cache): Parts {
  const layers = layersOf(net);
  return {
    lossGradient: () => {
      const wrong = zip(net.loss === 'crossEntropy' ? softmax(a[layers]) : a[layers], net.T, (x, t) => x - t);
      const factor = net.loss === 'squares' ? 2 : 1;
      return scale(wrong, factor / (net.averaged ? net.X.length : 1));
    },
    throughActivation: (layer, gradient) => times(gradient, slopes(net, layer, a[layer])),
    weightGradient: (layer, delta) =>
      plus(matmul(transpose(a[layer - 1]), delta), scale(net.weights[layer - 1], net.decay)),
    biasGradient: (_, delta) => columnSums(delta),
    handOn: (layer, delta) => matmul(delta, transpose(net.weights[layer - 1])),
  };
}

/** f′ of a layer, from these outputs. */
export function slopes({ activations }: Network, layer: number, outputs: Matrix): Matrix {
  const name = activations[layer - 1];
  return outputs.map((row) => row.map((x) => (name ? ACTIVATIONS[name].derivative(x) : 1)));
}

/** A backward pass as one writes it in NumPy, here on arrays of arrays. */
export function backwardByHand(net: Network, bug?: Bug): Pass {
  const right = rightParts(net, forwardByHand(net));
  const parts = { ...right, ...bug?.parts?.(right) };
  const pass: Record<string, Matrix | readonly number[]> = {};
  let gradient = parts.lossGradient();
  for (let layer = layersOf(net); layer > 0; layer--) {
    const delta = parts.throughActivation(layer, gradient);
    pass[`W${layer}`] = parts.weightGradient(layer, delta);
    pass[`b${layer}`] = parts.biasGradient(layer, delta);
    gradient = parts.handOn(layer, delta);
  }
  return bug?.after?.(pass) ?? pass;
}
