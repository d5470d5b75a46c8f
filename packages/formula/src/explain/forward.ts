import type { Landmark } from '../graph/landmarks.ts';
import { prose, type Step } from './derivation.ts';
import type { Story } from './story.ts';

/** What is known at the start: the leaves with their numbers. */
export function givenStep(story: Story): Step {
  return {
    id: 'given',
    kind: 'given',
    title: prose`What is given`,
    equations: story.landmarks
      .filter(({ node }) => node.primitive === undefined)
      .map(({ symbol, node }) => story.equation(symbol, [], node)),
    notes: [],
    uses: [],
  };
}

/** Every landmark that is computed, from what stands before it. */
export function forwardSteps(landmarks: readonly Landmark[], story: Story): Step[] {
  return landmarks.flatMap((landmark): Step[] => {
    const { node, expression, inputs } = landmark;
    const symbol = story.symbolOf(landmark);
    if (!expression) return [];
    return [
      {
        id: story.id('forward', landmark),
        kind: 'forward',
        title: prose`${symbol}`,
        equations: [story.equation(symbol, story.forms(expression), node)],
        notes: [],
        uses: inputs.map((input) => (input.expression ? story.id('forward', input) : 'given')).filter(unique),
      },
    ];
  });
}

/** For `filter`: each entry once. */
export const unique = <T>(entry: T, index: number, all: readonly T[]) => all.indexOf(entry) === index;
