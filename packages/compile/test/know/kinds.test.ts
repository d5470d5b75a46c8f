import { matmul, primitive, ravel, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { handmade } from '../../../../scripts/test-support/namesakes.ts';
import { kindOf } from '../../src/know/kinds.ts';
import { programOf } from '../support/programs.ts';

const kindsIn = (f: (...xs: Value[]) => Value) =>
  programOf(f, [2, 2], [2, 2]).instructions.map((each) => kindOf(each.primitive));

test('a primitive has the kind of what it does with entries', () => {
  expect(kindsIn((a) => ravel(a.transpose()).exp())).toEqual(['permute', 'same-numbers', 'elementwise']);
  expect(kindsIn((a, b) => matmul(a, b).slice([0]).sum())).toEqual(['contract', 'read-view', 'sum']);
  expect(kindsIn((a) => a.sort())).toEqual(['opaque', 'opaque', 'read-blocks']);
});

test("a user's primitive is known by its kernel alone, whatever its name", () => {
  const own = primitive({ name: 'transpose', forward: (out, x) => out.set(x), vjp: (g) => [g] });
  expect(kindsIn((a) => own(a))).toEqual(['opaque']);
  const [product] = programOf((a, b) => matmul(a, b), [2, 2], [2, 2]).instructions;
  expect(kindOf(handmade(product.primitive))).toBe('opaque');
});
