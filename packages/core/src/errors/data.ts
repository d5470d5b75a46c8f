import { argumentErrors } from './arguments.ts';
import { DataError, ShapeError } from './classes.ts';
import { type Described, describe, MOST_AXES, place, shapeText, typeText } from './text.ts';

const ofStack = ({ shape }: Described, matrix: number) =>
  shape.length > 2 ? ` (matrix ${matrix} of the stack)` : '';

/** The messages for numbers that cannot be used, by what went wrong. */
export const dataErrors = {
  notANumber: (operation: string, got: unknown, path: readonly number[] = []) =>
    new DataError(operation, `expected a number${place(path)}, got ${typeText(got)}`),

  ragged: (operation: string, path: readonly number[], expected: string, got: unknown) =>
    new DataError(
      operation,
      `the array is ragged${place(path)}: expected ${expected} as in the first entry, got ${typeText(got)}`,
    ),

  notHeld: (operation: string, got: number | bigint, dtype: string, path: readonly number[]) =>
    new DataError(
      operation,
      `${dtype} does not hold ${got}${place(path)}: ${
        dtype === 'int32'
          ? "name another dtype, as in constant(…, { dtype: 'float64' })"
          : 'round it beforehand, as Float64Array.from(…, Number) does'
      }`,
    ),

  notHeldAsItIs: (operation: string, dtype: string | undefined, got: unknown) =>
    argumentErrors.badOption(
      operation,
      'data',
      dtype === 'bool'
        ? 'a Uint8Array of zeros and ones for bool'
        : "a Float64Array, Float32Array or Int32Array, or a Uint8Array with { dtype: 'bool' } (constant(…) copies any other)",
      got,
    ),

  detached: (operation: string, kind: string) =>
    new DataError(
      operation,
      `expected numbers, got a ${kind} whose memory was transferred: copy it before (slice)`,
    ),

  tooDeep: (operation: string) =>
    new DataError(
      operation,
      `expected arrays nested at most ${MOST_AXES} deep, one level for each axis, and got more, or a cyclic array`,
    ),

  wrongLength: (operation: string, shape: readonly number[], expected: number, got: number) =>
    new DataError(operation, `shape ${shapeText(shape)} holds ${expected} numbers, got ${got}`),

  tooLarge: (operation: string, size: number, dtype: string) =>
    new ShapeError(operation, `${size} numbers of ${dtype} do not fit into memory`),

  singular: (operation: string, node: Described, matrix: number, pivot: number) =>
    new DataError(
      operation,
      `${describe(node)} is singular${ofStack(node, matrix)}: pivot ${pivot} of ${node.shape[node.shape.length - 1]} is 0`,
    ),

  notPositiveDefinite: (operation: string, node: Described, matrix: number, order: number) =>
    new DataError(
      operation,
      `${describe(node)} is not positive-definite${ofStack(node, matrix)}: its leading minor of order ${order} is not above 0`,
    ),
};
