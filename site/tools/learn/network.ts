import {
  abs,
  add,
  constant,
  leakyRelu,
  mul,
  relu,
  sigmoid,
  silu,
  softplus,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  type Value,
  value,
} from '@chainrule/core';
import { adagrad, adam, bce, type GradientTransform, Linear, linear, rmsprop, sgd } from '@chainrule/nn';
import {
  type ActivationName,
  type LossName,
  range,
  type Setup,
  type Slot,
  sizesOf,
  unitName,
} from './setup.ts';

/** Weights [out, in], and biases [out] or one for all; a bias that is held is a constant. */
export interface Layer {
  weight: Value;
  bias: Value | undefined;
}

const ACTIVATION: Readonly<Record<ActivationName, (x: Value) => Value>> = {
  sigmoid: (x) => sigmoid(x),
  tanh: (x) => tanh(x),
  relu: (x) => relu(x),
  leakyRelu: (x) => leakyRelu(x),
  softplus: (x) => softplus(x),
  silu: (x) => silu(x),
  linear: (x) => x,
};

/** The error of each entry. */
const LOSS: Readonly<Record<LossName, (out: Value, target: Value) => Value>> = {
  half: (out, target) => mul(0.5, square(sub(target, out))),
  squared: (out, target) => square(sub(target, out)),
  absolute: (out, target) => abs(sub(target, out)),
  crossEntropy: (out, target) => bce(out, target, { reduction: 'none' }),
};

export function ruleOf({ optimizer, rate: learningRate, momentum }: Setup): GradientTransform {
  const rules: Readonly<Record<Setup['optimizer'], () => GradientTransform>> = {
    sgd: () => sgd({ learningRate }),
    momentum: () => sgd({ learningRate, momentum }),
    nesterov: () => sgd({ learningRate, momentum: Math.max(momentum, 0.01), nesterov: true }),
    rmsprop: () => rmsprop({ learningRate }),
    adagrad: () => adagrad({ learningRate }),
    adam: () => adam({ learningRate }),
  };
  return rules[optimizer]();
}

const activationOf = ({ hidden, activation, outputActivation }: Setup, layer: number) =>
  ACTIVATION[layer < hidden.length ? activation : outputActivation];

/** The numbers that a setup begins with, as `slotsOf` counts them. */
export function startOf(setup: Setup, slots: readonly Slot[]): readonly number[] {
  if (setup.start) return setup.start;
  const sizes = sizesOf(setup);
  const layers = range(sizes.length - 1).map((k) => {
    const random = setup.seed * 8 + k;
    return new Linear(sizes[k], sizes[k + 1], { random });
  });
  return slots.map(({ layer, to, from }) => {
    const { weight, bias } = layers[layer];
    const drawn = from < 0 ? bias!.data : weight.data;
    const place = from < 0 ? Math.max(to, 0) : to * sizes[layer] + from;
    return setup.scale * (drawn as ArrayLike<number>)[place];
  });
}

/** The layers with these numbers. */
export function layersOf(setup: Setup, slots: readonly Slot[], numbers: readonly number[]): Layer[] {
  const sizes = sizesOf(setup);
  return range(sizes.length - 1).map((k) => {
    const own = (isBias: boolean) =>
      numbers.filter((_, i) => slots[i].layer === k && slots[i].from < 0 === isBias);
    const weight = value(own(false), { shape: [sizes[k + 1], sizes[k]] });
    const biases = own(true);
    const make = setup.bias === 'held' ? constant : value;
    const bias = setup.bias === 'none' ? undefined : make(setup.bias === 'each' ? biases : biases[0]);
    return { weight, bias };
  });
}

/** The numbers of layers, as `slotsOf` counts them. */
export function numbersOf(layers: readonly Layer[]): number[] {
  return layers.flatMap(({ weight, bias }) => [...flat(weight), ...(bias ? flat(bias) : [])]);
}

export const flat = (x: Value): number[] => [x.toArray()].flat(4) as number[];

/**
 * The outputs for samples in rows. Where `through` has other weights for a layer, the way back leads through those: the
 * numbers are the same.
 */
export function outputsOf(
  setup: Setup,
  layers: readonly Layer[],
  inputs: Value,
  through: readonly Layer[] = layers,
): Value {
  let h = inputs;
  for (const [k, layer] of layers.entries()) {
    let net = linear(h, layer.weight, layer.bias);
    const { weight } = through[k];
    if (weight !== layer.weight) {
      const back = linear(h, stopGradient(weight));
      net = add(stopGradient(net), sub(back, stopGradient(back)));
    }
    h = activationOf(setup, k)(net);
  }
  return h;
}

/** The error of samples: over the outputs a sum, over the samples what the setup says. */
export function lossOf(setup: Setup, outputs: Value, targets: Value): Value {
  const total = sum(LOSS[setup.loss](outputs, targets));
  return setup.combine === 'sum' ? total : mul(total, 1 / targets.shape[0]);
}

/** A network at one sample, node by node, each with the name that a person would give it. */
export interface Nodes {
  readonly total: Value;
  /** The weights and biases, as `slotsOf` counts them. */
  readonly slots: readonly Value[];
  /** For each layer its units: what comes in, and what goes out. */
  readonly units: readonly (readonly { readonly net?: Value; readonly out: Value }[])[];
  readonly targets: readonly Value[];
  readonly errors: readonly Value[];
}

export function nodesOf(
  setup: Setup,
  slots: readonly Slot[],
  numbers: readonly number[],
  sample: { readonly inputs: readonly number[]; readonly targets: readonly number[] },
): Nodes {
  const sizes = sizesOf(setup);
  // A held bias is a variable too here: the picture shows what its gradient would be.
  const leaves = slots.map(({ name }, k) => value(numbers[k], { name }));
  const units: { net?: Value; out: Value }[][] = [
    sample.inputs.map((x, k) => ({ out: value(x, { name: unitName(sizes, 0, k) }) })),
  ];
  for (const layer of range(sizes.length - 1)) {
    const below = units[layer];
    units.push(
      range(sizes[layer + 1]).map((to) => {
        const own = leaves.filter((_, k) => slots[k].layer === layer && isAt(slots[k], to));
        const terms = own.map((leaf, k) => (k < below.length ? mul(leaf, below[k].out) : leaf));
        const name = unitName(sizes, layer + 1, to);
        const net = terms.reduce((a, b) => add(a, b)).named(`net_${name}`);
        const out = activationOf(setup, layer)(net);
        return out === net ? { out: net.named(`out_${name}`) } : { net, out: out.named(`out_${name}`) };
      }),
    );
  }
  const outputs = units[units.length - 1];
  const targets = sample.targets.map((x, k) => constant(x, { name: `target_o${k + 1}` }));
  const errors = outputs.map(({ out }, k) => LOSS[setup.loss](out, targets[k]));
  if (errors.length === 1) return { total: errors[0].named('E'), slots: leaves, units, targets, errors: [] };
  const named = errors.map((error, k) => error.named(`E_o${k + 1}`));
  const total = named.reduce((a, b) => add(a, b)).named('E_total');
  return { total, slots: leaves, units, targets, errors: named };
}

const isAt = ({ to, from }: Slot, unit: number): boolean => to === unit || (from < 0 && to < 0);
