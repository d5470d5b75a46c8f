import type { Nested } from '@chainrule/core';
import { diagnose, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

/** A formula with numbers for its names, and by what a line without a derivative on its left is differentiated. */
interface Subject {
  readonly formula: string;
  readonly at: Record<string, Nested>;
  readonly wrt?: string;
}

const power: Subject = { formula: 'y = (3*x^2 + 1)^5', at: { x: 0.3 }, wrt: 'x' };
const layer: Subject = {
  formula: 'L = sum((y - t)^2); y = W @ x',
  at: {
    W: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    x: [0.1, 0.2, 0.3],
    t: [1, 2],
  },
};
const net: Subject = {
  formula: 'J = -(t*log(a2) + (1-t)*log(1-a2)); a2 = sigmoid(z2); z2 = w2*a1 + b2; a1 = tanh(z1); z1 = w1*x',
  at: { t: 0.7, w2: 0.4, b2: 0.1, w1: 0.3, x: 0.8 },
};

function check({ formula, at, wrt }: Subject, derivation: string) {
  const { result, nodes } = parse(formula).graph(at as Record<string, number>);
  return diagnose(result, { derivation, ...(wrt !== undefined && { wrt: nodes.get(wrt)! }) });
}

describe('the derivative on the left is read however it is written', () => {
  const right = '30x\\,(3x^2+1)^4';
  const wrong = '30x\\,(3x^2+1)^3';
  test.each([
    '\\frac{dy}{dx}',
    '\\frac{\\mathrm{d}y}{\\mathrm{d}x}',
    '\\frac{\\partial y}{\\partial x}',
    '\\frac{d}{dx} y',
    '\\frac{d}{dx}(3x^2+1)^5',
    '\\frac{d}{dx}\\left[(3x^2+1)^5\\right]',
    '\\frac{\\partial}{\\partial x} (3x^2+1)^5',
    '\\dv{y}{x}',
    '\\pdv{y}{x}',
    '\\partial_x y',
    '\\nabla_x y',
    '\\nabla y',
    "y'",
    "y'(x)",
    'y^{\\prime}',
    '\\dot{y}',
    'ẏ',
    '\\frac{dy(x)}{dx}',
    'dy/dx',
    'dx',
  ])('%s', (left) => {
    expect(check(power, `${left} = ${right}`).right).toBe(true);
    expect(check(power, `${left} = ${wrong}`).right).toBe(false);
  });

  test.each(['d/dx y', 'd/dx (3*x^2 + 1)^5', '∂/∂x y', '∂_x y', '∇_x y', '∇y', "y'", "y'(x)", 'ẏ', '∂y/∂x'])(
    'in text: %s',
    (left) => {
      expect(check(power, `${left} = 30*x*(3*x^2+1)^4`).right).toBe(true);
      expect(check(power, `${left} = 30*x*(3*x^2+1)^3`).right).toBe(false);
    },
  );
});

describe('words and numbers around the lines are left out', () => {
  test.each<[string, number]>([
    ['Let u = 3*x^2 + 1\nThen y = u^5\ndy/du = 5*u^4\nTherefore, dy/dx = dy/du * du/dx = 30*x*u^4', 3],
    ['1. u = 3*x^2 + 1\n2. dy/du = 5*u^4\n3. du/dx = 6*x\n4. dy/dx = 30*x*u^4', 3],
    ['(1) u = 3*x^2 + 1\n(2) dy/du = 5*u^4\n(3) dy/dx = 30*x*u^4', 2],
    ['Step 1: u = 3*x^2 + 1\nStep 2: dy/du = 5*u^4\nstep 3) dy/dx = 30*x*u^4', 2],
    [
      'We use the chain rule.\nThe inner function:\nu = 3*x^2 + 1\ndu/dx = 6*x (by the power rule)\ndy/dx = 30*x*u^4',
      2,
    ],
    ['u = 3*x^2 + 1 => du/dx = 6*x\n⇒ dy/dx = 30*x*u^4', 2],
    ['∴ dy/dx = 30*x*(3*x^2 + 1)^4', 1],
    ['dy/dx = 30*x*u^4, where u = 3*x^2 + 1', 1],
    ['u = 3x^2 + 1 \\Rightarrow \\frac{du}{dx} = 6x \\implies \\frac{dy}{dx} = 30xu^4', 2],
    ['\\therefore \\frac{dy}{dx} = 30x(3x^2+1)^4', 1],
    [
      'Let $u = 3x^2+1$. Then $\\frac{dy}{du} = 5u^4$ and, by the chain rule, $$\\frac{dy}{dx} = 30xu^4.$$',
      2,
    ],
    ['\\frac{dy}{dx} = 30xu^4 \\quad \\text{where } u = 3x^2 + 1', 1],
    [
      '\\begin{align} u &= 3x^2 + 1, \\tag{1} \\\\ \\frac{dy}{dx} &= 5u^4 \\cdot \\frac{du}{dx} \\\\ &= 30xu^4 \\end{align}',
      1,
    ],
  ])('%s', (derivation, parts) => {
    const diagnosis = check(power, derivation);
    expect(diagnosis.right).toBe(true);
    expect(diagnosis.parts.length).toBe(parts);
    expect(check(power, derivation.replace('30', '15')).right).toBe(false);
  });

  test('what is wrong is shown as it was written', () => {
    expect(check(power, 'We differentiate.\n1. u = 3*x^2 + 1\n2. du/dx = 3*x (power rule)').first).toBe(
      'du/dx = 3*x',
    );
  });
});

describe('gradients of arrays', () => {
  test.each([
    '\\nabla_W L = 2(Wx - t)x^\\top',
    'dy = 2*(y - t)\ndW = outer(dy, x)',
    'dy = 2(y - t) \\\\ dW = dy\\, x^T',
    '\\frac{\\partial L}{\\partial W_{ij}} = 2(y_i - t_i) x_j',
    '\\frac{\\partial L}{\\partial x_j} = \\sum_i 2(y_i - t_i) W_{ij}',
    '\\frac{\\partial L(W)}{\\partial W} = 2(y - t)x^\\top',
  ])('%s', (derivation) => {
    expect(check(layer, derivation).right).toBe(true);
    expect(check(layer, derivation.replace('2(', '3(').replace('2*(', '3*(')).right).toBe(false);
  });

  test('a shorthand such as dz2 is the gradient by z2', () => {
    const lines = 'dz2 = a2 - t\ndw2 = dz2*a1\nda1 = w2*dz2\ndz1 = da1*(1 - a1^2)\ndw1 = dz1*x';
    expect(check(net, lines).right).toBe(true);
    expect(check(net, lines.replace('1 - a1^2', '1 - z1^2')).first).toBe('dz1 = da1*(1 - z1^2)');
    expect(check(net, 'dz_2 = a_2 - t \\\\ dw_2 = dz_2 a_1').right).toBe(true);
  });

  test('a matrix of derivatives is refused', () => {
    expect(() => check(layer, '\\frac{\\partial y_i}{\\partial x_j} = W_{ij}')).toThrow(
      'a matrix of derivatives',
    );
  });
});
