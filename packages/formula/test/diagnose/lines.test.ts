import { type Nested, value } from '@chainrule/core';
import { diagnose, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

function graphOf(text: string, at: Record<string, Nested>) {
  return parse(text).graph(at as Record<string, number>);
}

/** Unit with cross-entropy, by its output, its net input and its weight. */
const { result: J, nodes } = graphOf('J = -(y*log(p) + (1 - y)*log(1 - p)); p = sigmoid(z); z = w*x', {
  y: 0.7,
  w: 0.3,
  x: 0.7,
});
const wrt = nodes.get('w')!;

describe('a chain of equalities', () => {
  test.each([
    ['∂J/∂z = -y*(1 - p) + (1 - y)*p = -y + p', 0, ''],
    ['∂J/∂z = -y*(1 - p) + (1 - y)*p = -y + y*p - y*p = p - y', 2, ' -y + y*p - y*p'],
    ['∂J/∂z = y - p = p - y', 1, ' y - p'],
    ['∂J/∂z = p - y = -(y - p) = y - p', 3, ' y - p'],
    ['z = w*x = x*w', 0, ''],
    ['z = w*x = w + x', 2, ' w + x'],
    ['d = p - y = y - p', 2, ' y - p'],
  ])('%s: the = that fails is the one numbered %i', (derivation, equals, side) => {
    const { slip, right } = diagnose(J, { derivation }).parts[0];
    expect(right).toBe(equals === 0);
    expect(slip?.equals ?? 0).toBe(equals);
    if (slip) expect(derivation.slice(slip.at.start, slip.at.end)).toBe(side.trim());
  });

  test('is told as a slip of algebra where a right side stands before it', () => {
    const diagnosis = diagnose(J, { wrt, claim: '∂J/∂w = (p - y)*x = p*x - y' });
    expect(diagnosis.reasons[0]).toMatchObject({
      kind: 'algebra',
      message: 'the second = does not hold: p*x - y is not (p - y)*x',
    });
    expect(diagnosis.slip).toEqual({ equals: 2, at: { start: 20, end: 27 } });
  });

  test('may end in the numbers of the given point', () => {
    const { result: y, nodes: names } = graphOf('y = x^3', { x: 2 });
    const check = (claim: string) => diagnose(y, { wrt: names.get('x')!, claim });
    expect(check('3*x^2 = 3*4 = 12').right).toBe(true);
    expect(check('dy/dx = 3*x^2 = 12').right).toBe(true);
    expect(check('3*x^2 = 3*4 = 13')).toMatchObject({ right: false, slip: { equals: 2 } });
    expect(check('12')).toMatchObject({ verdict: 'coincidence' });
  });

  test('is a claim whose every side counts', () => {
    expect(diagnose(J, { wrt, claim: 'x*p = (p - y)*x' }).right).toBe(false);
    expect(diagnose(J, { wrt, claim: '(p - y)*x = x*p' })).toMatchObject({
      reasons: [{ kind: 'algebra' }, {}],
      slip: { equals: 1 },
    });
    expect(diagnose(J, { wrt, claim: 'x*(p - y) = (p - y)*x' }).right).toBe(true);
  });
});

describe('a derivation', () => {
  test('may call a part of the formula by a name of its own', () => {
    const { result: y, nodes: names } = graphOf('y = (3*x^2 + 1)^5', { x: 0.3 });
    const lines = ['u = 3*x^2 + 1', 'dy/du = 5*u^4', 'du/dx = 6*x', 'dy/dx = 5*u^4*6*x'];
    const check = (derivation: string) => diagnose(y, { derivation, wrt: names.get('x')! });
    expect(check(lines.join('\n')).right).toBe(true);
    expect(check(lines.with(1, 'dy/du = 4*u^4').join('\n')).first).toBe('dy/du = 4*u^4');
    expect(() => check('u = 3*x^3\ndy/du = 5*u^4')).toThrow('u is not a part of the formula');
  });

  test("means the derivative by y' of a number", () => {
    const x = value(0.3, { name: 'x' });
    const y = x.square().mul(3).add(1).pow(5).named('y');
    expect(diagnose(y, { derivation: "y' = 5*(3*x^2+1)^4 * 6*x", wrt: x }).right).toBe(true);
    expect(diagnose(y, { derivation: "y' = 5*(3*x^2+1)^4", wrt: x }).right).toBe(false);
  });

  test('says what each of its lines was read as', () => {
    const { result } = graphOf('f = \\|Ax - b\\|^2', {
      A: [
        [1, 2],
        [0.5, 3],
      ],
      x: [0.5, -1.5],
      b: [1, 2],
    });
    const { parts } = diagnose(result, { derivation: '\\frac{\\partial f}{\\partial x} = 2A^\\top(Ax - b)' });
    expect(parts[0]).toMatchObject({ right: true, readAs: "2 · A' @ (A @ x − b)" });
  });
});

describe('a claim about a formula in LaTeX', () => {
  const at = { t: 0.9, o: 0.6, x: [0.5, -1.5] };
  const { result, nodes: names } = graphOf('E = \\frac{1}{2}(t - o)^2 \\sum x', at);
  const check = (claim: string, syntax?: 'text' | 'latex') =>
    diagnose(result, { wrt: names.get('o')!, claim, ...(syntax && { syntax }) });

  test('is LaTeX too, where nothing shows it', () => {
    expect(check('-(t-o)(x[0]+x[1])')).toMatchObject({ right: true });
    expect(check('-(t-o)o').verdict).toBe('wrong');
  });

  test('is text where only that gives numbers', () => {
    expect(check('-(t - o)*sum(x)').right).toBe(true);
    expect(check('-(t - o)*sum(x)', 'text').right).toBe(true);
  });

  test('is refused where the two differ', () => {
    const { result: f, nodes: of } = graphOf('f = \\operatorname{tr}(A X)', {
      A: [
        [1, 2],
        [0.5, 3],
      ],
      X: [
        [2, 1],
        [0.5, 3],
      ],
    });
    const claim = (syntax?: 'text' | 'latex') =>
      diagnose(f, { wrt: of.get('X')!, claim: 'A^2', ...(syntax && { syntax }) });
    expect(() => claim()).toThrow('as text it is A², and as LaTeX matrixPower(A, 2)');
    expect(claim('latex').readAs).toBe('matrixPower(A, 2)');
  });
});
