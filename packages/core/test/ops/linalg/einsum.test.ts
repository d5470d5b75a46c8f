import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../../../../scripts/test-support/close.ts';
import { backward, einsum, type Nested, Random, type Value, value } from '../../../src/index.ts';

/** The definition: for every assignment of indices to letters the product of the entries, added where it belongs. */
function byDefinition(terms: string[], output: string, sizes: Record<string, number>, xs: Value[]): number[] {
  const letters = Object.keys(sizes).filter((letter) => terms.some((term) => term.includes(letter)));
  const place = (term: string, at: Record<string, number>) =>
    [...term].reduce((offset, letter) => offset * sizes[letter] + at[letter], 0);
  const total = new Array<number>([...output].reduce((size, letter) => size * sizes[letter], 1)).fill(0);
  const visit = (k: number, at: Record<string, number>): void => {
    if (k === letters.length) {
      total[place(output, at)] += terms.reduce((p, term, i) => p * flat(xs[i])[place(term, at)], 1);
      return;
    }
    for (let n = 0; n < sizes[letters[k]]; n++) visit(k + 1, { ...at, [letters[k]]: n });
  };
  visit(0, {});
  return total;
}

const flat = (x: Value) => [x.toArray() as Nested].flat(9 as 1) as number[];

test('einsum of any equation follows the definition', () => {
  const sizes: Record<string, number> = { i: 2, j: 3, k: 2, l: 1 };
  const term = fc.array(fc.constantFrom(...'ijkl'), { maxLength: 3 }).map((letters) => letters.join(''));
  const equation = fc
    .array(term, { minLength: 1, maxLength: 4 })
    .chain((terms) =>
      fc.tuple(fc.constant(terms), fc.shuffledSubarray([...new Set(terms.join(''))]), fc.integer()),
    );
  fc.assert(
    fc.property(equation, ([terms, output, seed]) => {
      const random = new Random(seed);
      const xs = terms.map((each) => random.normal([...each].map((letter) => sizes[letter])));
      const y = einsum(`${terms.join(', ')} -> ${output.join('')}`, ...xs);
      expect(y.shape).toEqual(output.map((letter) => sizes[letter]));
      expectClose(flat(y), byDefinition(terms, output.join(''), sizes, xs), 1e-13);
    }),
  );
});

test('einsum without an arrow has the ellipsis first, then the letters that occur once, in order', () => {
  const random = new Random(0);
  const [a, b] = [random.normal([4, 3, 2]), random.normal([2, 5])];
  expect(einsum('...ji,ib', a, b).toArray()).toEqual(einsum('zji,ib->zbj', a, b).toArray());
});

test('einsum broadcasts ellipses and sizes of 1, and sums an ellipsis that the result does not have', () => {
  const random = new Random(0);
  const [a, b] = [random.normal([5, 1, 2]), random.normal([3, 2])];
  expectClose(einsum('...i,...i->...', a, b), a.mul(b).sum({ axis: -1 }), 1e-14);
  expectClose(einsum('...i->i', a), a.sum({ axis: [0, 1] }), 1e-14);
});

test('einsum that leaves its operand as it is gives a node of its own', () => {
  const A = value([[1, 2]], { name: 'A' });
  for (const equation of ['ij->ij', 'ij', '...->...']) {
    const B = einsum(equation, A).named('B');
    expect([A.name, B.primitive !== undefined]).toEqual(['A', true]);
    expectClose(backward(B.sum()).of(A), [1, 1], 0);
  }
});
