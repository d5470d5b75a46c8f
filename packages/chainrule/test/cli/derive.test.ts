import { expect, test } from 'vitest';
import { shell } from './shell.ts';

const out = async (...args: string[]) => {
  const { code, out: text, err } = await shell(args);
  expect(err).toBe('');
  expect(code).toBe(0);
  return text;
};

test('derive writes a gradient as a formula, in every format', async () => {
  const asked = ['derive', "x' A x", '--wrt', 'x', '--where', 'x[n], A[n,n]'];
  expect(await out(...asked)).toBe("∂f/∂x = (A + A') @ x\n");
  expect(await out(...asked, '--order', '2')).toBe("∂²f/∂x² = A + A'\n");
  expect(await out(...asked, '--format', 'tex')).toContain('\\left(A + A^{\\top}\\right) \\, x');
  expect(await out(...asked, '--format', 'mathml')).toMatch(/^<math /);
  const { parts } = JSON.parse(await out(...asked, '--json')) as { parts: { shape: string[] }[] };
  expect(parts[0].shape).toEqual(['n']);
});

test('derive takes a direction, and an equation that defines a name', async () => {
  expect(await out('derive', 'x^2 + y^2 - 1', '--wrt', 'x', '--implicit', 'y')).toBe(
    '∂y/∂x = −x/y   (y ≠ 0)\n',
  );
  expect(await out('derive', "a' x", '--wrt', 'x', '--where', 'a[n], x[n]', '--along', 'v')).toBe(
    "∂f/∂v = a' @ v\n",
  );
});

test('derive shows its steps', async () => {
  expect(await out('derive', 'x*sin(x)', '--steps')).toMatch(/^product rule: .*\n(?:.*\n)+\n∂f\/∂x = /);
});

test('grad and hessian without numbers answer with formulas', async () => {
  expect(await out('grad', 'x*y^2')).toBe('∂f/∂x = y²\n∂f/∂y = 2·x·y\n');
  expect(await out('hessian', 'x*y^2', '--wrt', 'y')).toBe('∂²f/∂y² = 2·x\n');
  expect(await out('grad', "a' x", '--where', 'a[n], x[n]')).toBe('∂f/∂a = x\n∂f/∂x = a\n');
});

test('derive says what is missing', async () => {
  const { code, err } = await shell(['derive', 'x*y']);
  expect(code).toBe(2);
  expect(err).toContain('expected { wrt }: the formula has the names x, y');
});
