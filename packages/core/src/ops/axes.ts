import { resolveAxis } from '../array/shape.ts';
import { errors } from '../errors.ts';
import type { Value } from '../value.ts';

/** The axes that an option names, counted from the front and in order; all of them where it names none. */
export function resolveAxes(
  operation: string,
  x: Value,
  axis: number | readonly number[] = x.shape.map((_, k) => k),
): number[] {
  const named = typeof axis === 'number' ? [axis] : axis;
  const axes = named.map((k) => {
    const resolved = resolveAxis(k, x.rank);
    if (resolved === undefined) throw errors.badAxis(operation, k, x);
    return resolved;
  });
  if (new Set(axes).size !== axes.length) throw errors.repeatedAxis(operation, named, x);
  return axes.sort((a, b) => a - b);
}
