import { backward, constant, noGrad, type Value, value } from '@chainrule/core';
import type { Quantities } from '../support/figures.ts';
import { labelled } from '../support/named.ts';
import { BIASES, INPUTS, LEARNING_RATE, TARGETS, WEIGHTS, type Weights } from './given.ts';

/** The network with a vector for each layer: net = W x + b, out = σ(net), with a row of W for each unit. */
function network(W1: Value, W2: Value) {
  const x = constant([INPUTS.i1, INPUTS.i2], { name: 'x' });
  const target = constant([TARGETS.target_o1, TARGETS.target_o2], { name: 'target' });
  // One number is the bias of a whole layer: adding it broadcasts it over the units.
  const net_h = W1.matmul(x).add(BIASES.b1).named('net_h');
  const out_h = net_h.sigmoid().named('out_h');
  const net_o = W2.matmul(out_h).add(BIASES.b2).named('net_o');
  const out_o = net_o.sigmoid().named('out_o');
  const E = target.sub(out_o).square().mul(0.5).named('E');
  const E_total = E.sum().named('E_total');
  return { net_h, out_h, net_o, out_o, E, E_total };
}

/** One round in matrix form. A derivative of one unit is a walk from its layer's vector with that unit as the seed. */
export function matrixForm({ w1, w2, w3, w4, w5, w6, w7, w8 }: Weights = WEIGHTS): Quantities {
  const W1 = value([[w1, w2], [w3, w4]], { name: 'W1' }); // biome-ignore format: a matrix is laid out as a matrix
  const W2 = value([[w5, w6], [w7, w8]], { name: 'W2' }); // biome-ignore format: a matrix is laid out as a matrix
  const nodes = network(W1, W2);
  const { net_h, out_h, net_o, out_o, E, E_total } = nodes;
  const gradients = E_total.backward();
  const unit1 = { seed: [1, 0] };
  const unit2 = { seed: [0, 1] };

  const descended = (W: Value) => noGrad(() => W.sub(gradients.of(W).mul(LEARNING_RATE)));
  const V1 = descended(W1);
  const V2 = descended(W2);

  return {
    ...byUnit(nodes),
    ...labelled(symbols('∂E_total/∂w1 ∂E_total/∂w2 ∂E_total/∂w3 ∂E_total/∂w4'), gradients.of(W1)),
    ...labelled(symbols('∂E_total/∂w5 ∂E_total/∂w6 ∂E_total/∂w7 ∂E_total/∂w8'), gradients.of(W2)),
    '∂E_total/∂out_o1': first(gradients.of(out_o)),
    '∂out_o1/∂net_o1': first(backward(out_o, unit1).of(net_o)),
    '∂net_o1/∂w5': first(backward(net_o, unit1).of(W2)),
    '∂E_o1/∂net_o1': first(backward(E, unit1).of(net_o)),
    '∂E_o1/∂out_h1': first(backward(E, unit1).of(out_h)),
    '∂E_o2/∂out_h1': first(backward(E, unit2).of(out_h)),
    '∂E_total/∂out_h1': first(gradients.of(out_h)),
    '∂out_h1/∂net_h1': first(backward(out_h, unit1).of(net_h)),
    '∂net_h1/∂w1': first(backward(net_h, unit1).of(W1)),
    ...labelled(symbols('w1⁺ w2⁺ w3⁺ w4⁺'), V1),
    ...labelled(symbols('w5⁺ w6⁺ w7⁺ w8⁺'), V2),
    ...byUnit(network(V1, V2), '⁺'),
  };
}

/** The numbers of every layer under the names of its units. */
function byUnit(
  { net_h, out_h, net_o, out_o, E, E_total }: ReturnType<typeof network>,
  suffix = '',
): Quantities {
  return {
    ...labelled([`net_h1${suffix}`, `net_h2${suffix}`], net_h),
    ...labelled([`out_h1${suffix}`, `out_h2${suffix}`], out_h),
    ...labelled([`net_o1${suffix}`, `net_o2${suffix}`], net_o),
    ...labelled([`out_o1${suffix}`, `out_o2${suffix}`], out_o),
    ...labelled([`E_o1${suffix}`, `E_o2${suffix}`], E),
    ...labelled([`E_total${suffix}`], E_total),
  };
}

const symbols = (words: string) => words.split(' ');
const first = (x: Value) => (x.data as Float64Array)[0];
