import { DataError, ShapeError } from './classes.ts';
import { type Described, describe, MOST_AXES, place, shapeText, typeText } from './text.ts';

function transposeHint(a: Described, b: Described): string {
  const inner = a.shape[a.shape.length - 1];
  if (b.shape.length > 1 && b.shape[b.shape.length - 1] === inner)
    return ` (${b.name ?? 'the second'} transposed would fit)`;
  const outer = b.shape[Math.max(b.shape.length - 2, 0)];
  if (a.shape.length > 1 && a.shape[a.shape.length - 2] === outer)
    return ` (${a.name ?? 'the first'} transposed would fit)`;
  return '';
}

function axisRange({ shape }: Described): string {
  if (shape.length === 0) return 'it is a scalar and has no axes';
  return `expected a whole number from ${-shape.length} to ${shape.length - 1}`;
}

/** The messages for shapes, ranks, axes and indices, by what went wrong. */
export const shapeErrors = {
  badShape: (operation: string, got: unknown) =>
    new ShapeError(
      operation,
      Array.isArray(got) && got.length > MOST_AXES
        ? `expected a shape of at most ${MOST_AXES} axes, got ${got.length}`
        : `expected a shape of whole numbers, none below zero, got ${
            Array.isArray(got)
              ? `[${Array.from(got, typeText)}]`
              : `${typeText(got).replace('the string ', '')}: a shape is an array, as [2, 3]`
          }`,
    ),

  notBroadcastable: (operation: string, nodes: readonly Described[]) =>
    new ShapeError(
      operation,
      `shapes do not broadcast: ${nodes.map(describe).join(' and ')} (aligned from the right, each pair of sizes must be equal or hold a 1)`,
    ),

  cannotBroadcastTo: (operation: string, node: Described, shape: readonly number[]) =>
    new ShapeError(operation, `${describe(node)} does not broadcast to ${shapeText(shape)}`),

  notBroadcastFrom: (operation: string, node: Described, shape: readonly number[]) =>
    new ShapeError(
      operation,
      `${shapeText(shape)} does not broadcast to ${describe(node)}, so it cannot be summed back to that shape`,
    ),

  cannotReshape: (node: Described, shape: readonly number[], size: number) =>
    new ShapeError(
      'reshape',
      `${describe(node)} holds ${size} numbers, and ${shapeText(shape)} cannot hold them`,
    ),

  badAxis: (operation: string, axis: unknown, node: Described) =>
    new ShapeError(
      operation,
      `axis ${typeText(axis)} is out of range for ${describe(node)}: ${axisRange(node)}`,
    ),

  repeatedAxis: (operation: string, axes: readonly number[], node: Described) =>
    new ShapeError(operation, `an axis of ${describe(node)} is named twice in ${shapeText(axes)}`),

  badAxes: (operation: string, axes: readonly number[], node: Described) =>
    new ShapeError(operation, `expected each axis of ${describe(node)} once, got ${shapeText(axes)}`),

  badNewAxis: (operation: string, axes: readonly number[], node: Described, rank: number) =>
    new ShapeError(
      operation,
      `expected different axes from ${-rank} to ${rank - 1} for ${describe(node)} made rank ${rank}, got ${shapeText(axes)}`,
    ),

  innerSizes: (a: Described, b: Described, operation = 'matmul') =>
    new ShapeError(operation, `inner sizes differ: ${describe(a)} × ${describe(b)}${transposeHint(a, b)}`),

  wrongRank: (operation: string, node: Described, expected: string) =>
    new ShapeError(operation, `expected ${expected}, got ${describe(node)} of rank ${node.shape.length}`),

  notAScalar: (operation: string, node: Described) =>
    new ShapeError(operation, `expected a single number, got ${describe(node)}`),

  unfit: (operation: string, expected: string, node: Omit<Described, 'dtype'>) =>
    new ShapeError(operation, `expected ${expected}, got ${describe(node)}`),

  unpairedAxes: (
    operation: string,
    a: Described,
    ofA: readonly number[],
    b: Described,
    ofB: readonly number[],
  ) =>
    new ShapeError(
      operation,
      `expected axes of equal sizes in pairs, got ${shapeText(ofA)} of ${describe(a)} and ${shapeText(ofB)} of ${describe(b)}`,
    ),

  badIndex: (operation: string, index: number, path: readonly number[], n: number, of: string) =>
    new ShapeError(
      operation,
      `index ${index}${place(path)} is out of range for ${of}: ${
        n === 0 ? 'it is empty' : `expected a whole number from ${-n} to ${n - 1}`
      }`,
    ),

  notIndices: (operation: string, node: Described) =>
    new DataError(
      operation,
      `expected whole numbers as indices, got ${describe(node)} of dtype ${node.dtype} (.asType('int32') truncates them)`,
    ),

  einsum: (problem: string, equation: string) =>
    new ShapeError('einsum', `${problem}, in ${JSON.stringify(equation)}`),
};
