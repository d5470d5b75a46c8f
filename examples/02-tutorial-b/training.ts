import { add, backward, mul } from '@chainrule/core';
import { BIASES, WEIGHTS, type Weights } from './given.ts';
import { descended, type Network, network, outputSums } from './scalar.ts';

/**
 * In which order a round updates the weights.
 *
 * 'simultaneous' is what the tutorial's text says and what the gradient is: all gradients with the old weights, then
 * all updates. 'output layer first' updates w5…w8 and then computes the hidden gradients with the new ones. That is
 * not the gradient of E_total, though it learns too, since the output weights move little in a round.
 *
 * It matters when programs are compared. The error .291027924 that the page prints after one round, and its outputs
 * after 10,000, come to every printed digit from 'output layer first'; its weights after one round and its error
 * .0000351085 come from 'simultaneous'. So a program can have all weights right and a "wrong" second total error,
 * 0.291027774: it does what the text says.
 */
export type Order = 'simultaneous' | 'output layer first';

/** The weights after one round. */
export function updated(nodes: Network, order: Order): Weights {
  const gradients = backward(nodes.E_total);
  const weights = descended(nodes, gradients);
  if (order === 'simultaneous') return weights;

  // The deltas of the output layer come from the old forward pass, and go back through sums with the new weights. They
  // are plain numbers here: as cotangents, they are what the walk from the new sums starts with.
  const delta_o1 = gradients.of(nodes.net_o1).item();
  const delta_o2 = gradients.of(nodes.net_o2).item();
  const { net_o1, net_o2 } = outputSums({ ...weights, b2: BIASES.b2 }, nodes.out_h1, nodes.out_h2);
  const throughNewWeights = backward(add(mul(net_o1, delta_o1), mul(net_o2, delta_o2)));
  const { w5, w6, w7, w8 } = weights;
  return { ...descended(nodes, throughNewWeights), w5, w6, w7, w8 };
}

/** The results of a run. */
export interface Run {
  /** E_total after 0, 1, 2, … updates: entry k is what the forward pass of round k + 1 measures. */
  readonly errors: readonly number[];
  /** The network with the last weights. */
  readonly last: Network;
}

/** Runs rounds of the tutorial: each builds a new graph, walks back over it once, and updates the weights. */
export function train(order: Order, rounds: number, onRound?: (round: number, error: number) => void): Run {
  let nodes = network(WEIGHTS);
  const errors = [nodes.E_total.item()];
  for (let round = 1; round <= rounds; round++) {
    nodes = network(updated(nodes, order));
    errors.push(nodes.E_total.item());
    onRound?.(round, nodes.E_total.item());
  }
  return { errors, last: nodes };
}
