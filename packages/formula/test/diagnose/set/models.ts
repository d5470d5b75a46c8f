import type { Random } from '@chainrule/core';
import { givenScope, type Leaf, type Model, type Step } from './model.ts';
import type { StepName } from './table.ts';

export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random.next() * from.length)];

export const chance = (random: Random, probability: number): boolean => random.next() < probability;

/** Steps whose result is above zero whatever goes in. */
const POSITIVE: ReadonlySet<StepName> = new Set(['sigmoid', 'exp', 'softplus', 'root']);

const ANYWHERE: readonly StepName[] = [
  'sigmoid',
  'tanh',
  'softplus',
  'square',
  'logOfSquare',
  'root',
  'polynomial',
  'affine',
  'product',
  'sum',
  'difference',
  'quotient',
];

/** How the outputs of steps are called. */
const NAMED: Readonly<Partial<Record<StepName, string>>> = {
  affine: 'net',
  product: 'p',
  sum: 's',
  quotient: 'q',
};

/** Writes a formula step by step. */
class Builder {
  readonly leaves: Leaf[] = [];
  readonly steps: Step[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  leaf(base: string, trained: boolean, [least, most] = [0.3, 1.6]): string {
    const name = this.#free(base);
    const size = least + (most - least) * this.#random.next();
    const number = Number((base === 't' || chance(this.#random, 0.6) ? size : -size).toFixed(3));
    this.leaves.push({ name, number, trained });
    return name;
  }

  step(step: StepName, inputs: readonly string[], name = this.#free(NAMED[step] ?? 'out')): string {
    this.steps.push({ name, step, inputs });
    return name;
  }

  affine = (x: string): string => this.step('affine', [this.leaf('w', true), x, this.leaf('b', true)]);

  /** One step more on what was made last. */
  grow(last: string): string {
    const step = pick(this.#random, this.#possible(last));
    if (step === 'affine') return this.affine(last);
    if (step === 'product') return this.step(step, [this.leaf('w', true), last]);
    if (step === 'sum' || step === 'difference') return this.step(step, [last, this.leaf('b', true)]);
    if (step === 'quotient') return this.step(step, [last, this.leaf('c', false)]);
    return this.step(step, [last]);
  }

  #possible(last: string): StepName[] {
    const made = this.steps[this.steps.length - 1];
    const size = Math.abs(givenScope(this)[last]);
    const extra: StepName[] = [];
    if (POSITIVE.has(made.step)) extra.push('log');
    if (size < 2) extra.push('exp');
    // Twice the same makes numbers that say nothing, 3⁸ or what is 0 for certain.
    return [...ANYWHERE, 'sigmoid', 'tanh', ...extra].filter(
      (step) => step !== made.step && !(size > 4 && (step === 'square' || step === 'polynomial')),
    ) as StepName[];
  }

  /** A loss of the last step, which may be a cross-entropy where that is a probability. */
  loss(last: string, name?: string): string {
    const t = this.leaf('t', false, [0.1, 0.9]);
    const isProbability = this.steps.at(-1)!.step === 'sigmoid';
    const step = isProbability && chance(this.#random, 0.5) ? 'crossEntropy' : 'halfSquare';
    return this.step(step, [t, last], name);
  }

  #free(base: string): string {
    const taken = [...this.leaves, ...this.steps].filter(({ name }) => name.startsWith(`${base}_`)).length;
    return `${base}_${taken + 1}`;
  }
}

/** A chain of named steps to a loss. */
export function chainModel(random: Random): Model {
  const builder = new Builder(random);
  let last = builder.affine(builder.leaf('x', false));
  const depth = 1 + Math.floor(3 * random.next());
  for (let k = 0; k < depth; k++) last = builder.grow(last);
  finish(builder, last, random);
  return builder;
}

function finish(builder: Builder, last: string, random: Random): void {
  const [w] = builder.leaves.filter(({ trained }) => trained);
  if (chance(random, 0.25)) builder.step('regularized', [builder.loss(last, 'L'), w.name], 'E');
  else builder.loss(last, 'E');
}

/** A chain that parts in two and comes together again: in a loss of two outputs, or in a product. */
export function branchedModel(random: Random): Model {
  const builder = new Builder(random);
  let last = builder.affine(builder.leaf('x', false));
  if (chance(random, 0.7)) last = builder.step(pick(random, ['sigmoid', 'tanh', 'softplus']), [last]);
  const heads = [0, 1].map(() => {
    const net = chance(random, 0.5)
      ? builder.affine(last)
      : builder.step('product', [builder.leaf('w', true), last]);
    return builder.step(pick(random, ['sigmoid', 'tanh', 'softplus', 'logOfSquare', 'root']), [net]);
  });
  join(builder, heads, random);
  return builder;
}

function join(builder: Builder, heads: readonly string[], random: Random): void {
  const [a, b] = heads;
  const target = () => builder.leaf('t', false, [0.1, 0.9]);
  switch (pick(random, ['losses', 'mean', 'product', 'difference'])) {
    case 'losses':
      builder.step(
        'sum',
        heads.map((head, k) => builder.step('halfSquare', [target(), head], `E_${k + 1}`)),
        'E',
      );
      return;
    case 'mean':
      builder.step('meanOfSquares', [target(), a, target(), b], 'E');
      return;
    case 'product':
      builder.loss(builder.step('product', [a, b]), 'E');
      return;
    default:
      builder.loss(builder.step('difference', [a, b], 'm'), 'E');
  }
}

/** A neuron so far in the flat part of its activation that 1 − out keeps few digits. */
export function saturatedModel(random: Random): Model {
  const activation = pick(random, ['sigmoid', 'tanh'] as const);
  const [least, most] = activation === 'sigmoid' ? [9, 18] : [4, 9];
  const bias = Number((least + (most - least) * random.next()).toFixed(3));
  return {
    leaves: [
      { name: 'x', number: 0.7, trained: false },
      { name: 'w', number: 0.4, trained: true },
      { name: 'b', number: chance(random, 0.5) ? bias : -bias, trained: true },
      { name: 't', number: 0.25, trained: false },
    ],
    steps: [
      { name: 'net', step: 'affine', inputs: ['w', 'x', 'b'] },
      { name: 'out', step: activation, inputs: ['net'] },
      { name: 'E', step: 'halfSquare', inputs: ['t', 'out'] },
    ],
  };
}
