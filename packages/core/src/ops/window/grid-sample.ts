import { CUBICS } from '../../array/resize.ts';
import { sizeOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { abs, add, div, mul, sub } from '../elementwise/arithmetic.ts';
import { clamp } from '../elementwise/extremum.ts';
import {
  equal,
  greater,
  greaterEqual,
  isFinite,
  less,
  lessEqual,
  logicalAnd,
  where,
} from '../elementwise/logic.ts';
import { floor, fmod, round } from '../elementwise/rounding.ts';
import { takeAlongAxis } from '../indexing/gather.ts';
import { asType, reshape } from '../shape/shape.ts';
import { select } from '../shape/slice.ts';
import { checkOneOf } from './windows.ts';

const MODES = ['bilinear', 'nearest', 'bicubic'] as const;
const PADDING_MODES = ['zeros', 'border', 'reflection'] as const;

/** How `gridSample` reads between entries and beyond the border. */
export interface GridSampleOptions {
  /**
   * The nearest entry, or a weighted sum of the entries around the place: of two along each axis (bilinear), or of four by
   * cubics with a = −¾ (bicubic); default: bilinear.
   */
  mode?: (typeof MODES)[number];
  /** What is beyond the border: zeros, the entry at the border, or x mirrored repeatedly; default: zeros. */
  paddingMode?: (typeof PADDING_MODES)[number];
  /** Whether −1 and 1 are the centres of the outermost entries instead of their outer edges; default: false. */
  alignCorners?: boolean;
}

/** One entry that a place reads along some of the axes, and its weight. */
interface Neighbour {
  readonly index: Value;
  readonly weight: Value;
  readonly inside: Value;
}

/** Maps a place, counted in entries, into x. */
type Padding = (at: Value) => Value;

/**
 * The entries of x at the places of a grid, `x [batch, C, h, w], grid [batch, H, W, 2] → [batch, C, H, W]`; grid[…, 0] is
 * the place along the width and grid[…, 1] that along the height, from −1 to 1. With a depth,
 * `x [batch, C, d, h, w], grid [batch, D, H, W, 3]`, grid[…, 2] is the place along the depth.
 *
 * It is linear in x. The derivative with respect to the grid is the slope between the entries around the place, and 0 at and
 * beyond a repeated border; 'nearest' has none.
 *
 * @example
 * ```ts
 * import { gridSample, value } from '@chainrule/core';
 * const x = value([[[[1, 2], [3, 4]]]]);
 * gridSample(x, [[[[0, 0], [0.5, -0.5]]]]); // → [[[[2.5, 2]]]]
 * gridSample(x, [[[[-1, -1], [3, 0]]]], { alignCorners: true }); // → [[[[1, 0]]]]
 * gridSample(x, [[[[1.5, -0.5]]]], { paddingMode: 'reflection' }); // → [[[[2]]]]
 * ```
 */
export const gridSample = takes(
  'gridSample',
  3,
  (x: Operand, grid: Operand, options: GridSampleOptions = {}): Value => {
    const {
      mode = 'bilinear',
      paddingMode = 'zeros',
      alignCorners = false,
    } = optionsOf('gridSample', options, 'mode, paddingMode, alignCorners');
    const input = operand('gridSample', x);
    const places = operand('gridSample', grid);
    checkInputs(input, places, mode, paddingMode);
    const [batch, channels, ...sizes] = input.shape;
    const last = places.rank - 1;
    const out = places.shape.slice(1, last);
    const around = sizes.map((n, axis) => {
      const g = reshape(select(places, sizes.length - 1 - axis, { axis: last }), [batch, 1, sizeOf(out)]);
      const at = alignCorners ? mul(add(g, 1), (n - 1) / 2) : mul(sub(mul(add(g, 1), n), 1), 0.5);
      return NEIGHBOURS[mode](at, n, PADDINGS[paddingMode](n, alignCorners));
    });
    const pixels = reshape(input, [batch, channels, sizeOf(sizes)]);
    const parts = around.reduce(combined(sizes)).map(({ index, weight, inside }) => {
      const entries = takeAlongAxis(pixels, asType(index, 'int32'), 2);
      return mul(where(inside, entries, 0), weight);
    });
    return reshape(
      parts.reduce((a, b) => add(a, b)),
      [batch, channels, ...out],
    );
  },
);

/** All pairs of a neighbour along the axes so far and one along the next axis. */
const combined = (sizes: readonly number[]) => (outer: Neighbour[], inner: Neighbour[], axis: number) =>
  outer.flatMap((a) =>
    inner.map((b) => ({
      index: add(mul(a.index, sizes[axis]), b.index),
      weight: mul(a.weight, b.weight),
      inside: logicalAnd(a.inside, b.inside),
    })),
  );

const PADDINGS: Record<string, (n: number, alignCorners: boolean) => Padding> = {
  zeros: () => (at) => at,
  border: (n) => (at) => within(at, n),
  reflection: (n, alignCorners) => (at) => {
    const finite = isFinite(at);
    const mirrored = reflected(where(finite, at, 0), n, alignCorners);
    return within(where(finite, mirrored, Number.NaN), n);
  },
};

/** Places clamped to 0 … n − 1. No derivative passes where they were clamped, or at the bounds. */
const within = (at: Value, n: number) =>
  where(lessEqual(at, 0), 0, where(greaterEqual(at, n - 1), n - 1, at));

/** Places mirrored at the centres of the outermost entries, or at their outer edges, until they are between them. */
function reflected(at: Value, n: number, alignCorners: boolean): Value {
  const [edge, span] = alignCorners ? [0, n - 1] : [-0.5, n];
  if (span === 0) return mul(at, 0);
  const distance = abs(sub(at, edge));
  const rest = fmod(distance, span);
  const turns = fmod(floor(div(distance, span)), 2);
  return add(where(equal(turns, 0), rest, sub(span, rest)), edge);
}

const NEIGHBOURS: Record<string, (at: Value, n: number, padding: Padding) => Neighbour[]> = {
  nearest: (at, n, padding) => [neighbour(round(padding(at)), 1, n)],

  bilinear: (at, n, padding) => {
    const place = padding(at);
    const first = floor(place);
    const behind = sub(place, first);
    return [neighbour(first, sub(1, behind), n), neighbour(add(first, 1), behind, n)];
  },

  // The place itself stays, and each of its neighbours is mapped into x separately.
  bicubic: (at, n, padding) => {
    const first = floor(at);
    const behind = where(isFinite(at), sub(at, first), 0);
    return CUBICS.map(([constant, ...terms], k) => {
      const weight = terms.reduceRight<Value | number>((sum, term) => mul(add(sum, term), behind), 0);
      return neighbour(padding(add(first, k - 1)), add(weight, constant), n);
    });
  },
};

function neighbour(index: Value, weight: Value | number, n: number): Neighbour {
  const inside = logicalAnd(greater(index, -1), less(index, n));
  // ∞ − ∞ as a weight would turn a zero gradient into NaN.
  return { index: clamp(index, 0, n - 1), weight: where(inside, weight, 0), inside };
}

function checkInputs(x: Value, grid: Value, mode: string, paddingMode: string): void {
  const axes = x.rank - 2;
  if ((axes !== 2 && axes !== 3) || x.size === 0)
    throw shapeErrors.wrongRank(
      'gridSample',
      x,
      '[batch, channels, height, width], or one with a depth, not empty',
    );
  if (grid.rank !== x.rank || grid.shape[axes + 1] !== axes || grid.shape[0] !== x.shape[0])
    throw shapeErrors.unfit(
      'gridSample',
      `a grid of [${x.shape[0]}, ${axes === 3 ? 'depth, ' : ''}height, width, ${axes}]`,
      grid,
    );
  checkOneOf('gridSample', 'mode', MODES, mode);
  checkOneOf('gridSample', 'paddingMode', PADDING_MODES, paddingMode);
}
