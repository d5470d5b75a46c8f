import { expect, test } from 'vitest';
import { scalarMlp } from './scalar-mlp.ts';
import { tutorialB } from './tutorial-b.ts';
import { checkAgreement } from './workload.ts';

test('chainrule, the port and the formulas by hand arrive at the same weights', () => {
  for (const workload of [tutorialB(200), scalarMlp(10)]) checkAgreement(workload);
});

test('a version that arrives elsewhere is found out', () => {
  const workload = tutorialB(10);
  const run = { ...workload.run, 'micrograd port': tutorialB(11).run.chainrule };
  expect(() => checkAgreement({ ...workload, run })).toThrow('with micrograd port');
});
