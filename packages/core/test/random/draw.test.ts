import { expect, test } from 'vitest';
import { constant, DataError, Random, type Value, vmap } from '../../src/index.ts';
import { traced } from '../support/traced.ts';

const DISTRIBUTIONS: [string, (random: Random) => Value][] = [
  ['uniform', (random) => random.uniform([2, 3], { min: -1 })],
  ['normal', (random) => random.normal([5], { dtype: 'float32' })],
  ['truncatedNormal', (random) => random.truncatedNormal([4])],
  ['exponential', (random) => random.exponential([4])],
  ['gamma', (random) => random.gamma([4], { concentration: 0.5 })],
  ['bernoulli', (random) => random.bernoulli([9])],
  ['integers', (random) => random.integers([], { max: 1000 })],
];

test.each(DISTRIBUTIONS)('%s is drawn each time that what was traced is run, in turn', (_, draw) => {
  const random = new Random(5);
  const run = traced(() => [draw(random)], []);
  const same = new Random(5);
  for (let k = 0; k < 3; k++) {
    const [[got], expected] = [run([]), draw(same)];
    expect(got.toArray()).toEqual(expected.toArray());
    expect([got.dtype, got.shape]).toEqual([expected.dtype, expected.shape]);
  }
});

test('a draw keeps its name, and refuses a wrong shape and dtype as it always does', () => {
  const random = new Random(5);
  let name: string | undefined;
  traced(() => {
    name = random.normal([2], { name: 'noise' }).name;
    return [];
  }, []);
  expect(name).toBe('noise');
  expect(() => traced(() => [random.normal([-1])], [])).toThrow('normal: expected a shape');
  expect(() => traced(() => [random.normal([1], { dtype: 'x' as never })], [])).toThrow('normal: dtype');
});

test.each<[string, (random: Random) => unknown]>([
  ['next', (random) => random.next()],
  ['split', (random) => random.split()],
  ['permutation', (random) => random.permutation(3)],
  ['choice', (random) => random.choice(3)],
])('%s is refused while a function is traced: it would give the same each time', (name, draw) => {
  const random = new Random(5);
  const call = () =>
    traced(() => {
      draw(random);
      return [];
    }, []);
  expect(call).toThrow(DataError);
  expect(call).toThrow(`${name}: the program that is being traced would give the same numbers on every run`);
  expect(random.next()).toBe(new Random(5).next());
});

test('under vmap each slice draws its own numbers, as in a loop over the slices', () => {
  const [random, same] = [new Random(5), new Random(5)];
  const f = (generator: Random) => (x: Value) => x.add(generator.normal([2])).mul(generator.uniform([2]));
  const rows = [
    [0, 0],
    [1, 1],
  ];
  const y = vmap(f(random))(constant(rows));
  expect(y.toArray()).toEqual(rows.map((row) => f(same)(constant(row)).toArray()));
  expect(random.state).toEqual(same.state);
});
