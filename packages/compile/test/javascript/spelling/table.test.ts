import { operations, type Primitive } from '@chainrule/core';
import { expect, test } from 'vitest';
import { helperSource } from '../../../src/javascript/spelling/helpers.ts';
import { roundings, spellingOf } from '../../../src/javascript/spelling/table.ts';

const written = Object.entries(
  operations as unknown as Readonly<Record<string, { primitive?: Primitive }>>,
).flatMap(([name, { primitive }]) => {
  const spelling = primitive && spellingOf(primitive);
  return spelling ? [[name, primitive, spelling] as const] : [];
});

const NUMBERS = [-Infinity, -2.5, -0, 0, 0.3, 1, 3.5, Number.NaN];

test.each(written)('%s as text gives the numbers of core', (_, primitive, { write, needs, helper }) => {
  const names = ['a', 'b', 'c'].slice(0, needs.length);
  const source = `${helper ? helperSource(helper, false) : ''}\nreturn ${write(...names)};`;
  const own = new Function(...names, source);
  const forward = primitive.onNumbers!.forward as (...xs: number[]) => number;
  for (const a of NUMBERS)
    for (const b of NUMBERS) {
      const xs = [a, b, 0.7].slice(0, needs.length);
      expect(own(...xs), `of ${xs}`).toBe(Number(forward(...(xs as [number]))));
    }
});

test('a number is rounded to what a dtype holds', () => {
  const rounded = (dtype: keyof typeof roundings, x: number) =>
    new Function('x', `return ${roundings[dtype]?.write('x') ?? 'x'};`)(x);
  expect(rounded('float64', 0.1)).toBe(0.1);
  expect(rounded('float32', 0.1)).toBe(Math.fround(0.1));
  expect(rounded('int32', -2.7)).toBe(-2);
  expect(rounded('bool', 0.1)).toBe(1);
});
