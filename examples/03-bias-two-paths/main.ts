/**
 * How are the biases updated, when one bias feeds two neurons: which of its two paths counts?
 *
 * Both do: the error depends on b1 through net_h1 and through net_h2, and ∂E/∂b1 is the sum of the two shares. The
 * tutorial never updates its biases; if they are updated like the weights, the error falls faster.
 */
import { backward, type Value } from '@chainrule/core';
import { forward } from '../02-tutorial-b/scalar.ts';
import { isMain } from '../support/main.ts';
import { parameters, train } from '../support/network.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';

export const ROUNDS = 10_000;

export function biasTwoPaths() {
  const start = parameters('trained');
  const nodes = forward(start);
  const gradients = nodes.E_total.backward();

  // The share of one path: what arrives at that neuron's net input, walked back from there alone.
  const share = (bias: Value, net: Value) =>
    backward(net, { seed: gradients.of(net) })
      .of(bias)
      .item();
  const { b1, b2 } = start;
  return {
    b1: {
      shares: { net_h1: share(b1, nodes.net_h1), net_h2: share(b1, nodes.net_h2) },
      gradient: gradients.of(b1).item(),
    },
    b2: {
      shares: { net_o1: share(b2, nodes.net_o1), net_o2: share(b2, nodes.net_o2) },
      gradient: gradients.of(b2).item(),
    },
    held: train(parameters('held'), ROUNDS),
    updated: train(start, ROUNDS),
  };
}

function print({ b1, b2, held, updated }: ReturnType<typeof biasTwoPaths>): void {
  const paths = Object.entries({ b1, b2 }).flatMap(([name, { shares, gradient }]) => [
    ...Object.entries(shares).map(([net, share]) => [`∂E/∂${name} through ${net}`, fixed(share, 9)]),
    [`∂E/∂${name} by backward()`, fixed(gradient, 9)],
  ]);
  const training = [0, 1, ROUNDS].map((rounds) => [
    count(rounds),
    fixed(held.errors[rounds], 10),
    fixed(updated.errors[rounds], 10),
  ]);
  const { b1: last1, b2: last2 } = updated.parameters;
  tell(
    'One bias, two paths',
    'One bias feeds two neurons: which path counts?',
    'Both. The gradient is the sum of what each path contributes:',
    table(['', 'value'], paths),
    'The tutorial leaves its biases as they are. Updated like the weights, they help:',
    table(['rounds', 'E_total, biases held', 'E_total, biases updated'], training),
    `In those rounds b1 went from .35 to ${fixed(last1.item(), 6)} and b2 from .60 to ${fixed(last2.item(), 6)}.`,
  );
}

if (isMain(import.meta)) print(biasTwoPaths());
