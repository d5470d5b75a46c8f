import type { Tree } from '@chainrule/core';
import { CurvaturePairs } from './curvature.ts';
import { strongWolfe } from './line-search.ts';
import { type Ending, type Point, type Search, stalled } from './search.ts';
import { dot, plus, type Vector } from './vectors.ts';

/** L-BFGS with a strong Wolfe line search, Nocedal and Wright (2006), algorithm 7.5. */
export function lbfgs<T extends Tree>(search: Search<T>, historySize: number): Ending {
  const pairs = new CurvaturePairs(historySize);
  let now = search.best;
  let first = true;
  for (;;) {
    const d = pairs.direction(now.gradient);
    const next = step(search, now, d, first ? firstStep(now.gradient) : 1);
    if (!next) {
      // Curvature gathered far from here may mislead: try again from the gradient alone.
      if (first) return stalled();
      pairs.clear();
      first = true;
      continue;
    }
    pairs.add(plus(next.x, -1, now.x), plus(next.gradient, -1, now.gradient));
    const end = search.moved(now, next);
    if (end) return end;
    now = next;
    first = false;
  }
}

/** The first step is short if the gradient is long, since nothing is known of the curvature. */
export const firstStep = (gradient: Vector) =>
  Math.min(1, 1 / gradient.reduce((sum, g) => sum + Math.abs(g), 0));

/** The point that a line search finds along d, or undefined if none is lower. */
export function step<T extends Tree>(
  search: Search<T>,
  from: Point,
  d: Vector,
  t: number,
): Point | undefined {
  if (!(dot(from.gradient, d) < 0)) return undefined;
  const found = strongWolfe(search.evaluate, from.x, d, t, from, { tolerance: 0 });
  // Equally low but flatter is progress, too: near the end values differ only by rounding errors.
  const isFurther =
    found.t > 0 &&
    (found.value < from.value ||
      (found.value === from.value && Math.abs(found.slope) < Math.abs(dot(from.gradient, d))));
  return isFurther
    ? { x: plus(from.x, found.t, d), value: found.value, gradient: found.gradient }
    : undefined;
}
