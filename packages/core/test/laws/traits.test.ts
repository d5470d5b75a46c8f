import { describe, expect, test } from 'vitest';
import { elementwiseOperations, otherCases } from '../../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';
import type { Operation } from '../../src/families/elementwise.ts';
import { constant, type DType, ones, type Primitive, type Value } from '../../src/index.ts';
import { PRIMITIVE_NAMES } from '../../src/ops/names.ts';
import { apply, type Fold } from '../../src/primitive.ts';
import { observed } from '../../src/recording.ts';
import { corePrimitives, primitiveOf } from '../../src/registry.ts';

/*
 * What a primitive says of itself, held to the numbers that it gives: who rewrites or compiles a graph believes it.
 */

const ADD = primitiveOf('add')!;

const primitives = corePrimitives();

test('the list of names is that of the primitives', () => {
  const ofNoOrder = corePrimitives()
    .map(({ name }) => name)
    .filter((name) => !/^polygamma(Step)?\d+$/.test(name));
  expect(ofNoOrder.sort()).toEqual([...PRIMITIVE_NAMES].sort());
});

test('all primitives have the same fields in the same order', () => {
  const forms = new Set(primitives.map((primitive) => Object.keys(primitive).join()));
  expect(forms.size).toBe(1);
});

/** Every kind of number, and pairs at random, each in both orders. */
const SPECIAL = [0, -0, 1, -1, 0.5, -2, 3, 7, Number.NaN, Infinity, -Infinity, 1e-300, 1e300, 5e-324];
const pairs = SPECIAL.flatMap((a) => SPECIAL.map((b) => [a, b]));
for (let i = 0; i < 2000; i++) pairs.push([Math.sin(i) * 10 ** (i % 7), Math.cos(3 * i) * 10 ** (i % 5)]);

const binary = elementwiseOperations.filter(([, { primitive, length }]) => primitive && length === 2);

test.each(binary)('%s commutes if it says so, and says so if it does', (name, op) => {
  const of = (dtype: DType, k: number) =>
    constant(new Float64Array(pairs.map((pair) => pair[k]))).asType(dtype);
  const same = (['float64', 'float32', 'int32', 'bool'] as const).every((dtype) => {
    const [a, b] = [of(dtype, 0), of(dtype, 1)];
    const [one, other] = [op(a, b), op(b, a)].map((y) => [...numbers(y)]);
    return one.every((x, i) => Object.is(x, other[i]));
  });
  // An engine may add up the squares of Math.hypot in the order of its operands.
  expect((op as Operation<[Value, Value]>).primitive.commutes === true).toBe(same && name !== 'hypot');
});

const numbers = ({ data }: Value) => (typeof data === 'number' ? [data] : data);

interface Applied {
  readonly y: Value;
  readonly primitive: Primitive;
  readonly inputs: readonly Value[];
}

/** Every primitive that the cases of the laws apply, with what it was applied to, until each was seen a few times. */
function appliedWhich(isWanted: (primitive: Primitive) => boolean): Map<Primitive, Applied[]> {
  const found = new Map<Primitive, Applied[]>();
  const made = (y: Value, primitive: Primitive, inputs: readonly Value[]) => {
    if (!isWanted(primitive) || !primitives.includes(primitive)) return;
    const known = found.get(primitive) ?? [];
    if (known.length < 20) found.set(primitive, [...known, { y, primitive, inputs }]);
  };
  observed({ made }, () => {
    for (const [, { f, shapes }] of otherCases) {
      const y = f(...sampleInputs(ADD, shapes, 1));
      if (y.wantsGradient) y.sum().backward();
    }
  });
  return found;
}

const unmoved = (which: string) => primitives.filter(({ movement }) => movement === which);

describe('movements', () => {
  const moved = appliedWhich(({ movement }) => movement !== undefined);

  test.each(unmoved('same-numbers').map((each) => [each.name, each] as const))(
    '%s keeps its numbers in their order',
    (_, primitive) => {
      const x = constant([
        [1, 2, 3],
        [4, 5, 6],
      ]);
      const seen = moved.get(primitive) ?? [{ inputs: [x], y: apply(primitive, [x], [3, 2]) }];
      for (const { inputs, y } of seen) expect([...numbers(y)]).toEqual([...numbers(inputs[0])]);
    },
  );

  test('permute and repeat are what their attributes and shapes say', () => {
    const x = constant([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    for (const each of unmoved('permute')) {
      const y = apply(each, [x], [1, 0]);
      expect(y.toArray()).toEqual([
        [1, 4],
        [2, 5],
        [3, 6],
      ]);
    }
    for (const each of unmoved('repeat')) {
      const y = apply(each, [constant([[1], [2]])], [2, 2, 2]);
      expect(y.toArray()).toEqual([
        [
          [1, 1],
          [2, 2],
        ],
        [
          [1, 1],
          [2, 2],
        ],
      ]);
    }
  });

  test('each kind of movement has primitives', () => {
    for (const kind of [
      'same-numbers',
      'permute',
      'repeat',
      'read-view',
      'add-view',
      'read-blocks',
      'add-blocks',
    ])
      expect(unmoved(kind).length, kind).toBeGreaterThan(0);
  });
});

const FOLDS: Readonly<Record<Fold, (xs: readonly number[]) => number>> = {
  sum: (xs) => xs.reduce((a, b) => a + b, 0),
  product: (xs) => xs.reduce((a, b) => a * b, 1),
  largest: (xs) => Math.max(...xs),
  smallest: (xs) => Math.min(...xs),
  all: (xs) => Number(xs.every((x) => x !== 0)),
  any: (xs) => Number(xs.some((x) => x !== 0)),
};

test.each(primitives.flatMap((each) => (each.folds ? [[each.name, each, each.folds] as const] : [])))(
  '%s folds as it says',
  (_, primitive, folds) => {
    for (const row of [
      [2, 3, 4],
      [0, 5, -1],
      [0, 0, 0],
      [Number.NaN, 1, 0],
    ]) {
      const y = apply(primitive, [constant([row])], { axes: [1], keepDims: false });
      expect([...numbers(y)]).toEqual([FOLDS[folds](row)]);
    }
  },
);

test('a contraction adds up as many products as it says: those of ones come to their number', () => {
  const contractions = appliedWhich(({ contracts }) => contracts !== undefined);
  expect(new Set(contractions.keys())).toEqual(
    new Set(primitives.filter(({ contracts }) => contracts !== undefined)),
  );
  const product = primitiveOf('matmul')!;
  const [a, b] = [ones([4, 2, 3]), ones([3, 5])];
  const y = apply(product, [a, b], undefined);
  expect(product.contracts!(a.shape, b.shape, y.shape)).toBe(y.sum().item());
  for (const { primitive, inputs, y } of [...contractions.values()].flat()) {
    const [u, v] = inputs;
    const count = primitive.contracts!(u.shape, v.shape, y.shape);
    expect(count).toBeGreaterThanOrEqual(0);
    expect(Number.isInteger(count)).toBe(true);
  }
});
