import { besselJ0, sigmoid } from '@chainrule/core';
import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { Slots } from '../../../src/javascript/plan/slots.ts';
import { BINDS } from '../../../src/javascript/spelling/spelling.ts';
import { ModuleText, operandText } from '../../../src/javascript/write/module-text.ts';
import { programOf } from '../../support/programs.ts';

test('a text declares the helpers and functions that it calls, each once', () => {
  const lowered = lower(programOf((a) => besselJ0(sigmoid(a)).add(besselJ0(a)), []));
  const text = new ModuleText(lowered, new Slots(lowered.scalars));
  const applied = lowered.scalars.codes.map((code) => text.applied(code, ['a', 'b']));
  expect(applied).toEqual(['sigmoid(a, b)', 'k0(a, b)', 'k0(a, b)', 'a + b']);
  expect(text.declarations()).toMatch(/^function sigmoid\(x\) \{[\s\S]*\}\nconst k0 = k\[0\];$/);
  expect(text.closures).toHaveLength(1);
});

test('numbers from elsewhere are literals or entries of slots', () => {
  const lowered = lower(programOf((a) => a.add(-2), []));
  const text = new ModuleText(lowered, new Slots(lowered.scalars));
  expect([-1, -2].map((ref) => text.outer(ref))).toEqual(['s[0]', '(-2)']);
});

test('an entry that is written more than once is bound to a name', () => {
  const bind = (entry: string) => `bound to ${entry}`;
  expect(operandText('s[0]', BINDS.name, bind)).toBe('bound to s[0]');
  expect(operandText('s[0]', BINDS.sum, bind)).toBe('s[0]');
  expect(operandText('v0', BINDS.name, bind)).toBe('v0');
});
