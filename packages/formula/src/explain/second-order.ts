import { backward, type Value } from '@chainrule/core';
import { claimErrors } from '../errors/claims.ts';
import { type DerivativeExpression, derivative, number } from '../expression/expression.ts';
import { type Landmark, landmarksOf } from '../graph/landmarks.ts';
import { toText } from '../write/text.ts';
import { backwardSteps } from './backward.ts';
import { prose, type Section, type Step } from './derivation.ts';
import { forwardSteps } from './forward.ts';
import { routeTo } from './route.ts';
import { Story } from './story.ts';

/** The second half of a second derivative. */
export interface Again {
  readonly story: Story;
  readonly landmarks: readonly Landmark[];
  readonly sections: readonly Section[];
}

/**
 * The gradient that a story arrived at, differentiated once more. It is a graph like any other: its landmarks are those
 * of the first, and for each of them δ, the gradient that came back to it.
 */
export function differentiatedAgain(first: Story, wanted: readonly Landmark[]): Again {
  const [target] = wanted;
  if (wanted.length !== 1 || target.node.rank > 0)
    throw claimErrors.notOneScalar('explain', wanted.length, target.node);
  const gradients = backward(first.root.node, { createGraph: true });
  const gradient = gradients.of(target.node);
  const names = new Map<Value, string>(first.route.landmarks.map(({ node, symbol }) => [node, symbol.name]));
  for (const { node, symbol } of first.route.landmarks) {
    const delta = gradients.of(node);
    if (delta.primitive && !names.has(delta)) names.set(delta, `δ_${symbol.name}`);
  }
  const rootSymbol = first.gradientSymbol(target);
  names.set(gradient, toText(rootSymbol));
  const landmarks = landmarksOf(gradient, { also: [target.node], every: first.full, names });
  const route = routeTo(new Set(landmarks.filter(({ node }) => node === target.node)), landmarks);
  const story = new Story(landmarks, route, { full: first.full, rootSymbol, after: first });
  if (!route.landmarks.some(({ node }) => node === target.node))
    return { story, landmarks: [], sections: [section([independent(target, rootSymbol)])] };
  const fresh = landmarks.filter((landmark) => !first.knows(landmark));
  return {
    story,
    landmarks,
    sections: [
      { title: 'The gradient as a formula', steps: forwardSteps(fresh, story), folded: false },
      section(backwardSteps(story)),
    ],
  };
}

const section = (steps: readonly Step[]): Section => ({ title: 'Backward once more', steps, folded: false });

/** The gradient holds no trace of what it is to be differentiated by. */
function independent({ symbol }: Landmark, gradient: DerivativeExpression): Step {
  return {
    id: `again gradient ${symbol.name}`,
    kind: 'gradient',
    title: prose`The second derivative with respect to ${symbol}`,
    equations: [{ left: derivative(gradient, symbol), symbols: [], value: number(0), shape: [] }],
    notes: [prose`${gradient} is the same whatever ${symbol} is.`],
    uses: [`gradient ${symbol.name}`],
  };
}
