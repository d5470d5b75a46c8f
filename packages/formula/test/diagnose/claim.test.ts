import { constant, type Value, value } from '@chainrule/core';
import { diagnose } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tutorialB } from './tutorial-b.ts';

const net = tutorialB();
const w5 = (claim: string | number) => diagnose(net.E, { wrt: net.w5, claim });

describe('a right claim', () => {
  test.each([
    ['as the tutorial has it', '-(t1 - out_o1) * out_o1 * (1 - out_o1) * out_h1'],
    ['expanded', 'out_h1*(out_o1^2 - out_o1^3 - t1*out_o1 + t1*out_o1^2)'],
    ['in LaTeX', '-(t_1 - out_{o1}) \\cdot out_{o1} (1 - out_{o1}) out_{h1}'],
    ['as a chain of symbols', '∂E_total/∂out_o1 * ∂out_o1/∂net_o1 * ∂net_o1/∂w5'],
    ['with one symbol', '∂E_total/∂net_o1 * out_h1'],
    ['in another function', '(out_o1 - t1) * exp(-net_o1) / (1 + exp(-net_o1))^2 * out_h1'],
  ])('is right %s', (_, claim) => {
    expect(w5(claim)).toMatchObject({ right: true, verdict: 'right', reasons: [] });
  });

  test('may be a function of the named nodes', () => {
    const claim = ({ out_o1, t1, out_h1 }: Record<string, number>) =>
      (out_o1 - t1) * out_o1 * (1 - out_o1) * out_h1;
    expect(diagnose(net.E, { wrt: net.w5, claim }).right).toBe(true);
  });

  test('keeps its right where 1 − t, of a constant t, was not recorded', () => {
    const t = constant(0.207, { name: 't' });
    const w = value(0.4, { name: 'w' });
    const out = w.sigmoid().named('out');
    const E = t
      .mul(out.log())
      .add(constant(1).sub(t).mul(constant(1).sub(out).log()))
      .neg()
      .named('E');
    expect(diagnose(E, { wrt: w, claim: 'out - t' }).verdict).toBe('right');
    expect(diagnose(E, { wrt: w, claim: 'out - t^2' }).verdict).toBe('wrong');
  });

  test('may use that probabilities add up to 1, and says so', () => {
    const z = value([[0.3, -0.2, 0.9]], { name: 'z' });
    const t = constant([[0, 1, 0]], { name: 't' });
    const p = z.softmax().named('p');
    const E = p.log().mul(t).sum().neg().named('E');
    const diagnosis = diagnose(E, { wrt: z, claim: 'p - t' });
    expect(diagnosis.verdict).toBe('right');
    expect(diagnosis.note).toContain('add up to 1');
  });
});

describe('a number', () => {
  test.each([
    [0.082167041, true],
    [0.0821, true],
    [0.0822, true],
    [0.0823, false],
    [0.08, false],
    [0.082267041, false],
  ])('%f is compared to the digits it shows', (claim, right) => {
    expect(w5(claim).right).toBe(right);
  });

  test('counts zeros at the end of a text', () => {
    const E = value(1.0004, { name: 'w' }).mul(1).square().mul(0.5).named('E');
    const [w] = [E.inputs[0].inputs[0].inputs[0]];
    expect(diagnose(E, { wrt: w, claim: '1.000' }).right).toBe(true);
    expect(diagnose(E, { wrt: w, claim: '1.00000' }).right).toBe(false);
  });

  test('tells to how many digits it is right', () => {
    expect(w5(0.0821).toText()).toBe('∂E_total/∂w5 is right to 3 digits.');
  });
});

describe('a tie of numbers', () => {
  const x = constant(1, { name: 'x' });
  const w = value(0.4, { name: 'w' });
  const E = w.mul(x).sigmoid().named('E');

  test('at the given point only is a coincidence', () => {
    const diagnosis = diagnose(E, { wrt: w, claim: 'E*(1 - E)*x^2' });
    expect(diagnosis).toMatchObject({ right: false, verdict: 'coincidence' });
    expect(diagnosis.note).toContain('these inputs only');
  });

  test('of a function that has no value anywhere else is not accepted', () => {
    const claim = ({ E: out, w: given }: Record<string, number>) =>
      given === 0.4 ? out * (1 - out) : Number.NaN;
    expect(diagnose(E, { wrt: w, claim })).toMatchObject({ right: false, verdict: 'coincidence' });
  });

  test('to seven digits is none: it is wrong by its factor', () => {
    const diagnosis = diagnose(E, { wrt: w, claim: '1.0000001*E*(1 - E)*x' });
    expect(diagnosis.verdict).toBe('wrong');
    expect(diagnosis.reasons[0]).toMatchObject({ kind: 'factor' });
  });
});

