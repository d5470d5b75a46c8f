import { rationalOf } from '../expression/rational.ts';
import { multiply, raised } from './algebra/arithmetic.ts';
import type { Sizes } from './algebra/graph-reader.ts';
import { add, number, single } from './algebra/sums.ts';
import { factor, sizeSymbol, Unsaid } from './algebra/tensor.ts';

/*
 * Sizes that letters stand for while a derivative is traced, twice: primes, so that what is made of them can be taken apart.
 */

export const SMALL: readonly number[] = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41];
export const LARGE: readonly number[] = [43, 53, 67, 71, 83, 97, 101, 109, 127, 139];

/** What sizes stand for, by what they are in both traces. */
export function sizesOf(letters: readonly string[]): Sizes {
  const products = monomials(letters.length);
  const total = (exponents: readonly number[], sizes: readonly number[]) =>
    exponents.reduce((x, e, k) => x * sizes[k] ** e, 1);
  return {
    letter: (a, b) => {
      if (a === b) return String(a);
      const found = products.find(
        (exponents) =>
          exponents.every((e) => e >= 0) && total(exponents, SMALL) === a && total(exponents, LARGE) === b,
      );
      if (!found) throw new Unsaid('a size that is no product of sizes');
      return found.flatMap((e, k) => Array<string>(e).fill(letters[k])).join('·');
    },
    number: (a, b) => {
      for (const exponents of products) {
        const ratio = a / total(exponents, SMALL);
        if (Math.abs(ratio - b / total(exponents, LARGE)) > 1e-12 * Math.abs(ratio)) continue;
        const rational = rationalOf(Number(ratio.toPrecision(12)));
        if (!rational) continue;
        const powers = letters.flatMap((letter, k) => {
          const exponent = { numerator: exponents[k], denominator: 1 };
          return exponents[k] === 0 ? [] : [single([], factor(sizeSymbol(letter), [], exponent))];
        });
        return multiply(number(rational), ...powers);
      }
      for (const [k, letter] of letters.entries())
        for (const power of [1, -1])
          for (const shift of [-1, 1, -2]) {
            const ratio = a / (SMALL[k] + shift) ** power;
            if (Math.abs(ratio - b / (LARGE[k] + shift) ** power) > 1e-12 * Math.abs(ratio)) continue;
            const rational = rationalOf(Number(ratio.toPrecision(12)));
            if (!rational) continue;
            const size = single([], factor(sizeSymbol(letter)));
            const base = add(size, number({ numerator: shift, denominator: 1 }));
            return multiply(number(rational), raised(base, { numerator: power, denominator: 1 }));
          }
      throw new Unsaid('a number that depends on sizes in another way than as a product');
    },
  };
}

/** Exponents from −2 to 2 of so many sizes, the simple ones first. */
function monomials(count: number): (readonly number[])[] {
  let all: number[][] = [[]];
  for (let k = 0; k < count; k++)
    all = all
      .flatMap((each) => [0, 1, -1, 2, -2].map((e) => [...each, e]))
      .filter((each) => weight(each) <= 3);
  return all.sort((a, b) => weight(a) - weight(b));
}

const weight = (exponents: readonly number[]) => exponents.reduce((sum, e) => sum + Math.abs(e), 0);
