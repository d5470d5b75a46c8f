import { map } from '../array/map.ts';
import { describe } from '../errors.ts';
import { graph } from '../graph.ts';
import { withRecording } from '../recording.ts';
import type { Value } from '../value.ts';

/** The elementwise nodes of a graph that have a kink, and for each entry on which side of it the inputs lie. */
function sidesOf(root: Value): { node: Value; sides: readonly number[] }[] {
  return graph(root).nodes.flatMap((node) => {
    const kink = node.primitive?.kink;
    if (!kink) return [];
    const sides = map(kink, node.inputs, node.shape, 'float64');
    return [{ node, sides: Array.from(sides, Math.sign) }];
  });
}

/**
 * The operations that have a kink between two points: those whose inputs lie on different sides of it, or at it. `f`
 * runs the function at a step from the point.
 */
export function kinksBetween(f: (step: number) => Value, step: number): string[] {
  const [before, after] = [-step, step].map((s) => sidesOf(withRecording('everything', () => f(s))));
  if (before.length !== after.length) return ['a branch of the function'];
  const crossed = before.filter(({ sides }, i) => sides.some((side, k) => side !== after[i].sides[k]));
  return [
    ...new Set(
      crossed.map(({ node }) => `${node.primitive!.name} at ${node.inputs.map(describe).join(', ')}`),
    ),
  ];
}
