import {
  backward,
  ChainruleError,
  constant,
  type DType,
  repeat,
  type Value,
  value,
  zerosLike,
} from '@chainrule/core';
import { project } from '../../../../../scripts/test-support/finite-differences.ts';
import { sampleInputs } from '../../../../../scripts/test-support/samples.ts';
import { compile } from '../../../src/index.ts';

/*
 * An operation compiled on operands that lie in memory in every way there is: the engine that runs it should be one that
 * checks what it touches.
 */

type Several = (...xs: Value[]) => Value;

/** Another way in which the entries of an operand lie in memory, and how to read it. */
interface View {
  readonly store: (x: Value) => Value;
  readonly read: (stored: Value, shape: readonly number[]) => Value;
}

const same = (x: Value) => x;

/** Ranges for the first axis, and for the others. */
const ranges = (x: Value, first: readonly number[], others: readonly number[] = []) =>
  x.slice(x.shape.map((_, k) => (k === 0 ? first : others) as [number, number]));

const VIEWS: readonly View[] = [
  { store: same, read: same },
  { store: (x) => x.transpose(), read: (x) => x.transpose() },
  { store: (x) => x.flip(), read: (x) => x.flip() },
  {
    store: (x) => (x.rank === 0 ? x : repeat(x, 2, { axis: -1 })),
    read: (x) => x.slice(x.shape.map((_, k) => (k === x.rank - 1 ? [null, null, 2] : []))),
  },
  // A part in the middle of something.
  {
    store: (x) => x.pad(x.shape.map((_, k) => (k === 0 ? [1, 2] : [0, 1])) as [number, number][]),
    read: (x, shape) => x.slice(shape.map((n, k) => (k === 0 ? [1, 1 + n] : [0, n]))),
  },
  // One row, repeated.
  {
    store: (x) => (x.rank === 0 || x.size === 0 ? x : ranges(x, [0, 1])),
    read: (x, shape) => x.broadcastTo(shape),
  },
];

const anywhere = { kink: (x: number) => x } as never;

/** Operands of a dtype, of both signs, some of them 0 where they are whole numbers. */
function operands(shapes: readonly (readonly number[])[], dtype: DType): Value[] {
  return sampleInputs(anywhere, shapes, 5).map((x) => {
    if (dtype === 'bool') return constant(x.greater(0));
    return dtype === 'int32' ? constant(x.mul(2).asType(dtype)) : value(x, { dtype });
  });
}

/** The function with its first derivatives, where it has any. */
const derivatives = (f: Several) => (xs: readonly Value[]) => {
  const y: Value | undefined = f(...xs);
  if (!y?.wantsGradient) return [y];
  const gradients = backward(project(y));
  return [y, ...xs.map((x) => (x.wantsGradient ? gradients.of(x) : zerosLike(x)))];
};

/** Of operations on operands of a dtype; whole numbers are compared exactly. */
const TOLERANCE = { float64: 1e-12, float32: 2e-5, int32: 1e-12, bool: 1e-12 };

/**
 * How an operation gives something else compiled than at once, of operands of a dtype in every view; undefined where it does
 * not, or is not defined for them.
 */
export function attack(f: Several, shapes: readonly (readonly number[])[], dtype: DType): string | undefined {
  const leaf = (x: Value) => (x.wantsGradient ? value(x) : constant(x));
  const xs = VIEWS.map(({ store }) => operands(shapes, dtype).map((x) => leaf(store(x))));
  const all = (stored: Value[][]) =>
    VIEWS.flatMap(({ read }, v) =>
      derivatives((...zs) => f(...zs.map((z, i) => read(z, shapes[i]!))))(stored[v]!),
    );
  let expected: (Value | undefined)[];
  try {
    expected = all(xs);
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
  // Of an operation's several parts the one that is looked at may not be there.
  if (expected.includes(undefined)) return undefined;
  const got = compile(all as (stored: Value[][]) => Value[], { target: 'webassembly', threads: 1 })(xs);
  return got
    .map((y, i) => difference(y, expected[i]!, TOLERANCE[dtype]))
    .find((found) => found !== undefined);
}

const numbersOf = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);
const kindOf = ({ dtype, shape }: Value) => `${dtype} [${shape.join(', ')}]`;

function difference(y: Value, wanted: Value, tolerance: number): string | undefined {
  if (kindOf(y) !== kindOf(wanted)) return `${kindOf(y)}, expected ${kindOf(wanted)}`;
  const [got, expected] = [y, wanted].map(numbersOf);
  const allowed = y.dtype === 'int32' || y.dtype === 'bool' ? 0 : tolerance;
  for (let i = 0; i < expected!.length; i++) {
    const [a, b] = [got![i]!, expected![i]!];
    if (y.dtype === 'bool' && b !== 0 && b !== 1) return `entry ${i}: a boolean that is ${b} at once`;
    if (!Object.is(a, b) && !(Math.abs(a - b) <= allowed * Math.max(1, Math.abs(b))))
      return `entry ${i} of ${kindOf(y)}: ${a}, expected ${b}`;
  }
  return undefined;
}

export const DTYPES = ['float64', 'float32', 'int32', 'bool'] satisfies DType[];

/** Shapes with all axes of one size emptied, for each size. */
export const emptied = (shapes: readonly (readonly number[])[]): number[][][] =>
  [...new Set(shapes.flat())].map((size) => shapes.map((each) => each.map((n) => (n === size ? 0 : n))));