/** What is claimed for ∂E_total/∂w1, and the first reason that is to be found. */
const MISTAKES: readonly (readonly [kind: string, claim: string, said: string])[] = [
  ['sign', '-(D1*w5 + D2*w7) * out_h1*(1 - out_h1) * i1', 'the sign is wrong'],
  ['factor', '2*(D1*w5 + D2*w7) * out_h1*(1 - out_h1) * i1', 'it is 2 times what it should be'],
  ['factor', '0.37*(D1*w5 + D2*w7) * out_h1*(1 - out_h1) * i1', 'it is 0.37 times'],
  ['left-out', '(D1*w5 + D2*w7) * i1', 'you left out ∂out_h1/∂net_h1 = out_h1 · (1 − out_h1) = 0.241300709'],
  ['left-out', '(D1*w5 + D2*w7) * out_h1*(1 - out_h1)', '∂net_h1/∂w1 = i1 = 0.05'],
  ['twice', '(D1*w5 + D2*w7) * (out_h1*(1 - out_h1))^2 * i1', '∂out_h1/∂net_h1'],
  ['wrong-point', '(D1*w5 + D2*w7) * net_h1*(1 - net_h1) * i1', 'at net_h1 in place of out_h1'],
  ['path-left-out', 'D1*w5 * out_h1*(1 - out_h1) * i1', 'out_h1 feeds'],
  ['other-variable', '(D1*w5 + D2*w7) * out_h1*(1 - out_h1) * i2', 'the gradient of w2'],
  ['stopped-early', 'D1*w5 + D2*w7', '∂E_total/∂out_h1'],
  ['wrong-value', '(D1*w5 + D2*w7) * out_h2*(1 - out_h2) * i1', 'out_h2'],
  ['added-term', '(D1*w5 + D2*w7) * out_h1*(1 - out_h1) * i1 + 0.01*w1', '0.01·w1 was added'],
];

describe('a mistake is named', () => {
  const spelled = (claim: string) =>
    claim
      .replaceAll('D1', '(out_o1 - t1)*out_o1*(1 - out_o1)')
      .replaceAll('D2', '(out_o2 - t2)*out_o2*(1 - out_o2)');

  test.each(MISTAKES)('%s: %s', (kind, claim, said) => {
    const diagnosis = diagnose(net.E, { wrt: net.w1, claim: spelled(claim) });
    expect(diagnosis.verdict).toBe('wrong');
    expect(diagnosis.reasons.map((reason) => reason.kind)).toContain(kind);
    expect(diagnosis.reasons.find((reason) => reason.kind === kind)!.message).toContain(said);
    expect(diagnosis.expected!.value).toBeCloseTo(0.000438568, 9);
  });

  test('together with a wrong sign', () => {
    const diagnosis = w5('(t1 - out_o1) * out_h1');
    expect(diagnosis.reasons[0]).toMatchObject({ kind: 'left-out', evidence: { beside: 'sign' } });
  });

  test('or, where nothing fits, the chain is shown from the result down', () => {
    const diagnosis = w5('out_h1^3 + 0.1');
    expect(diagnosis.reasons[0].kind).toBe('unknown');
    expect(diagnosis.departure!.chain.map(({ name }) => name)).toEqual([
      'E_total',
      'E_o1',
      'out_o1',
      'net_o1',
      'w5',
    ]);
  });

  test('target and output swapped and a wrong sign are both named where they come to the same', () => {
    expect(w5('(t1 - out_o1)*out_o1*(1 - out_o1)*out_h1').reasons.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['sign', 'swapped']),
    );
  });
});

test('a diagnosis is data that JSON keeps', () => {
  const diagnosis = w5('-out_h1');
  const { right, verdict, reasons } = JSON.parse(JSON.stringify(diagnosis));
  expect({ right, verdict, reasons }).toEqual({ right, verdict: 'wrong', reasons: diagnosis.reasons });
});

test('any constant but 1 makes a right formula wrong', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (c) => {
      fc.pre(Math.abs(c - 1) > 1e-6);
      const claim = (v: Record<string, number>) =>
        c * (v.out_o1 - v.t1) * v.out_o1 * (1 - v.out_o1) * v.out_h1;
      return !diagnose(net.E, { wrt: net.w5, claim }).right;
    }),
    { numRuns: 30 },
  );
});

test.each<[string, (E: Value, w: Value) => unknown, string]>([
  ['no claim', (E, w) => diagnose(E, { wrt: w } as never), 'expected { wrt, claim }'],
  ['two lines', (E, w) => diagnose(E, { wrt: w, claim: 'w5 = 1\nw6 = 2' }), 'one formula'],
  [
    'a strange variable',
    (E) => diagnose(E, { wrt: value(1, { name: 'z' }), claim: 1 }),
    'does not depend on z',
  ],
  ['no variable', (E) => diagnose(E, { wrt: 3 as never, claim: 1 }), 'wrt: expected the Value'],
])('%s is an error that says what was expected', (_, run, said) => {
  expect(() => run(net.E, net.w5)).toThrow(said);
});

