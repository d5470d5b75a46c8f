import { map } from '../array/map.ts';
import { describe } from '../errors/text.ts';
import type { Primitive } from '../primitive.ts';
import { observed } from '../recording.ts';
import type { Value } from '../value.ts';

interface Sides {
  readonly primitive: Primitive;
  readonly inputs: readonly Value[];
  /** For each entry, on which side of the kink the inputs lie. */
  readonly sides: readonly number[];
}

/** The elementwise operations of a function that have a kink, including those in the derivatives that it takes. */
function sidesOf(f: () => unknown): Sides[] {
  const found: Sides[] = [];
  const made = ({ shape }: Value, primitive: Primitive, inputs: readonly Value[]) => {
    if (!primitive.kink) return;
    const sides = Array.from(map(primitive.kink, inputs, shape, 'float64'), Math.sign);
    found.push({ primitive, inputs, sides });
  };
  observed({ made }, f);
  return found;
}

/**
 * The operations that have a kink between two points: those whose inputs lie on different sides of it, or at it. `f`
 * runs the function at a step from the point.
 */
export function kinksBetween(f: (step: number) => Value, step: number): string[] {
  const [before, after] = [-step, step].map((s) => sidesOf(() => f(s)));
  if (before.length !== after.length) return ['a branch of the function'];
  const crossed = before.filter(({ sides }, i) => sides.some((side, k) => side !== after[i].sides[k]));
  return [
    ...new Set(
      crossed.map(({ primitive, inputs }) => `${primitive.name} at ${inputs.map(describe).join(', ')}`),
    ),
  ];
}
