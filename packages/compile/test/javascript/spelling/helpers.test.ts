import { operations, type Primitive } from '@chainrule/core';
import { expect, test } from 'vitest';
import { type HelperName, helperNames, helperSource } from '../../../src/javascript/spelling/helpers.ts';

test.each(helperNames)('%s stands by itself, with types or without', (name) => {
  const plain = helperSource(name as HelperName, false);
  expect(plain).not.toContain(': number');
  expect(new Function(`${plain}\nreturn typeof ${name};`)()).toBe('function');
  expect(helperSource(name as HelperName, true)).toContain(': number');
});

const table = operations as unknown as Readonly<Record<string, { readonly primitive?: Primitive }>>;
const NUMBERS = [-2.5, -0.5, 0, 0.3, 1.5, 3];

test.each(helperNames.filter((name) => table[name]?.primitive))('%s gives the numbers of core', (name) => {
  const own = new Function(`${helperSource(name as HelperName, false)}\nreturn ${name};`)();
  const forward = table[name].primitive!.onNumbers!.forward as (a: number, b: number) => number;
  for (const a of NUMBERS) for (const b of NUMBERS) expect(own(a, b)).toBe(forward(a, b));
});
