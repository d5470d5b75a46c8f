import { adaptiveWindows, slidingWindows, type Windows } from '../../array/windows.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Value } from '../../value.ts';
import { checkFits, checkSpatial, type PerAxis, perAxis } from './windows.ts';

/*
 * What all pools share: windows along each of the last axes, which slide or divide the axis. max-pooling.ts and
 * average-pooling.ts define what is computed from the numbers in the boxes.
 */

/** The size of windows, and how far apart they are. */
export interface PoolOptions {
  /** How far the window moves from one output to the next; default: its size, so that windows do not overlap. */
  stride?: PerAxis;
  /** Whether a window that starts before the end may extend past it; default: false. */
  ceilMode?: boolean;
}

export type Pool<Options> = (x: Operand, kernelSize: PerAxis, options?: Options) => Value;
export type AdaptivePool = (x: Operand, outputSize: PerAxis) => Value;

/** What a pool computes from x with windows along each of its last axes. */
export type Pooling = (x: Value, windows: readonly Windows[]) => Value;

/** The step of windows, and whether they may extend past the end. */
export interface SlidingOptions extends PoolOptions {
  padding?: PerAxis;
  dilation?: PerAxis;
}

/**
 * Pools windows that slide along each of the last axes, with checked options. `padded` says whether the padding counts as
 * part of x.
 */
export function slide(
  pool: Pooling,
  operation: string,
  x: Value,
  axes: number,
  kernelSize: PerAxis,
  options: SlidingOptions,
  padded = false,
): Value {
  checkSpatial(operation, x, axes);
  const option = (name: string, given: PerAxis, least: number) =>
    perAxis(operation, name, given, axes, least);
  const kernels = option('kernelSize', kernelSize, 1);
  const strides = option('stride', options.stride ?? kernels, 1);
  const paddings = option('padding', options.padding ?? 0, 0);
  const dilations = option('dilation', options.dilation ?? 1, 1);
  const windows = kernels.map((kernel, k) => {
    const [stride, padding, dilation, axis] = [strides[k], paddings[k], dilations[k], x.rank - axes + k];
    if (padding > kernel / 2)
      throw argumentErrors.badOption(
        operation,
        'padding',
        `at most half of the window of ${kernel}`,
        padding,
      );
    const how = { kernel, stride, padding, dilation, ceil: options.ceilMode ?? false };
    const made = slidingWindows(x.shape[axis], how, padded);
    // The taps of a window may be on both sides of a short axis, with none on it.
    const full = made.starts.every((start, i) => start < made.ends[i]);
    const span = full ? (kernel - 1) * dilation + 1 - 2 * padding : dilation;
    checkFits(operation, x, axis, full ? made.starts.length : 0, span);
    return made;
  });
  return pool(x, windows);
}

/** Makes a pool over windows that divide each of the last axes. */
export const adaptivePool = (operation: string, axes: number, pool: Pooling): AdaptivePool =>
  takes(operation, 2, (x: Operand, outputSize: PerAxis) => {
    const input = operand(operation, x);
    checkSpatial(operation, input, axes);
    const windows = perAxis(operation, 'outputSize', outputSize, axes, 1).map((count, k) => {
      const axis = input.rank - axes + k;
      checkFits(operation, input, axis, input.shape[axis], 1);
      return adaptiveWindows(input.shape[axis], count);
    });
    return pool(input, windows);
  });
