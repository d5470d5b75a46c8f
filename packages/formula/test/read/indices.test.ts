import type { Nested } from '@chainrule/core';
import { diagnose, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';

const A = [
  [1, 2, 3],
  [4, 5, -6],
];
const at: Record<string, Nested> = {
  A,
  B: [
    [1, 0.5],
    [-1, 2],
    [0.3, 4],
  ],
  S: [
    [2, 0.5],
    [0.5, 1],
  ],
  x: [0.5, -1.5, 2],
  u: [0.7, -0.2],
  v: [1.1, 0.4],
  X: [
    [1, 2, 0.5],
    [0.3, -1, 2],
  ],
  w: [0.2, -0.4, 1.5],
  c: 3,
};

const of = (text: string) => {
  const read = parse(text, { syntax: 'latex' });
  return read(Object.fromEntries(read.names.map((name) => [name, at[name] as number[]]))).toArray();
};

const close = (got: unknown, expected: unknown) =>
  expect([got].flat(9)).toEqual([expected].flat(9).map((each) => expect.closeTo(each as number, 10)));

const range = [0, 1, 2];
const a = (i: number, j: number) => A[i][j];
const x = at.x as number[];
const u = at.u as number[];
const v = at.v as number[];
const w = at.w as number[];
const X = at.X as number[][];
const S = at.S as number[][];
const B = at.B as number[][];
const sum = (over: readonly number[], term: (k: number) => number) =>
  over.reduce((total, k) => total + term(k), 0);
const two = [0, 1];

describe('entries with indices are those of whole arrays', () => {
  test.each<[string, unknown]>([
    ['\\sum_j A_{ij} x_j', two.map((i) => sum(range, (j) => a(i, j) * x[j]))],
    ['\\sum_{i} A_{ij} u_i', range.map((j) => sum(two, (i) => a(i, j) * u[i]))],
    ['\\sum_{i,j} A_{ij} u_i x_j', sum(two, (i) => sum(range, (j) => a(i, j) * u[i] * x[j]))],
    [
      '\\sum_{i=1}^{m} \\sum_{j=1}^{n} A_{ij} u_i x_j',
      sum(two, (i) => sum(range, (j) => a(i, j) * u[i] * x[j])),
    ],
    ['\\sum_i u_i \\sum_j A_{ij} x_j', sum(two, (i) => u[i] * sum(range, (j) => a(i, j) * x[j]))],
    ['\\sum_k A_{ik} B_{kj}', two.map((i) => two.map((j) => sum(range, (k) => a(i, k) * B[k][j])))],
    ['\\sum_k A_{jk} B_{ki}', 'C_{ij} = … or C_{ji} = …'],
    ['C_{ij} = \\sum_k B_{ki} A_{jk}', two.map((i) => two.map((j) => sum(range, (k) => B[k][i] * a(j, k))))],
    ['\\sum_i S_{ii}', S[0][0] + S[1][1]],
    ['\\sum_{i,j} \\delta_{ij} S_{ij}', S[0][0] + S[1][1]],
    ['\\sum_j \\delta_{ij} u_j', u],
    ['\\sum_i \\log \\sum_j e^{A_{ij}}', sum(two, (i) => Math.log(sum(range, (j) => Math.exp(a(i, j)))))],
    ['\\frac{e^{x_i}}{\\sum_j e^{x_j}}', x.map((each) => Math.exp(each) / sum(range, (j) => Math.exp(x[j])))],
    ['\\frac{e^{x_i}}{\\sum_i e^{x_i}}', x.map((each) => Math.exp(each) / sum(range, (j) => Math.exp(x[j])))],
    ['\\max_j x_j + c', 5],
    ['\\prod_{i} (1 + c x_i)', x.reduce((product, each) => product * (1 + 3 * each), 1)],
    ['\\sum_{i=1}^{3} i x_i', x[0] + 2 * x[1] + 3 * x[2]],
    ['\\sum_{i=1}^{2} (x_{i+1} - x_i)^2', (x[1] - x[0]) ** 2 + (x[2] - x[1]) ** 2],
    ['\\sum_{k=0}^{4} \\frac{c^k}{k!}', 1 + 3 + 9 / 2 + 27 / 6 + 81 / 24],
    ['\\sum_i (u_i - w^\\top X_i)^2', sum(two, (i) => (u[i] - sum(range, (j) => w[j] * X[i][j])) ** 2)],
    [
      '\\sum_i (u_i - X_i^\\top w - c)^2',
      sum(two, (i) => (u[i] - sum(range, (j) => w[j] * X[i][j]) - 3) ** 2),
    ],
    ['\\sum_i u_i \\langle w, X_i\\rangle', sum(two, (i) => u[i] * sum(range, (j) => w[j] * X[i][j]))],
    ['\\sum_i \\|X_i - w\\|^2', sum(two, (i) => sum(range, (j) => (X[i][j] - w[j]) ** 2))],
    [
      '\\sum_{i,j} u_i v_j X_i^\\top X_j',
      sum(two, (i) => sum(two, (j) => u[i] * v[j] * sum(range, (k) => X[i][k] * X[j][k]))),
    ],
    ['\\sum_i X_i^\\top X_i', sum(two, (i) => sum(range, (k) => X[i][k] ** 2))],
    ['\\sum_i (u^{(i)} - c v^{(i)})^2', sum(two, (i) => (u[i] - 3 * v[i]) ** 2)],
    ['\\sum_{i} \\sum_j X_j^{(i)} w_j u^{(i)}', sum(two, (i) => sum(range, (j) => X[i][j] * w[j] * u[i]))],
  ])('%s', (text, expected) => {
    if (typeof expected === 'string') expect(() => of(text)).toThrow(expected);
    else close(of(text), expected);
  });

  test('a matrix product is one, and a vector of entries is one', () => {
    expect(read('y_i = \\sum_j A_{ij} x_j')).toBe('matmul(A x)');
    expect(read('\\sum_i A_{ij} u_i')).toBe('matmul(transpose(A) u)');
    expect(read('\\sum_{ij} A_{ij} u_i x_j')).toBe('einsum("ij,i,j->" A u x)');
  });

  test('go through definitions', () => {
    close(
      of('L = \\sum_i (u_i - p_i)^2, \\quad p_i = c v_i'),
      sum(two, (i) => (u[i] - 3 * v[i]) ** 2),
    );
    close(
      of('L = -\\sum_i u_i \\log p_i \\\\ p_i = \\frac{e^{v_i}}{\\sum_j e^{v_j}}'),
      -sum(two, (i) => u[i] * Math.log(Math.exp(v[i]) / sum(two, (j) => Math.exp(v[j])))),
    );
  });
});

describe('what has no single meaning is refused', () => {
  test.each([
    ['\\sum_i u_i w', 'w stands beside entries and has no index: expected a number, got [3]'],
    ['\\sum_i \\operatorname{softmax}(u_i)', 'softmax takes whole arrays'],
    ['\\sum_{i=1}^{n-1} u_i', 'expected no bounds'],
    ['\\sum_{i<j} u_i v_j', 'expected no bounds'],
    ['\\sum_{i=1}^\\infty u_i', 'expected no bounds'],
    ['y_i = \\sum_j A_{jk} x_k', 'the index'],
    ['\\sum_i S u_i', 'S stands beside entries'],
  ])('%s', (text, message) => expect(() => of(text)).toThrow(message));
});

describe('a claim over entries', () => {
  const { result, nodes } = parse(
    'L = -\\sum_i t_i \\log p_i \\\\ p_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}',
  ).graph({
    t: [0, 1, 0],
    z: [0.2, -0.4, 1.1],
  });
  const check = (claim: string, wrt = 'z') => diagnose(result, { wrt: nodes.get(wrt)!, claim });

  test('is that of the whole gradient', () => {
    expect(check('t_i - p_i').right).toBe(false);
    expect(check('p_i \\sum_j t_j - t_i').right).toBe(true);
    expect(check('\\frac{\\partial L}{\\partial z_i} = p_i \\sum_j t_j - t_i').right).toBe(true);
    expect(check('\\sum_j t_j (p_i - \\delta_{ij})').right).toBe(true);
    expect(check('\\sum_j t_j (p_j - \\delta_{ij})').right).toBe(false);
    expect(check('-\\frac{t_k}{p_k}', 'p').right).toBe(true);
  });
});
