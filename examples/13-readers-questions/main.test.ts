import { toText } from '@chainrule/formula';
import { expect, test } from 'vitest';
import { biasOfTwo, minusOne, oldOrNew, secondError, twoForms, wrongPoint } from './questions.ts';

test('1: both paths of a bias count, and the missing one is named', () => {
  const { one, both, paths } = biasOfTwo();
  expect(one.reasons[0]).toMatchObject({ kind: 'path-left-out' });
  expect(one.toText()).toContain('you left out the path from net_h2 back to b1');
  expect(both.right).toBe(true);
  expect(paths).toHaveLength(4);
  const total = paths.reduce((sum, { contribution }) => sum + contribution.item(), 0);
  expect(total).toBeCloseTo(one.expected!.value as number, 12);
});

test('7: the weights are right; the error is not, and intermediate numbers say where', () => {
  const { error, between } = secondError();
  expect(error).toMatchObject({ right: false, first: 'E_total' });
  expect(between).toMatchObject({ right: false, first: 'net_o1' });
  expect(between.toText()).toContain('you left out b2 in net_o1');
});

test('8: net(1 − net) is the right derivative at the wrong point', () => {
  const diagnosis = wrongPoint();
  expect(diagnosis.reasons[0].kind).toBe('wrong-point');
  expect(diagnosis.toText()).toContain('taken at net_o1 in place of out_o1');
});

test('9: both forms are right', () => {
  expect(twoForms().map(({ right }) => right)).toEqual([true, true]);
});

test('10: new weights are detected, the old are right', () => {
  const { withNew, withOld } = oldOrNew();
  expect(withNew.reasons[0].kind).toBe('new-weights');
  expect(withOld.right).toBe(true);
});

test('11: the −1 is the derivative of target − out by out', () => {
  const [{ left, value }] = minusOne().step('local u1/out')!.equations;
  expect(toText(left)).toBe('∂u1/∂out');
  expect(value).toMatchObject({ kind: 'number', value: -1 });
});
