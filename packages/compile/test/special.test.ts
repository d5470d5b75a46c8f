import { readFileSync } from 'node:fs';
import { constant, grad, type Operand, operations, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { compile } from '../src/index.ts';

/* Special functions and their first two derivatives, compiled, from 1e-300 to 1e300: what core gives, point by point. */

const file = new URL('../../core/test/fixtures/derivatives.json', import.meta.url);
const cases = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, [number[]][]>);

describe.each(['javascript', 'webassembly'] as const)('%s', (target) => {
  test.each(cases)('%s', (name, points) => {
    const operation = operations[name as keyof typeof operations] as (...xs: Operand[]) => Value;
    const column = (k: number) => points.map(([xs]) => xs[k]);
    const last = points[0][0].length - 1;
    const fixed = last > 0 ? [constant(column(0))] : [];
    const f = (x: Value) => operation(...fixed, x).sum();
    const all = (x: Value) => {
      const slope = grad(f);
      return [operation(...fixed, x), slope(x), grad((v: Value) => slope(v).sum())(x)];
    };
    const x = value(column(last));
    const results = compile(all, { target })(x);
    all(x).forEach((expected, k) => {
      const wanted = expected.toArray() as number[];
      (results[k].toArray() as number[]).forEach((got, i) => {
        if (Object.is(got, wanted[i])) return;
        const error = Math.abs(got - wanted[i]) / Math.max(Math.abs(wanted[i]), 1e-290);
        expect(error, `derivative ${k} at ${points[i][0]}: ${got} for ${wanted[i]}`).toBeLessThan(1e-13);
      });
    });
  });
});
