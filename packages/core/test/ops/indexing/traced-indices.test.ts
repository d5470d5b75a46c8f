import { expect, test } from 'vitest';
import { expectClose } from '../../../../../scripts/test-support/close.ts';
import { project } from '../../../../../scripts/test-support/finite-differences.ts';
import * as cr from '../../../src/index.ts';
import { eager, type Many, traced } from '../../support/traced.ts';

/*
 * Indices and masks that are not known yet: what is traced once is run at one kind of them, and at another.
 */

const { value, constant } = cr;
type Value = cr.Value;

const int32 = (data: cr.Nested) => constant(data, { dtype: 'int32' });

const numbers = (shape: readonly number[], seed: number) =>
  value(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(seed + 1.3 * i)),
    { shape },
  );

/** The result, and the gradient with respect to each input that has one. */
const withGradients =
  (f: (...xs: Value[]) => Value): Many =>
  (xs) => {
    const y = f(...xs);
    if (!y.wantsGradient) return [y];
    const gradients = cr.backward(project(y));
    return [y, ...xs.filter((x) => x.wantsGradient).map((x) => gradients.of(x))];
  };

type Row = [string, (...xs: Value[]) => Value, cr.Nested, cr.Nested, ...(readonly number[])[]];

const rows: Row[] = [
  ['take', (i, x) => cr.take(x, i, { axis: 1 }), [0, 3, 3], [1, -1, 2], [3, 4]],
  ['take of all entries', (i, x) => cr.take(x, i), [[0, 3]], [[11, -1]], [3, 4]],
  ['gather', (i, x) => cr.gather(x, i, 0), [[0, 1]], [[2, 2]], [3, 4]],
  ['takeAlongAxis', (i, x) => cr.takeAlongAxis(x, i, 0), [[0, 1, 2, 2]], [[2, 2, 0, 1]], [3, 4]],
  ['indexSelect', (i, x) => cr.indexSelect(x, i, 0), [0, 1], [2, 2], [3, 4]],
  ['scatterAdd', (i, x, s) => cr.scatterAdd(x, i, s, 0), [[0, 1]], [[2, 2]], [3, 4], [1, 2]],
  ['scatter', (i, x, s) => cr.scatter(x, i, s, 1), [[0, 1]], [[2, 2]], [3, 4], [1, 2]],
  ['indexAdd', (i, x, s) => cr.indexAdd(x, i, s, 0), [0, 1], [2, 2], [3, 4], [2, 4]],
  ['indexCopy', (i, x, s) => cr.indexCopy(x, i, s, 0), [0, 1], [2, 2], [3, 4], [2, 4]],
  ['indexFill', (i, x, s) => cr.indexFill(x, i, s, 0), [0, 1], [2, 2], [3, 4], []],
  ['indexPut', (i, x, s) => cr.indexPut(x, [i, i], s), [0, 1], [2, 2], [3, 4], [2]],
  [
    'indexPut that adds',
    (i, x, s) => cr.indexPut(x, [i], s, { accumulate: true }),
    [0, 1],
    [2, 2],
    [3, 4],
    [2, 4],
  ],
  ['scatterReduce', (i, x, s) => cr.scatterReduce(x, i, s, 0, 'prod'), [0, 1], [2, 2], [3], [2]],
  ['indexReduce', (i, x, s) => cr.indexReduce(x, i, s, 0, 'mean'), [0, 1], [2, 2], [3, 4], [2, 4]],
  ['maskedFill', (i, x) => cr.maskedFill(x, i, 3), [0, 1, 0, 1], [1, 1, 0, 0], [3, 4]],
  ['maskedScatter', (i, x, s) => cr.maskedScatter(x, i, s), [0, 1, 0, 1], [1, 0, 0, 0], [3, 4], [9]],
  ['maxUnpool1d', (i, x) => cr.maxUnpool1d(x, i, 2), [[0, 2]], [[1, 3]], [1, 2]],
  ['oneHot', (i, x) => cr.oneHot(i, 4).mul(x), [0, 1], [2, 2], [2, 4]],
  ['searchSorted', (i, x) => cr.searchSorted(i, x), [0, 1, 2], [-1, 0, 1], [3, 4]],
  ['histogram', (i, x) => cr.histogram(x.mul(i), { bins: 3 }).counts, 1, 2, [3, 4]],
  [
    'vmap of take',
    (i, x) => cr.vmap(([a, b]: Value[]) => cr.take(a, b))([x, i]),
    [0, 1, 2],
    [3, 2, 1],
    [3, 4],
  ],
  ['checkpoint', (i, x) => cr.checkpoint((v: Value) => v.take(i).exp())(x), [0, 1], [3, 2], [3, 4]],
];

test.each(rows)('%s finds its places when it is run', (_, f, first, second, ...shapes) => {
  const many = withGradients(f);
  const at = (indices: cr.Nested, seed: number) => [
    int32(indices),
    ...shapes.map((shape, k) => numbers(shape, seed + k)),
  ];
  const again = traced(many, at(first, 1));
  for (const inputs of [at(first, 1), at(second, 4)]) {
    const expected = eager(many)(inputs);
    again(inputs).forEach((each, i) => {
      expectClose(each, expected[i], 1e-12);
    });
  }
});

test.each<[string, (i: Value, x: Value) => Value, string]>([
  ['take', (i, x) => cr.take(x, i), 'take: index 7 at [1] is out of range for x [3]'],
  ['oneHot', (i) => cr.oneHot(i, 3), 'oneHot: indices: expected indices from 0 to 2, got 7'],
  [
    'maskedScatter',
    (i, x) => cr.maskedScatter([1, 2], i, x.take([0])),
    'maskedScatter: expected a source of at least 2 numbers, got take(…) [1]',
  ],
])('%s looks at its indices when it is run, and complains as it always does', (_, f, message) => {
  const x = value([1, 2, 3], { name: 'x' });
  const run = traced(([i, each]) => [f(i, each)], [int32([1, 0]), x]);
  expect(() => run([int32([1, 0]), x])).not.toThrow();
  expect(() => run([int32([1, 7]), x])).toThrow(message);
});

test('a derivative takes the way that the numbers at hand ask for', () => {
  const run = traced(withGradients(cr.det), [numbers([2, 2], 0)]);
  const singular = value([
    [1, 2],
    [2, 4],
  ]);
  const [, gradient] = run([singular]);
  expect(gradient.toArray()).toEqual(eager(withGradients(cr.det))([singular])[1].toArray());
});
