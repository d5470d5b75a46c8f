import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { grad, type Operand, operations, type Value, value } from '../../src/index.ts';

/* Against mpmath, from 1e-300 to 1e300: scripts/oracle/derivatives.py writes the file. */

type Case = [xs: number[], ...derivatives: (number | string)[]];

const file = new URL('../fixtures/derivatives.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Case[]>);

const TOLERANCES = [1e-13, 1e-11, 1e-11];

/** How much of a result the rounding of its operand may cost, which no algorithm gives back. */
const CONDITION = 0.02;

/** Smaller results than this lose digits for being so small. */
const SMALL = 1e-290;

test.each(cases)('%s is right, and so are its first two derivatives', (name, points) => {
  const operation = operations[name as keyof typeof operations] as (...xs: Operand[]) => Value;
  for (const [xs, ...derivatives] of points) {
    const f = (x: Value) => operation(...xs.slice(0, -1), x);
    const x = xs[xs.length - 1];
    const truth = derivatives.map(Number);
    [f, grad(f), grad(grad(f))].forEach((derivative, k) => {
      const got = derivative(value(x)).item();
      const at = `derivative ${k} of ${name} at ${xs}: got ${got}, expected ${truth[k]}`;
      if (Object.is(got, truth[k])) return;
      const next = Number.isFinite(truth[k + 1]) ? truth[k + 1] : 0;
      const scale = Math.max(Math.abs(truth[k]), CONDITION * Math.abs(x * next), SMALL);
      expect(Math.abs(got - truth[k]) / scale, at).toBeLessThan(TOLERANCES[k]);
    });
  }
});
