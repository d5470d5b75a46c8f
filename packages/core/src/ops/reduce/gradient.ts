import { type SparseMatrix, sparseMatrix } from '../../array/sparse.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { axesInTurn } from '../indexing/indices.ts';
import { listOf } from '../shape/axes.ts';
import { resampling } from '../window/resample.ts';

/** The distance between neighbours along an axis, or the coordinate of each entry. */
export type Spacing = number | readonly number[];

/** The spacing of the samples of `gradient`, and the axes. */
export interface GradientOptions {
  /** The axis or axes to differentiate along; default: all of them. */
  axis?: number | readonly number[];
  /** The distance between neighbours, or for each axis a distance or coordinates; default: 1. */
  spacing?: number | readonly Spacing[];
  /** The order of the differences at both ends; default: 1. */
  edgeOrder?: 1 | 2;
}

const differentiated = resampling('gradient');

/**
 * The derivatives of a sampled function, whose samples are x, by differences of neighbours; one derivative for each axis.
 * NumPy's and PyTorch's gradient, not that of `grad`.
 *
 * Between the ends it is the slope of the parabola through three neighbours, (x[i + 1] − x[i − 1]) / 2h if they are evenly
 * spaced. At the ends it is the slope of the line through two neighbours, or with `edgeOrder` 2 also of a parabola. Throws a
 * ShapeError if an axis has too few entries.
 *
 * @example
 * ```ts
 * import { gradient } from '@chainrule/core';
 * const [dx] = gradient([1, 4, 9, 16]);
 * dx; // → [3, 4, 6, 7]
 * gradient([0, 1, 9], { spacing: [[0, 1, 3]], edgeOrder: 2 })[0]; // → [0, 2, 6]
 * ```
 */
export const gradient = takes('gradient', 2, (x: Operand, options: GradientOptions = {}): Value[] => {
  const input = operand('gradient', x);
  const {
    axis = [...input.shape.keys()],
    spacing = 1,
    edgeOrder = 1,
  } = optionsOf('gradient', options, 'axis, spacing, edgeOrder');
  if (edgeOrder !== 1 && edgeOrder !== 2)
    throw argumentErrors.badOption('gradient', 'edgeOrder', '1 or 2', edgeOrder);
  const axes = axesInTurn('gradient', input, axis);
  const spacings: readonly Spacing[] = Array.isArray(spacing)
    ? listOf(spacing)
    : axes.map(() => spacing as number);
  if (spacings.length !== axes.length)
    throw argumentErrors.badOption(
      'gradient',
      'spacing',
      `a number, or one entry for each of ${axes.length} axes`,
      spacing,
    );
  return axes.map((along, k) => {
    const n = input.shape[along];
    if (n <= edgeOrder)
      throw shapeErrors.unfit('gradient', `more than ${edgeOrder} entries along axis ${along}`, input);
    return differentiated(input, along, slopes(n, distances(spacings[k], n), edgeOrder));
  });
});

/** The distance from one entry to another. */
function distances(spacing: Spacing, n: number): (from: number, to: number) => number {
  if (typeof spacing === 'number' && spacing !== 0) return (from, to) => (to - from) * spacing;
  const fits = Array.isArray(spacing) && spacing.length === n && spacing.every(Number.isFinite);
  if (!fits)
    throw argumentErrors.badOption(
      'gradient',
      'spacing',
      `a number other than 0, or ${n} coordinates`,
      spacing,
    );
  return (from, to) => spacing[to] - spacing[from];
}

/** The matrix that turns samples into the slope at each: of a parabola, or of a line at the ends. */
function slopes(n: number, distance: (from: number, to: number) => number, edgeOrder: number): SparseMatrix {
  const entries: [row: number, column: number, weight: number][] = [];
  for (let i = 0; i < n; i++) {
    const size = i === 0 || i === n - 1 ? edgeOrder + 1 : 3;
    const first = Math.min(Math.max(i - 1, 0), n - size);
    const places = Array.from({ length: size }, (_, k) => first + k);
    for (const place of places) {
      const others = places.filter((each) => each !== place);
      entries.push([
        i,
        place,
        slopeAtZero(
          distance(i, place),
          others.map((other) => distance(i, other)),
        ),
      ]);
    }
  }
  return sparseMatrix(n, n, entries);
}

/** The slope at 0 of the polynomial that is 1 at one point and 0 at one or two others. */
function slopeAtZero(point: number, others: readonly number[]): number {
  const product = others.reduce((all, other) => all * (point - other), 1);
  return (others.length === 1 ? 1 : -others[0] - others[1]) / product;
}
