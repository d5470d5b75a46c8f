import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { Uses } from '../../../src/javascript/text/uses.ts';
import { programOf } from '../../support/programs.ts';

test('an operation fits where it is read, if it is read once and by no name', () => {
  const program = programOf(
    (a, b) => {
      const [once, twice, squared] = [a.sin(), b.cos(), a.exp()];
      twice.tanh();
      return once.add(twice).mul(twice).add(squared.square());
    },
    [],
    [],
  );
  const lowered = lower(program);
  const uses = new Uses(lowered);
  const of = (name: string) => lowered.scalars.codes.findIndex((code) => code.name === name);
  expect(uses.fitsInline(of('sin'))).toBe(true);
  expect(uses.fitsInline(of('cos'))).toBe(false);
  // A square is written x * x, which wants a name.
  expect(uses.fitsInline(of('exp'))).toBe(false);
  expect(uses.isUsed(of('exp'))).toBe(true);
  expect(uses.isUsed(of('tanh'))).toBe(false);
});
