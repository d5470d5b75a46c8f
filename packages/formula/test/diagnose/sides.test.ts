import { type Value, value, where } from '@chainrule/core';
import { diagnose, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

/** What is said of a claim about a formula as text, where the numbers of all names are given. */
function check(text: string, at: Record<string, number | number[] | number[][]>, wrt: string, claim: string) {
  const { result, nodes } = parse(text).graph(at);
  const root = result.name === undefined ? result.named('f') : result;
  return diagnose(root, { wrt: nodes.get(wrt)!, claim });
}

const NEURON = 'E = 1/2*(t - out)^2; out = w2*h; h = relu(w1*x)';
const ON = { w1: 0.4, w2: 0.5, x: 2, t: 1 };

describe('a claim that leaves out the derivative of a kink', () => {
  test('is right where the unit is on, and that is said', () => {
    const diagnosis = check(NEURON, ON, 'w1', '-(t - out)*w2*x');
    expect(diagnosis).toMatchObject({ verdict: 'right', reasons: [], provisos: [{ kind: 'side' }] });
    expect(diagnosis.note).toContain('right where w1·x > 0');
  });

  test('is wrong where the unit is off', () => {
    const diagnosis = check(NEURON, { ...ON, w1: -0.4 }, 'w1', '-(t - out)*w2*x');
    expect(diagnosis.verdict).toBe('wrong');
    expect(diagnosis.reasons[0].message).toContain('you left out ∂h/∂(w1·x)');
    expect(diagnosis.note).toBeUndefined();
  });

  test.each<[string, Record<string, number>, string, string]>([
    ['relu(x)', { x: 2 }, 'x', 'x/x'],
    ['relu(x)', { x: 2 }, 'x', '1'],
    ['relu(x)', { x: 2 }, 'x', '1 + 0*x'],
    ['max(x, y)', { x: 2, y: 1 }, 'x', 'x/x'],
    ['min(x, y)', { x: 1, y: 2 }, 'x', 'x/x'],
    ['clamp(x, 0, 1)', { x: 0.5 }, 'x', 'x/x'],
    ['max(0, 1 - y*s)', { y: 1, s: 0.3 }, 's', '-y'],
    ['abs(x)', { x: 0.3 }, 'x', 'x/x'],
    ['abs(x)', { x: -0.3 }, 'x', '-1'],
    ['leakyRelu(x)', { x: 0.3 }, 'x', 'x/x'],
    ['hardTanh(x)', { x: 0.3 }, 'x', 'x/x'],
    ['elu(x)', { x: 0.3 }, 'x', 'x/x'],
    ['selu(x)', { x: 0.3 }, 'x', '1.0507009873554805*x/x'],
    ['where(x > 0, x^2, 0)', { x: 2 }, 'x', '2*x'],
    ['where(logicalAnd(x > 0, x < 1), x^2, 0)', { x: 0.5 }, 'x', '2*x'],
    ['x^2*(x > 0)', { x: 2 }, 'x', '2*x'],
    ['where(2*x > 3, x^2, x)', { x: 2 }, 'x', '2*x'],
  ])('%s at %o by %s: %s is right on this side', (text, at, wrt, claim) => {
    const diagnosis = check(text, at, wrt, claim);
    expect(diagnosis).toMatchObject({ verdict: 'right', provisos: [{ kind: 'side' }] });
    expect(diagnosis.note).toContain('it is right');
  });

  test('is right in several layers at once', () => {
    const at = { w0: 1, w1: 2, w2: 3, x: 1 };
    const of = (w0: number) => check('w2*relu(w1*relu(w0*x))', { ...at, w0 }, 'w0', 'w2*w1*x');
    expect(of(1)).toMatchObject({ verdict: 'right', provisos: [{ kind: 'side' }] });
    expect(of(-1).reasons[0].message).toContain('the derivative of relu everywhere');
  });

  test('is right in a layer all of whose units are on', () => {
    const W = [
      [1, 2],
      [3, 4],
    ];
    const of = (claim: string) => check('sum(relu(W@x))', { W, x: [1, 2] }, 'W', claim);
    expect(of('outer([1, 1], x)')).toMatchObject({ verdict: 'right', provisos: [{ kind: 'side' }] });
    expect(of('outer((W@x) > 0, x)')).toMatchObject({ verdict: 'right', provisos: [] });
    expect(of('outer([1, 2], x)').verdict).toBe('wrong');
  });
});

describe('a right derivative on both sides of a kink', () => {
  test.each<[string, Record<string, number>, string, string]>([
    [NEURON, ON, 'w1', '-(t - out)*w2*x*(w1*x > 0)'],
    [NEURON, { ...ON, w1: -0.4 }, 'w1', '-(t - out)*w2*x*(w1*x > 0)'],
    [NEURON, ON, 'w1', '∂E/∂out * ∂out/∂h * ∂h/∂w1'],
    ['relu(x)', { x: 2 }, 'x', 'x > 0'],
    ['relu(x)', { x: 2 }, 'x', 'where(x > 0, 1, 0)'],
    ['relu(x)', { x: 2 }, 'x', '(sign(x) + 1)/2'],
    ['relu(x)', { x: 0 }, 'x', 'x > 0'],
    ['max(x, y)', { x: 2, y: 1 }, 'x', 'x > y'],
    ['clamp(x, 0, 1)', { x: 0.5 }, 'x', '(x > 0)*(x < 1)'],
    ['max(0, 1 - y*s)', { y: 1, s: 0.3 }, 's', 'where(y*s < 1, -y, 0)'],
    ['abs(x)', { x: 0.3 }, 'x', 'x/|x|'],
    ['where(x > 0, x^2, 0)', { x: 2 }, 'x', '2*x*(x > 0)'],
    ['where(x > 0, x^2, 0)', { x: -2 }, 'x', 'where(x > 0, 2*x, 0)'],
    ['where(2*x > 3, x^2, x)', { x: 2 }, 'x', 'where(2*x > 3, 2*x, 1)'],
    ['relu(x^2 + 1)', { x: 2 }, 'x', '2*x'],
  ])('%s at %o by %s: %s is right', (text, at, wrt, claim) => {
    expect(check(text, at, wrt, claim)).toMatchObject({ verdict: 'right', note: undefined });
  });

  test('whose unit is on in one place is not shown as the formula that was expected', () => {
    expect(check(NEURON, ON, 'w1', '3*x').expected!.formula).toBeUndefined();
  });
});

test('of a claim that has no value on the other side that is said', () => {
  expect(check('h = relu(x)', { x: 2 }, 'x', 'h/h').note).toContain('other side of a kink');
  expect(check('h = relu(x)', { x: 2 }, 'x', 'h/x').note).toBeUndefined();
});

test('of a comparison whose outcome alone a graph holds it is said that it was not changed', () => {
  const x = value(2, { name: 'x' });
  const f = where(x.greater(0), x.square(), 0).named('f');
  const diagnosis = diagnose(f, { wrt: x, claim: '2*x' });
  expect(diagnosis.note).toContain('the outcome of a comparison');
});

const CROSS_ENTROPY = 'L = -sum(y*log(p)); p = softmax(z)';

describe('a claim that needs inputs that add up to 1', () => {
  test.each<[string, number[], string]>([
    ['L = -sum(y*log(softmax(z)))', [0, 1, 0], 'softmax(z) - y'],
    ['L = -sum(y*log(softmax(z)))', [0.2, 0.5, 0.3], 'softmax(z) - y'],
    ['L = -sum(y*logSoftmax(z))', [0, 1, 0], 'softmax(z) - y'],
    [CROSS_ENTROPY, [0, 1, 0], 'p - y'],
    [CROSS_ENTROPY, [0.2, 0.5, 0.3], 'p - y'],
  ])('%s at y = %o: %s is right, and that is said', (text, y, claim) => {
    const diagnosis = check(text, { y, z: [1, 2, 3] }, 'z', claim);
    expect(diagnosis.verdict).toBe('right');
    expect(diagnosis.note).toBe('this holds where the entries of y add up to 1, as they do here');
  });

  const layer = 'L = -sum(y*log(p)); p = softmax(W@x + b)';
  const at = {
    y: [0, 1, 0],
    W: [
      [1, 2],
      [3, 1],
      [0.5, 1],
    ],
    x: [0.3, 0.4],
    b: [1, 0.3, 0.2],
  };

  test.each([
    ['b', 'p - y'],
    ['W', 'outer(p - y, x)'],
  ])('a layer by %s: %s is right', (wrt, claim) => {
    expect(check(layer, at, wrt, claim).verdict).toBe('right');
  });

  test.each([
    ['z', 'y - p', 'the sign is wrong'],
    ['z', '2*(p - y)', 'it is 2 times what it should be'],
  ])('by %s: %s is wrong, %s', (wrt, claim, said) => {
    const diagnosis = check(CROSS_ENTROPY, { y: [0, 1, 0], z: [1, 2, 3] }, wrt, claim);
    expect(diagnosis.verdict).toBe('wrong');
    expect(diagnosis.reasons[0].message).toBe(said);
  });

  test('is wrong where they do not', () => {
    const diagnosis = check(CROSS_ENTROPY, { y: [0, 1, 0.5], z: [1, 2, 3] }, 'z', 'p - y');
    expect(diagnosis.verdict).toBe('wrong');
  });

  test('may need zeros and ones', () => {
    const diagnosis = check('L = sum(y^2*z)', { y: [0, 1, 1], z: [1, 2, 3] }, 'z', 'y');
    expect(diagnosis.verdict).toBe('right');
    expect(diagnosis.note).toContain('y are zeros and ones');
  });

  test('keeps nothing of what was differentiated by', () => {
    expect(check('L = sum(y^3)', { y: [0, 1, 0] }, 'y', '3*y').verdict).toBe('coincidence');
  });
});

describe('a claim that is a function', () => {
  const x = value(2, { name: 'x' });
  const E: Value = x.square().named('E');

  test('of the nodes themselves is an error that says what it is given', () => {
    expect(() => diagnose(E, { wrt: x, claim: () => x.mul(2) })).toThrow(
      'diagnose: claim: the function gives a Value computed from nodes of the graph: expected it to compute with the numbers that it is given by name, ({ x, E }) => …',
    );
  });

  test('may give a Value computed from what it is given', () => {
    expect(diagnose(E, { wrt: x, claim: ({ x: at }) => value(at).mul(2) }).right).toBe(true);
  });

  test('that reads nothing is told so where that is the mistake', () => {
    const diagnosis = diagnose(E, { wrt: x, claim: () => 2 * x.item() });
    expect(diagnosis.verdict).toBe('coincidence');
    expect(diagnosis.note).toContain('reads none of the numbers');
    expect(diagnose(x.mul(3).named('E'), { wrt: x, claim: () => 3 }).right).toBe(true);
  });
});
