import { type Operand, operand, optionsOf } from '../create.ts';
import { errors } from '../errors.ts';
import type { Value } from '../value.ts';
import { add, mul, sub } from './arithmetic.ts';
import { clamp } from './extremum.ts';
import { takeAlongAxis } from './gather.ts';
import { greater, greaterEqual, less, lessEqual, logicalAnd, where } from './logic.ts';
import { floor, round } from './rounding.ts';
import { astype, reshape } from './shape.ts';
import { select } from './slice.ts';
import { checkOneOf } from './windows.ts';

export interface GridSampleOptions {
  /** The nearest entry, or a weighting of the four around the place (bilinear, where absent). */
  mode?: 'bilinear' | 'nearest';
  /** What lies beyond the border: zeros (where absent), or the entry at the border. */
  paddingMode?: 'zeros' | 'border';
  /** Whether −1 and 1 are the centres of the outermost entries, rather than their outer edges. */
  alignCorners?: boolean;
}

/** One entry along one axis that a place reads, and how much it counts. */
interface Neighbour {
  readonly index: Value;
  readonly weight: Value;
  readonly inside: Value;
}

/**
 * The entries of x at places of a grid, `x [batch, C, h, w], grid [batch, H, W, 2] → [batch, C, H, W]`; grid[…, 0] is
 * the place along the width and grid[…, 1] that along the height, from −1 to 1.
 *
 * Linear in x. With respect to the grid the slope is that between the four entries around the place, 0 beyond a border
 * that is repeated and at it; 'nearest' has none.
 *
 * @example
 * ```ts
 * import { gridSample, value } from '@chainrule/core';
 * const x = value([[[[1, 2], [3, 4]]]]);
 * gridSample(x, [[[[0, 0], [0.5, -0.5]]]]); // → [[[[2.5, 2]]]]
 * gridSample(x, [[[[-1, -1], [3, 0]]]], { alignCorners: true }); // → [[[[1, 0]]]]
 * ```
 */
export function gridSample(x: Operand, grid: Operand, options: GridSampleOptions = {}): Value {
  const { mode = 'bilinear', paddingMode = 'zeros', alignCorners = false } = optionsOf('gridSample', options);
  const input = operand('gridSample', x);
  const places = operand('gridSample', grid);
  checkInputs(input, places, mode, paddingMode);
  const [batch, channels, height, width] = input.shape;
  const [, rows, columns] = places.shape;
  const pixels = reshape(input, [batch, channels, height * width]);
  const around = [width, height].map((n, k) => {
    const g = reshape(select(places, k, { axis: 3 }), [batch, 1, rows * columns]);
    const at = alignCorners ? mul(add(g, 1), (n - 1) / 2) : mul(sub(mul(add(g, 1), n), 1), 0.5);
    return neighbours(paddingMode === 'border' ? within(at, n) : at, n, mode);
  });
  const [across, down] = around;
  const parts = down.flatMap((v) =>
    across.map((u) => {
      const entries = takeAlongAxis(pixels, astype(add(mul(v.index, width), u.index), 'int32'), 2);
      return where(logicalAnd(v.inside, u.inside), mul(mul(entries, v.weight), u.weight), 0);
    }),
  );
  return reshape(
    parts.reduce((a, b) => add(a, b)),
    [batch, channels, rows, columns],
  );
}

/** Places drawn in to 0 … n − 1; where they were, and at the bounds themselves, no derivative passes. */
const within = (at: Value, n: number) =>
  where(lessEqual(at, 0), 0, where(greaterEqual(at, n - 1), n - 1, at));

function neighbours(at: Value, n: number, mode: 'bilinear' | 'nearest'): Neighbour[] {
  if (mode === 'nearest') return [neighbour(round(at), 1, n)];
  const first = floor(at);
  const behind = sub(at, first);
  return [neighbour(first, sub(1, behind), n), neighbour(add(first, 1), behind, n)];
}

function neighbour(index: Value, weight: Value | number, n: number): Neighbour {
  const inside = logicalAnd(greater(index, -1), less(index, n));
  // Masked here and where the parts are added up: ∞ − ∞ as a weight would turn a zero gradient into NaN.
  return { index: clamp(index, 0, n - 1), weight: where(inside, weight, 0), inside };
}

function checkInputs(x: Value, grid: Value, mode: string, paddingMode: string): void {
  if (x.rank !== 4 || x.size === 0)
    throw errors.wrongRank('gridSample', x, '[batch, channels, height, width], not empty');
  if (grid.rank !== 4 || grid.shape[3] !== 2 || grid.shape[0] !== x.shape[0])
    throw errors.unfit('gridSample', `a grid of [${x.shape[0]}, height, width, 2]`, grid);
  checkOneOf('gridSample', 'mode', ['bilinear', 'nearest'], mode);
  checkOneOf('gridSample', 'paddingMode', ['zeros', 'border'], paddingMode);
}
