import { type Nested, value } from '@chainrule/core';
import { diagnose, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

type At = Record<string, Nested>;

/** The diagnosis of a claim about a formula as text, where the numbers of all names are given. */
function check(text: string, at: At, wrt: string, claim: string | Nested) {
  const { result, nodes } = parse(text).graph(at as Record<string, number>);
  return diagnose(result, { wrt: nodes.get(wrt)!, claim });
}

const CROSS_ENTROPY = 'L = -(y*log(p) + (1 - y)*log(1 - p))';

describe('where there is no derivative', () => {
  test.each<[string, At, string, string | Nested]>([
    ['y = sqrt(x)', { x: 0 }, 'x', 7],
    ['y = sqrt(x)', { x: 0 }, 'x', '7.00'],
    ['y = sqrt(x)', { x: 0 }, 'x', '7'],
    ['y = sqrt(x)', { x: 0 }, 'x', Infinity],
    ['y = sum(sqrt(x))', { x: [0, 4] }, 'x', [5, 99]],
    ['y = sum(sqrt(x))', { x: [0, 4] }, 'x', [5, 0.25]],
    [CROSS_ENTROPY, { y: 1, p: 0 }, 'p', -3],
    ['y = log(x)', { x: 0 }, 'x', '2/x'],
  ])('of %s at %o by %s, %s is not accepted', (text, at, wrt, claim) => {
    expect(check(text, at, wrt, claim).right).toBe(false);
  });

  test('numbers are told so', () => {
    expect(check('y = sqrt(x)', { x: 0 }, 'x', 7).reasons[0]).toMatchObject({
      kind: 'not-finite',
      message: 'there is no derivative here: it is ∞',
    });
  });

  test.each<[string, At, string, string]>([
    ['y = sqrt(x)', { x: 0 }, 'x', '1/(2*sqrt(x))'],
    ['y = log(x)', { x: 0 }, 'x', '1/x'],
    ['y = sum(sqrt(x))', { x: [0, 4] }, 'x', '1/(2*sqrt(x))'],
    [CROSS_ENTROPY, { y: 1, p: 0 }, 'p', '(p - y)/(p*(1 - p))'],
  ])(
    'of %s at %o by %s the formula %s is right at other points, and that is said',
    (text, at, wrt, claim) => {
      const diagnosis = check(text, at, wrt, claim);
      expect(diagnosis).toMatchObject({ verdict: 'right', provisos: [{ kind: 'elsewhere' }] });
    },
  );

  test('no reason comes of a division by zero', () => {
    const formula = 'L = -sum(Y*log(A) + (1 - Y)*log(1 - A)); A = sigmoid(b + X)';
    for (const claim of [0.123, 'b^2 + 7']) {
      const { reasons } = check(formula, { Y: [0, 1, 1], X: [0.2, -0.4, 1.3], b: 0.3 }, 'b', claim);
      expect(reasons.map(({ kind }) => kind)).toEqual(['unknown']);
    }
  });
});

describe('numbers are compared to the digits that they show', () => {
  const cubic = 'y = x^3';
  const at = { x: Math.sqrt(0.132634929 / 3) };

  test.each<[string | number, number | undefined]>([
    ['0.132634929', 9],
    ['0.1326349', 7],
    ['0.133', 3],
    ['0.13', 2],
    [0.13, 2],
    ['0.130', undefined],
    ['0.12', undefined],
    ['0.14', undefined],
    ['0.1', undefined],
  ])('%s of 0.132634929: right to %s digits', (claim, digits) => {
    const diagnosis = check(cubic, at, 'x', claim);
    expect(diagnosis.right).toBe(digits !== undefined);
    if (digits !== undefined) expect(diagnosis.digits ?? 15).toBeGreaterThanOrEqual(digits - 1);
  });

  test('whole numbers are exact', () => {
    expect(check('y = x^2', { x: 6.2 }, 'x', 12).right).toBe(false);
    expect(check('y = x^2', { x: 6 }, 'x', 12).right).toBe(true);
  });

  test.each<[string, At, Nested]>([
    ['y = sum(exp(x))', { x: [1, 2] }, [2.7182817, 7.389056]],
    ['y = sum(exp(x))', { x: [1, 2] }, [Math.fround(Math.E), Math.fround(Math.exp(2))]],
    ['y = sum(x^3)', { x: [0.1, 0.7] }, [0.030000001, 1.47]],
  ])('%s at %o: %o is what a program in single precision prints', (text, point, claim) => {
    expect(check(text, point, 'x', claim).right).toBe(true);
  });

  test('what is wrong in the sixth digit is no print in single precision', () => {
    expect(check('y = sum(exp(x))', { x: [1, 2] }, 'x', [2.7182917, 7.389056]).right).toBe(false);
  });
});

describe('a constant as a formula', () => {
  test('has to hold everywhere', () => {
    expect(check('y = x^2', { x: 1 }, 'x', '2')).toMatchObject({ right: false, verdict: 'coincidence' });
    expect(check('y = x^2', { x: 1 }, 'x', '4/2').verdict).toBe('coincidence');
    expect(check('y = 2*x', { x: 1 }, 'x', '2').right).toBe(true);
    expect(check('y = x/2', { x: 1 }, 'x', '1/2').right).toBe(true);
  });

  test('is a number where it shows digits, or is given as one', () => {
    expect(check('y = x^2', { x: 1 }, 'x', '2.00').right).toBe(true);
    expect(check('y = x^2', { x: 1 }, 'x', 2).right).toBe(true);
  });
});

test('a row is not the gradient of a column', () => {
  const at = {
    X: [
      [1, 0.5],
      [1, -0.3],
      [1, 0.8],
    ],
    w: [[0.1], [0.7]],
    y: [[0.2], [0.9], [-0.4]],
  };
  const of = (claim: string) => check('L = sum((X @ w - y)^2)', at, 'w', claim);
  expect(of("2*X' @ (X @ w - y)").right).toBe(true);
  expect(of("2*(X @ w - y)' @ X")).toMatchObject({ right: false, reasons: [{ kind: 'transposed' }] });
});

describe('a claim that names what the formula does not have', () => {
  test('is wrong, and says so', () => {
    const claim = 'v + 2*sin(w)*cos(w)';
    const diagnosis = check('E = sin(w)^2', { w: 0.3 }, 'w', claim);
    expect(diagnosis).toMatchObject({ verdict: 'wrong', reasons: [{ kind: 'invalid' }] });
    expect(diagnosis.reasons[0].message).toBe('E does not depend on v (its names are w, E)');
    expect(diagnosis.misfits.map(({ start, end }) => claim.slice(start, end))).toEqual(['v']);
  });

  test('is told which name is near', () => {
    const { reasons } = check('E = sin(weight)^2', { weight: 0.3 }, 'weight', 'sin(2*wieght)');
    expect(reasons[0].message).toBe('E does not depend on wieght (did you mean weight?)');
  });

  test('may be the name that a derivation gives to a formula without one', () => {
    expect(check('sqrt(x)', { x: 4 }, 'x', '1/(2*y)').reasons[0].kind).toBe('invalid');
    expect(check('y = sqrt(x)', { x: 4 }, 'x', '1/(2*y)').right).toBe(true);
    const x = value(4, { name: 'x' });
    expect(diagnose(x.sqrt(), { derivation: 'dy/dx = 1/(2*sqrt(x))' }).right).toBe(true);
  });

  test('makes only its own line of a derivation wrong', () => {
    const x = value(4, { name: 'x' });
    const E = x.sqrt().named('E');
    const { parts } = diagnose(E, { derivation: '∂E/∂x = 1/(2*z)\n∂E/∂x = 1/(2*E)' });
    expect(parts.map(({ right }) => right)).toEqual([false, true]);
  });
});

const A = [
  [2, 0.5],
  [0.5, 1],
];

describe('what holds under a condition that the inputs fulfil', () => {
  const x = [0.7, -1.2];

  test.each<[string, string, At, string, string]>([
    ['symmetric', 'f = dot(x, A @ x)', { x, A }, 'x', '2*(A @ x)'],
    ['symmetric', 'f = 1/2*dot(x, A @ x) + dot(b, x)', { x, A, b: [0.3, 0.4] }, 'x', 'A @ x + b'],
    ['symmetric', 'f = log(det(A))', { A }, 'A', 'inverse(A)'],
    [
      'symmetric',
      'l = -log(det(S))/2 - dot(x, inverse(S) @ x)/2',
      { x, S: A },
      'S',
      '-inverse(S)/2 + inverse(S) @ outer(x, x) @ inverse(S)/2',
    ],
    ['unit', 'f = dot(u, x)*norm(u)', { u: [0.6, 0.8], x }, 'x', 'u'],
    ['positive', 'T = 2*pi*sqrt(l/g)', { l: 1.2, g: 9.81 }, 'l', 'pi/sqrt(l*g)'],
    ['binary', 'L = sum(y^2*z)', { y: [0, 1, 1], z: [1, 2, 3] }, 'z', 'y'],
    ['one-hot', 'L = sum(y*z)^2', { y: [0, 1, 0], z: [1, 2, 3] }, 'z', '2*y*z'],
    ['positive-definite', 'f = abs(dot(x, A @ x))', { x, A }, 'x', '2*(A @ x)'],
    ['sum', 'L = -sum(y*log(softmax(z)))', { y: [0, 1, 0], z: [1, 2, 3] }, 'z', 'softmax(z) - y'],
  ])('%s: %s', (kind, text, at, wrt, claim) => {
    const diagnosis = check(text, at, wrt, claim);
    expect(diagnosis).toMatchObject({ verdict: 'right', provisos: [{ kind }] });
    expect(diagnosis.note).toContain('this holds where');
  });

  test('is wrong where they do not', () => {
    const other = [
      [2, 0.5],
      [0.4, 1],
    ];
    expect(check('f = dot(x, A @ x)', { x, A: other }, 'x', '2*(A @ x)').right).toBe(false);
    expect(check('f = log(det(A))', { A: other }, 'A', 'inverse(A)').right).toBe(false);
  });

  test('is wrong where a matrix is symmetric but not positive definite', () => {
    const indefinite = [
      [1, 2],
      [2, -3],
    ];
    const at = { x: [1, 0], A: indefinite };
    expect(check('f = abs(dot(x, A @ x))', at, 'x', '2*(A @ x)').provisos).not.toMatchObject([
      { kind: 'positive-definite' },
    ]);
  });

  test('is not believed of what is wrong even then', () => {
    expect(check('f = dot(x, A @ x)', { x, A }, 'x', 'A @ x').right).toBe(false);
  });
});
