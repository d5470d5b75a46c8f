import { constant } from '@chainrule/core';
import { call, derivative, type Expression, name } from '../expression/expression.ts';
import { simplify } from '../expression/simplify.ts';
import { entriesOf } from '../graph/entries.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { prose, type Step } from './derivation.ts';
import { product, type Story } from './story.ts';

/** The factors of a gradient from the last landmark on which all paths meet down to the parameter. */
interface Chain {
  readonly factors: readonly Expression[];
  readonly uses: readonly string[];
}

/** Factors of a chain that is written down: nobody reads more. */
const MOST_FACTORS = 500;

/**
 * The chain of a scalar parameter: up while there is one consumer only, to a landmark whose gradient is a sum, or to the
 * root. Links whose derivative is 1 everywhere are not written. Undefined where nothing is left to
 * multiply, and where there is too much.
 */
function chainOf(target: Landmark, story: Story): Chain | undefined {
  const { root, route } = story;
  const factors: Expression[] = [];
  const uses: string[] = [];
  let at = target;
  for (;;) {
    const consumers = route.consumers(at);
    const [up] = consumers;
    if (consumers.length !== 1 || up === root || !story.handedOn(up, at).plain || isOne(up, story)) break;
    if (factors.length === MOST_FACTORS) return undefined;
    factors.unshift(derivative(up.symbol, at.symbol));
    uses.unshift(story.id('local', up, at));
    at = up;
  }
  if (factors.length === 0) return undefined;
  return { factors: [story.gradientSymbol(at), ...factors], uses: [story.id('gradient', at), ...uses] };
}

/** Whether all that lies between a landmark and the root are links of derivative 1. */
function isOne(landmark: Landmark, story: Story): boolean {
  let at = landmark;
  while (at !== story.root) {
    const consumers = story.route.consumers(at);
    if (consumers.length !== 1) return false;
    const { expression, plain } = story.handedOn(consumers[0], at);
    const simple = simplify(expression);
    if (!plain || simple.kind !== 'number' || simple.value !== 1) return false;
    at = consumers[0];
  }
  return true;
}

/** The plan: which derivatives will be multiplied. */
export function goalSteps(target: Landmark, story: Story): Step[] {
  const chain = chainOf(target, story);
  if (!chain) return [];
  const left = story.gradientSymbol(target);
  return [
    {
      id: story.id('goal', target),
      kind: 'goal',
      title: prose`From ${story.rootSymbol} down to ${target.symbol}`,
      equations: [{ left, symbols: [product(chain.factors)], shape: [] }],
      notes: [],
      uses: chain.uses,
    },
  ];
}

/** The plan carried out. */
export function productSteps(target: Landmark, story: Story): Step[] {
  const chain = chainOf(target, story);
  if (!chain) return [];
  return [
    {
      id: story.id('product', target),
      kind: 'product',
      title: prose`The whole chain down to ${target.symbol}`,
      equations: [
        story.equation(story.gradientSymbol(target), [product(chain.factors)], story.gradientOf(target)),
      ],
      notes: [],
      uses: chain.uses,
    },
  ];
}

/** target⁺ = target − η ∂root/∂target. */
export function updateStep(target: Landmark, story: Story, learningRate: number): Step {
  const { symbol, node } = target;
  const gradient = story.gradientSymbol(target);
  const rate = constant(learningRate);
  const formula = (eta: Expression) => call('sub', [symbol, product([eta, gradient])]);
  return {
    id: story.id('update', target),
    kind: 'update',
    title: prose`A step of ${symbol} against its gradient`,
    equations: [
      story.equation(
        name(`${symbol.name}⁺`),
        [formula(name('η'))],
        node.sub(rate.mul(story.gradientOf(target))),
        story.withNumbers(formula(entriesOf(rate)!)),
      ),
    ],
    notes: [],
    uses: ['given', story.id('gradient', target)],
  };
}
