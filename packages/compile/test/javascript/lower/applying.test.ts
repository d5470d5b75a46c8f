import { where } from '@chainrule/core';
import { expect, test } from 'vitest';
import { applying } from '../../../src/javascript/lower/applying.ts';
import { Scalars } from '../../../src/javascript/lower/scalars.ts';
import { Opcodes } from '../../../src/javascript/spelling/opcode.ts';
import { programOf } from '../../support/programs.ts';

test('a choice by a constant is what it chooses, and no operation', () => {
  const [choice] = programOf((a, b) => where(a, a, b), [], []).instructions.slice(-1);
  const scalars = new Scalars();
  const apply = applying(scalars, new Opcodes(), choice);
  const [a, b] = [scalars.input(0, 0), scalars.input(1, 0)];
  expect(apply(scalars.constant(1), a, b)).toBe(a);
  expect(apply(scalars.constant(0), a, b)).toBe(b);
  expect(scalars.codes).toEqual([]);
  expect(apply(a, a, b)).toBe(0);
});