describe('a claim with definitions of its own', () => {
  test.each([
    ['after it', '-(t1 - o)*o*(1 - o)*out_h1; o = sigmoid(net_o1)'],
    ['before it', 'o = sigmoid(n)\nn = w5*out_h1 + w6*out_h2 + b2\n(o - t1)*o*(1 - o)*out_h1'],
    ['of derivatives', 'd = ∂E_total/∂out_o1 * ∂out_o1/∂net_o1\n∂E_total/∂w5 = d*out_h1'],
    ['of a name in another spelling', '(o_1 - t1)*o1*(1 - o1)*out_h1; o1 = out_o1'],
    ['in numbers', 'o = 0.75136507; (o - 0.01)*o*(1 - o)*0.593269992'],
  ])('%s is right', (_, claim) => {
    expect(w5(claim)).toMatchObject({ right: true, verdict: 'right' });
  });

  test('is wrong where a definition is', () => {
    expect(w5('-(t1 - o)*o*(1 - o)*out_h1; o = sigmoid(net_o2)').verdict).toBe('wrong');
    expect(w5('o = 0.65136507; (o - 0.01)*o*(1 - o)*0.593269992').verdict).toBe('wrong');
  });

  test('takes no longer where each definition uses two others', () => {
    const sums = Array.from({ length: 60 }, (_, k) => `a${k + 2} = a${k} + a${k + 1}`);
    expect(w5(['a0 = w5', 'a1 = w6', ...sums, 'a61'].join('\n')).verdict).toBe('wrong');
  });

  test.each([
    ['a = w5; b = w6', 'expected one formula as the claim'],
    ['a = b; b = a; a*2', 'a → b → a'],
    ['w5*(', 'expected'],
  ])('%s is an error of diagnose', (claim, said) => {
    expect(() => w5(claim)).toThrow(said);
    expect(() => w5(claim)).toThrow(/^diagnose: /);
  });
});

test.each(['0.0821', '+0.0821', ' 8.21e−2 '])('the text %j is a number', (claim) => {
  expect(w5(claim)).toMatchObject({ right: true, digits: 3 });
});

test('a minus sign of any kind makes a number negative', () => {
  expect(w5('−0.082167041').reasons[0].kind).toBe('sign');
  expect(w5('−0.082167041')).toEqual(w5('-0.082167041'));
});

test('of a wrong sign it is not said that a link of −1 was left out', () => {
  const t = constant(0.1, { name: 't' });
  const w = value(0.4, { name: 'w' });
  const out = w.sigmoid().named('out');
  const E = t.sub(out).square().named('E');
  const { reasons } = diagnose(E, { wrt: w, claim: '2*(t - out)*out*(1 - out)' });
  expect(reasons[0].kind).toBe('sign');
  expect(reasons.map(({ kind }) => kind)).not.toContain('left-out');
});

describe('what was expected', () => {
  test('is a formula in the names of the graph', () => {
    const { expected } = w5(1);
    expect(expected!.formula).toBe('−(t1 − out_o1) · out_o1 · (1 − out_o1) · out_h1');
    expect(w5(expected!.formula!).verdict).toBe('right');
    expect(w5(1).toText()).toContain('· out_h1 = 0.082167041');
  });

  test('is a formula of matrices', () => {
    const X = constant(
      [
        [1, 2, 0.5],
        [3, -4, 1],
      ],
      { name: 'X' },
    );
    const W = value(
      [
        [0.1, 0.2],
        [0.3, -0.4],
        [1, 2],
      ],
      { name: 'W' },
    );
    const H = X.matmul(W).named('Z').tanh().named('H');
    const L = H.square().mean().named('L');
    const { formula } = diagnose(L, { wrt: W, claim: 'X' }).expected!;
    expect(formula).toContain('H²');
    expect(diagnose(L, { wrt: W, claim: formula! }).verdict).toBe('right');
  });

  test('is none where the graph keeps the outcome of a comparison', () => {
    const w = value([0.4, -0.3], { name: 'w' });
    const L = w.relu().square().sum().named('L');
    expect(diagnose(L, { wrt: w, claim: [1, 1] }).expected!.formula).toBeUndefined();
  });

  test('is none where it is long, or where the claim is right', () => {
    const long = Array.from({ length: 12 }, () => net.w5).reduce((a, b) => a.mul(b.sin()).add(b.exp()));
    expect(diagnose(long.named('L'), { wrt: net.w5, claim: 1 }).expected!.formula).toBeUndefined();
    expect(w5(0.0821).expected!.formula).toBeUndefined();
  });
});
