import { diagnose } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { tutorialB } from './tutorial-b.ts';

/* What readers of tutorial B asked. */

const net = tutorialB();
const deltas = '(out_o1 - t1)*out_o1*(1 - out_o1)';
const other = '(out_o2 - t2)*out_o2*(1 - out_o2)';

/** Every path from the outputs back to a hidden unit. */
const hidden = (a: string, b: string, h: string) =>
  `(${deltas}*${a} + ${other}*${b})*out_${h}*(1 - out_${h})`;

describe('question 1: one bias feeds two neurons', () => {
  test('both paths count', () => {
    const claim = `${hidden('w5', 'w7', 'h1')} + ${hidden('w6', 'w8', 'h2')}`;
    expect(diagnose(net.E, { wrt: net.b1, claim }).right).toBe(true);
  });

  test('one alone is found out', () => {
    const { reasons } = diagnose(net.E, { wrt: net.b1, claim: hidden('w5', 'w7', 'h1') });
    expect(reasons[0].kind).toBe('path-left-out');
    expect(reasons[0].message).toContain('b1 feeds net_h1 and net_h2');
  });
});

/** The weights that the page prints after the first round. */
const PRINTED = [
  0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.51130127, 0.561370121,
];

describe('question 7: the weights are right, the second error is not', () => {
  const after = tutorialB({ w: PRINTED });
  const weights = Object.fromEntries(PRINTED.map((w, k) => [`w${k + 1}`, w]));
  const values = (named: object) => diagnose(after.E, { values: { ...weights, ...named } });

  test('the error that the page prints is right', () => {
    expect(values({ E_total: 0.291027774 }).right).toBe(true);
  });

  test('no slip of the list makes .342613 of right weights: it departs after them, and is not explained away', () => {
    const diagnosis = values({ E_total: 0.342613 });
    expect(diagnosis).toMatchObject({ right: false, first: 'E_total' });
    expect(diagnosis.reasons.map(({ kind }) => kind)).toEqual(['value']);
  });

  test('with the values between, the node where it goes wrong is named, and what follows from it', () => {
    const net_o1 = after.net_o1.item() - after.b2.item();
    const out_o1 = 1 / (1 + Math.exp(-net_o1));
    const diagnosis = values({ out_h1: after.out_h1.item(), net_o1, out_o1 });
    expect(diagnosis.first).toBe('net_o1');
    expect(diagnosis.reasons.map(({ message }) => message).join()).toContain('you left out b2 in net_o1');
    expect(diagnosis.parts.find(({ about }) => about === 'out_o1')!.reasons[0].message).toContain(
      'follows from net_o1',
    );
  });

  test.each([
    ['no ½', 2 * after.E.item(), 'factor'],
    ['one error only', after.E_o1.item(), 'dropped-term'],
  ])('%s is named', (_, E_total, kind) => {
    expect(values({ E_total }).reasons[0].kind).toBe(kind);
  });
});

describe('question 8: net(1 − net) for out(1 − out)', () => {
  test('is the derivative at the wrong point', () => {
    const claim = '(out_o1 - t1)*net_o1*(1 - net_o1)*out_h1';
    const [{ kind, message }] = diagnose(net.E, { wrt: net.w5, claim }).reasons;
    expect(kind).toBe('wrong-point');
    expect(message).toContain('taken at net_o1 in place of out_o1');
  });

  test('wherever it was done', () => {
    const claim = `(${deltas}*w5 + ${other}*w7)*out_h1*(1 - out_h1)*i1`.replaceAll(
      /out_(\w\d)\*\(1 - out_\1\)/g,
      'net_$1*(1 - net_$1)',
    );
    const [{ kind, message }] = diagnose(net.E, { wrt: net.w1, claim }).reasons;
    expect(kind).toBe('wrong-point');
    expect(message).toContain('every derivative of sigmoid');
  });
});

test('question 9: two forms of one formula are equal', () => {
  const forms = [
    '∂E_total/∂E_o1 * ∂E_o1/∂out_h1 + ∂E_total/∂E_o2 * ∂E_o2/∂out_h1',
    '∂E_o1/∂out_h1 + ∂E_o2/∂out_h1',
    `${deltas}*w5 + ${other}*w7`,
  ];
  for (const claim of forms) expect(diagnose(net.E, { wrt: net.out_h1, claim }).right).toBe(true);
});

describe('question 10: the old w5 or the new', () => {
  const learningRate = 0.5;
  const updated = `(${deltas}*(w5 - 0.5*${deltas}*out_h1) + ${other}*(w7 - 0.5*${other}*out_h1))*out_h1*(1 - out_h1)*i1`;

  test('new weights are found out, in a formula and in a number', () => {
    const gradient = diagnose(net.E, { wrt: net.w1, claim: updated, learningRate });
    expect(gradient.reasons[0].kind).toBe('new-weights');
    const number = diagnose(net.E, { wrt: net.w1, claim: gradient.reasons[0].evidence.gives!, learningRate });
    expect(number.reasons.map(({ kind }) => kind)).toContain('new-weights');
  });

  test('the old ones are right', () => {
    const claim = `${hidden('w5', 'w7', 'h1')}*i1`;
    expect(diagnose(net.E, { wrt: net.w1, claim, learningRate }).right).toBe(true);
  });
});
