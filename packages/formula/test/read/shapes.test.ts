import type { Nested } from '@chainrule/core';
import { parse, toText } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

const X = [
  [2, 1],
  [0.5, 3],
];
const A = [
  [1, 2],
  [0.5, 3],
];
const R = [
  [1, 2, 3],
  [4, 5, 6],
];
const VALUES: Record<string, Nested> = { X, A, R, x: [0.5, -1.5], y: [2, 3], c: 2, σ: 0.5, t: 0.25, f: 3 };

/** What a formula comes to at the values above, and what it was read as. */
function understood(text: string, syntax: 'text' | 'latex') {
  const formula = parse(text, { syntax });
  const given = Object.fromEntries(formula.names.map((name) => [name, VALUES[name] as number]));
  const { result, understood: meant } = formula.graph(given);
  return {
    value: result.toArray(),
    text: toText(meant.expression, { elementwise: meant.elementwise }),
  };
}

/** Entries of one value near those of another. */
function expectNear(got: Nested, expected: Nested): void {
  const flat = (x: Nested): number[] =>
    typeof x === 'number' ? [x] : Array.from(x as Nested[]).flatMap(flat);
  expect(flat(got).length).toBe(flat(expected).length);
  for (const [k, x] of flat(got).entries()) expect(x).toBeCloseTo(flat(expected)[k], 10);
}

describe('LaTeX is read by shapes', () => {
  test.each<[string, Nested, string]>([
    ['A x', [-2.5, -4.25], 'A @ x'],
    [
      'A X',
      [
        [3, 7],
        [2.5, 9.5],
      ],
      'A @ X',
    ],
    [
      'A \\cdot X',
      [
        [3, 7],
        [2.5, 9.5],
      ],
      'A @ X',
    ],
    [
      'A \\odot X',
      [
        [2, 2],
        [0.25, 9],
      ],
      'A ⊙ X',
    ],
    [
      'A \\circ X',
      [
        [2, 2],
        [0.25, 9],
      ],
      'A ⊙ X',
    ],
    [
      'R R',
      [
        [1, 4, 9],
        [16, 25, 36],
      ],
      'R ⊙ R',
    ],
    ['x^\\top A y', -11, "x' @ A @ y"],
    ['x^\\top y', -3.5, "x' @ y"],
    [
      'x y^\\top',
      [
        [1, 1.5],
        [-3, -4.5],
      ],
      "outer(x, y')",
    ],
    ['x \\cdot y', -3.5, 'dot(x, y)'],
    ['x y', [1, -4.5], 'x ⊙ y'],
    ['(x \\cdot y) x', [-1.75, 5.25], 'dot(x, y) · x'],
    ['2 x \\cdot y', -7, 'dot(2·x, y)'],
    ['(2x)^\\top y', -7, "(2·x)' @ y"],
    ['(A x)^\\top y', -17.75, "(A @ x)' @ y"],
    ['u y; u = x^\\top A', -11, 'u @ y'],
    ['\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix} x', [-2.5, -4.5], '[[1, 2], [3, 4]] @ x'],
    [
      'X^{-1}',
      [
        [6 / 11, -2 / 11],
        [-1 / 11, 4 / 11],
      ],
      'inverse(X)',
    ],
    [
      'X^{-\\top}',
      [
        [6 / 11, -1 / 11],
        [-2 / 11, 4 / 11],
      ],
      "inverse(X)'",
    ],
    [
      'X^{-T}',
      [
        [6 / 11, -1 / 11],
        [-2 / 11, 4 / 11],
      ],
      "inverse(X)'",
    ],
    [
      'A^2',
      [
        [2, 8],
        [2, 10],
      ],
      'matrixPower(A, 2)',
    ],
    ['A^{2} x', [-11, -14], 'matrixPower(A, 2) @ x'],
    ['\\operatorname{tr}(A^2)', 12, 'trace(matrixPower(A, 2))'],
    [
      'A^2 - 3X',
      [
        [-4, 5],
        [0.5, 1],
      ],
      'matrixPower(A, 2) − 3·X',
    ],
    [
      'R^2',
      [
        [1, 4, 9],
        [16, 25, 36],
      ],
      'R²',
    ],
    ['|X|', 5.5, 'det(X)'],
    ['\\ln|X|', Math.log(5.5), 'log(det(X))'],
    ['\\sum|X|', 6.5, 'sum(abs(X))'],
    ['\\sum_i |x_i|', 2, 'sum(abs(x))'],
    [
      'A^{\\mathsf T}',
      [
        [1, 0.5],
        [2, 3],
      ],
      "A'",
    ],
    ['A^{\\mathrm{T}} x', [-0.25, -3.5], "A' @ x"],
    ['\\left[x + y\\right] \\odot x', [1.25, -2.25], '(x + y) ⊙ x'],
    ['c\\left[x + y\\right]', [5, 3], 'c · (x + y)'],
    ['x\\left[0\\right]', 0.5, 'x[0]'],
    ["\\sigma'(c)", 0.10499358540350662, "sigmoid'(c)"],
    ["\\tanh'(x)", [0.7864477329659274, 0.18070663892364858], "tanh'(x)"],
  ])('%s', (text, value, meaning) => {
    const got = understood(text, 'latex');
    expectNear(got.value as Nested, value);
    expect(got.text).toBe(meaning);
  });

  test.each([
    ['x \\times y', 'x \\odot y, entry by entry', 'operatorname{cross}(x, y)'],
    ['x * y', 'x \\odot y', 'x \\, y'],
    ['x \\cdot y \\cdot x', 'x \\odot y \\odot x', 'a number times a vector'],
    ['c \\circ t', 'c \\cdot t', 'composition'],
    ['|x|', '\\|x\\|', 'abs'],
    ['1 - A^2', 'A A, the matrix product', 'A \\odot A'],
    ['\\sum A^2', 'A A, the matrix product', 'A \\odot A'],
    ['\\tanh(A^2)', 'A A, the matrix product', 'A \\odot A'],
    ['A^{1/2}', 'matrixPower', 'pow'],
    ['A^c', 'matrixPower', 'pow'],
    ['R^{-1}', 'pinv', 'reciprocal'],
    ['\\frac{1}{X}', 'X^{-1}, the inverse', 'reciprocal'],
    ['\\sqrt{X}', 'operatorname{sqrt}', 'matrix'],
    ['e^{X}', 'matrixExp', '\\exp(X)'],
    ["c - c'", 'c_prime for another variable', 'c alone'],
    ["f'(c)", 'f_prime', 'f alone'],
    ['A x^\\top', 'A x', '\\odot'],
  ])('%s is refused, and both readings are named: %s, %s', (text, one, other) => {
    const run = () =>
      text.startsWith('f') ? parse(text, { syntax: 'latex' })({ f: 1, c: 2 }) : understood(text, 'latex');
    expect(run).toThrow(one);
    expect(run).toThrow(other);
  });

  test('a column and a vector are not added up to a matrix', () => {
    expect(() => understood('x + \\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}', 'latex')).toThrow(
      'one is a column',
    );
  });

  test.each([
    ['W^{[2]} x', ['W⁽2⁾', 'x']],
    ['x^{(i)} - a_j^{(l-1)}', ['x⁽i⁾', 'a_j⁽l-1⁾']],
    ['a^{[1](i)}', ['a⁽1⁾⁽i⁾']],
    ['e^{(x)}', ['x']],
    ['h_{t-1}', ['h_t-1']],
  ])('superscripts in brackets are indices: %s', (text, names) => {
    expect(parse(text).names).toEqual(names);
    const { expression } = parse(text);
    expect(parse(toText(expression), { syntax: 'text' }).names).toEqual(names);
  });

  test('a layer finds its value under any spelling of its name', () => {
    for (const name of ['W2', 'W_2', 'W^[2]', 'W^{[2]}'])
      expect(parse('W^{[2]} c')({ [name]: 3, c: 2 }).item()).toBe(6);
    expect(() => parse('W^{(2)}')({ W: 3 })).toThrow('no value is given for W');
  });
});

