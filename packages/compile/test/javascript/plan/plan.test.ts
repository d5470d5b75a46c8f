import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { planFunctions } from '../../../src/javascript/plan/plan.ts';
import { programOf } from '../../support/programs.ts';

test('what repeats is a loop between stretches of straight code', () => {
  const program = programOf(
    (x, w) => {
      let y = x.exp();
      for (let i = 0; i < 600; i++) y = y.mul(w).sin();
      return y.cos();
    },
    [],
    [],
  );
  const { parts, slots } = planFunctions(lower(program));
  expect(parts.flat().map(({ kind }) => kind)).toEqual(['straight', 'loop', 'straight']);
  expect(slots.count).toBeGreaterThan(0);
});

test('a long stretch is divided among functions, which leave to one another what they read', () => {
  const operations = ['sin', 'cos', 'exp', 'tanh', 'neg', 'abs', 'sqrt', 'square'] as const;
  let seed = 1;
  const program = programOf((x) => {
    let y = x;
    for (let i = 0; i < 1000; i++) {
      seed = (seed * 48271) % 2147483647;
      y = y[operations[seed % operations.length]]();
    }
    return y;
  }, []);
  const { parts, slots } = planFunctions(lower(program));
  const [first, second, ...more] = parts.flat();
  expect([first.to - first.from, second.to - second.from, more]).toEqual([500, 500, []]);
  expect(slots.slot[first.to - 1]).toBeGreaterThanOrEqual(0);
  expect(slots.slot[first.from]).toBe(-1);
});
