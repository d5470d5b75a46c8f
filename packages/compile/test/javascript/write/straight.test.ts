import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { planFunctions } from '../../../src/javascript/plan/plan.ts';
import { ModuleText } from '../../../src/javascript/write/module-text.ts';
import { writeStraight } from '../../../src/javascript/write/straight.ts';
import { programOf } from '../../support/programs.ts';

test('operations stand one after the other; inputs read twice are read once, and results go to their slots', () => {
  const lowered = lower(programOf((a, b) => a.mul(a).add(b), [], []));
  const { parts, slots } = planFunctions(lowered);
  const text = new ModuleText(lowered, slots);
  const [part] = parts.flat();
  expect(part.kind === 'straight' && writeStraight(text, part)).toEqual([
    'const x0 = s[0];',
    'const v0 = x0 * x0;',
    'const v1 = v0 + s[1];',
    's[2] = v1;',
  ]);
});