describe('text is read entry by entry, with @ or nothing for the matrix product', () => {
  test.each<[string, Nested]>([
    [
      'A*X',
      [
        [2, 2],
        [0.25, 9],
      ],
    ],
    [
      'A^2',
      [
        [1, 4],
        [0.25, 9],
      ],
    ],
    ['sum(A^2)', 14.25],
    [
      '1 - A^2',
      [
        [0, -3],
        [0.75, -8],
      ],
    ],
    [
      'A @ X',
      [
        [3, 7],
        [2.5, 9.5],
      ],
    ],
    ["x' @ A @ y", -11],
    [
      "A' ⊙ X",
      [
        [2, 0.5],
        [1, 9],
      ],
    ],
    [
      "R' * c",
      [
        [2, 8],
        [4, 10],
        [6, 12],
      ],
    ],
    ['sum(|X|)', 6.5],
    ["sigmoid'(c)", 0.10499358540350662],
    ["x' A x", 5.125],
    ["x'y", -3.5],
    [
      "x y'",
      [
        [1, 1.5],
        [-3, -4.5],
      ],
    ],
    ["A'(A x - y)", [-8.125, -30.75]],
    [
      '(A)(X)',
      [
        [3, 7],
        [2.5, 9.5],
      ],
    ],
    ['tr(A X)', 12.5],
    ['2c x', [2, -6]],
    ['x y', [1, -4.5]],
  ])('%s', (text, value) => expectNear(understood(text, 'text').value as Nested, value));

  test.each([
    ["x'*A*x", '@ A, the matrix product', '⊙ A, entry by entry'],
    ["A'*X", "A' @ X, the matrix product", "A' ⊙ X, entry by entry"],
    ["R'*x", "R' @ x", "R' ⊙ x"],
    ["x @ x'", 'outer(x, x), a matrix', 'x @ x, a number'],
    ['A^-1', 'inverse(A)', 'reciprocal(A), entry by entry'],
    ['A⁻¹', 'inverse(A)', 'reciprocal(A), entry by entry'],
    ['trace(A^2)', 'A @ A, the matrix product', 'A * A, entry by entry'],
    ['A^2 @ x', 'A @ A, the matrix product', 'A * A, entry by entry'],
    ['|X|', 'abs(X), entry by entry', 'det(X)'],
    ["A x'", 'write A x or', "A ⊙ x'"],
    ["x' y'", "x' ⊙ y'", 'a row times a column'],
    ["f'(x)", 'f_prime for another variable', 'f alone'],
    ["c - c'", 'c_prime for another variable', 'c alone'],
  ])('%s is refused, and both readings are named: %s, %s', (text, one, other) => {
    expect(() => understood(text, 'text')).toThrow(one);
    expect(() => understood(text, 'text')).toThrow(other);
  });
});
