import {
  add,
  backward,
  constant,
  type Gradients,
  mul,
  type Operand,
  type Value,
  value,
} from '@chainrule/core';
import type { Quantities } from '../support/figures.ts';
import { leaves, numbers } from '../support/named.ts';
import { BIASES, INPUTS, LEARNING_RATE, TARGETS, WEIGHTS, type WeightName, type Weights } from './given.ts';

export type Network = ReturnType<typeof network>;

/** The tutorial's only sample: two inputs and two targets. */
export const SAMPLE = { ...INPUTS, ...TARGETS };

/** The network of the tutorial with these weights and fixed biases: every number is a Value with the tutorial's name. */
export function network(weights: Weights) {
  const w = leaves(value, weights);
  return { ...w, ...forward({ ...w, ...leaves(constant, BIASES) }) };
}

/** The 2-2-2 network on one sample, node by node. */
export function forward(
  p: Readonly<Record<WeightName | keyof typeof BIASES, Value>>,
  sample: typeof SAMPLE = SAMPLE,
) {
  const { i1, i2, target_o1, target_o2 } = leaves(constant, sample);
  const net_h1 = p.w1.mul(i1).add(p.w2.mul(i2)).add(p.b1).named('net_h1');
  const net_h2 = p.w3.mul(i1).add(p.w4.mul(i2)).add(p.b1).named('net_h2');
  const out_h1 = net_h1.sigmoid().named('out_h1');
  const out_h2 = net_h2.sigmoid().named('out_h2');

  const { net_o1, net_o2 } = outputSums(p, out_h1, out_h2);
  const out_o1 = net_o1.sigmoid().named('out_o1');
  const out_o2 = net_o2.sigmoid().named('out_o2');

  const diff_o1 = target_o1.sub(out_o1);
  const diff_o2 = target_o2.sub(out_o2);
  const E_o1 = diff_o1.square().mul(0.5).named('E_o1');
  const E_o2 = diff_o2.square().mul(0.5).named('E_o2');
  const E_total = E_o1.add(E_o2).named('E_total');

  const hidden = { net_h1, net_h2, out_h1, out_h2 };
  const output = { net_o1, net_o2, out_o1, out_o2, diff_o1, diff_o2 };
  return { ...hidden, ...output, E_o1, E_o2, E_total };
}

/** The sums that enter the output units; weights and bias may be nodes or plain numbers. */
export function outputSums(
  p: Record<'w5' | 'w6' | 'w7' | 'w8' | 'b2', Operand>,
  out_h1: Value,
  out_h2: Value,
) {
  const net_o1 = add(mul(p.w5, out_h1), mul(p.w6, out_h2)).add(p.b2).named('net_o1');
  const net_o2 = add(mul(p.w7, out_h1), mul(p.w8, out_h2)).add(p.b2).named('net_o2');
  return { net_o1, net_o2 };
}

/** Every weight after a step against its gradient. One that the walk did not reach is unchanged. */
export function descended(nodes: Network, gradients: Gradients): Weights {
  const updated = { ...WEIGHTS };
  for (const name of Object.keys(updated) as WeightName[])
    updated[name] = nodes[name].item() - LEARNING_RATE * gradients.of(nodes[name]).item();
  return updated;
}

/**
 * One round: forward, backward, update, and forward again.
 *
 * The steps of the chain rule that the tutorial writes out are gradients of single nodes: ∂out_o1/∂net_o1 is what a
 * walk from out_o1 finds at net_o1. No derivative is written by hand.
 */
export function scalarForm(weights: Weights = WEIGHTS): Quantities {
  const nodes = network(weights);
  const derivative = (y: keyof Network, x: keyof Network) => backward(nodes[y]).of(nodes[x]).item();
  const after = network(descended(nodes, nodes.E_total.backward()));
  return {
    ...numbers(nodes),
    ...Object.fromEntries(DERIVATIVES.map(([y, x]) => [`∂${y}/∂${x}`, derivative(y, x)])),
    '… as on the page': Number(derivative('E_o2', 'net_o2').toFixed(9)) * derivative('net_o2', 'out_h1'),
    ...numbers(after, '⁺'),
  };
}

const weightNames = Object.keys(WEIGHTS) as WeightName[];

/** The requested derivatives: of the first node with respect to the second. */
const DERIVATIVES: readonly (readonly [y: keyof Network, x: keyof Network])[] = [
  ...weightNames.map((w) => ['E_total', w] as const),
  ['E_total', 'out_o1'],
  ['out_o1', 'net_o1'],
  ['net_o1', 'w5'],
  ['E_o1', 'net_o1'],
  ['E_o1', 'out_h1'],
  ['E_o2', 'out_h1'],
  ['E_total', 'out_h1'],
  ['out_h1', 'net_h1'],
  ['net_h1', 'w1'],
];
