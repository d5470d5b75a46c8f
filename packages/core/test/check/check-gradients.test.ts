import { describe, expect, test } from 'vitest';
import { checkGradients, constant, customGradient, matmul, type Value, value } from '../../src/index.ts';

const A = constant([
  [1, 2, -1],
  [0.5, -0.3, 2],
]);

describe('checkGradients', () => {
  test('passes what is right, to second order, over trees and results of any shape', () => {
    const f = ({ w, b }: { w: Value; b: Value }) => ({ y: matmul(A, w).add(b).tanh(), z: w.exp() });
    const report = checkGradients(f, { w: [0.1, -0.4, 0.8], b: [0.2, 0.3] }, { order: 2 });
    expect(report.passed).toBe(true);
    expect(report.rows.length).toBe(2 * (5 + 1));
    expect(Math.max(...report.rows.map((row) => row.error))).toBeLessThan(1e-8);
  });

  test('names the entries that are wrong, worst first, and prints a verdict', () => {
    const wrong = customGradient({
      name: 'wrong',
      forward: (x) => x.pow(3),
      vjp: (g, _, x) => [g.mul(x.square())],
    });
    const report = checkGradients((x: Value) => wrong(x).sum(), value([1, 3], { name: 'w' }));
    expect(report.passed).toBe(false);
    const [worst] = report.rows;
    expect([worst.name, worst.entry, worst.verdict]).toEqual(['w', 1, 'failed']);
    expect(worst.expected / worst.reverse).toBeCloseTo(3, 8);
    expect(String(report)).toMatch(/✗ +∂\/∂w\[1\] +reverse = differences/);
    expect(String(report)).toContain('2 failed');
  });

  test('finds a rule whose second derivative is wrong though its first is right', () => {
    const frozen = customGradient({
      name: 'frozen',
      forward: (x) => x.exp(),
      vjp: (g, y) => [g.mul(constant(y))],
    });
    expect(checkGradients((x: Value) => frozen(x), [0.5]).passed).toBe(true);
    expect(checkGradients((x: Value) => frozen(x), [0.5], { order: 2 }).passed).toBe(false);
  });

  test('says at a kink what our convention is, and does not call it a failure', () => {
    const report = checkGradients((x: Value) => x.relu(), value([0, 1], { name: 'net' }));
    expect(report.passed).toBe(true);
    const [kink] = report.rows;
    expect(kink.verdict).toBe('kink');
    expect(kink.note).toContain('relu at net [2]');
    expect(String(report)).toContain('not differentiable here, our convention is 0');
  });

  test('says so where the gradient jumps, where what is sorted or pooled ties, and where the function ends', () => {
    const report = checkGradients((x: Value) => x.relu(), value([0, 1], { name: 'net' }), { order: 2 });
    expect(report.rows.filter((row) => row.verdict === 'kink').map((row) => row.order)).toEqual([2, 1]);
    const noteOf = (f: (x: Value) => Value, at: number[]) => {
      const { passed, rows } = checkGradients(f, at);
      expect(passed).toBe(true);
      return rows[0].note;
    };
    expect(noteOf((x) => x.abs().sum(), [0])).toBe(
      'not differentiable here, our convention is 0; abs at a value [1]: -1 to the left, 1 to the right',
    );
    expect(noteOf((x) => x.max(), [2, 2, 2])).toMatch(
      /is 0.333333; the slopes differ: 0 to the left, 1 to the right/,
    );
    expect(noteOf((x) => x.sort().mul([1, 2]).sum(), [1, 1])).toMatch(
      /the slopes differ: 1 to the left, 2 to the right/,
    );
    expect(noteOf((x) => x.pow(1.5).sum(), [0])).toContain('it ends here: no number to the left');
  });

  test('goes close where the function ends nearby', () => {
    expect(checkGradients((x: Value) => x.log().add(x.sqrt()), [1e-8, 1e-3]).passed).toBe(true);
  });

  test('fails what is wrong by a little of a large number', () => {
    const rule = (factor: number) =>
      customGradient({ forward: (x) => x.exp(), vjp: (g, y) => [g.mul(y).mul(factor)] });
    for (const x of [10, 50, 200]) {
      expect(checkGradients((v: Value) => rule(1)(v), [x]).passed).toBe(true);
      expect(checkGradients((v: Value) => rule(1.001)(v), [x]).passed).toBe(false);
    }
  });

  test('goes to any order, in the modes that are asked for', () => {
    const f = (x: Value) => x.sin().mul(x);
    const { passed, rows } = checkGradients(f, [0.3], { order: 4 });
    expect([passed, rows.length]).toEqual([true, 8]);
    expect(String(checkGradients(f, [0.3], { order: 3 }))).toContain('∂³/∂x[0]');
    const kinds = (modes: ('differences' | 'forward')[]) =>
      checkGradients(f, [0.3], { modes }).rows.map((row) => row.kind);
    expect(kinds(['differences'])).toEqual(['reverse = differences']);
    expect(kinds(['forward'])).toEqual(['⟨v, J u⟩ = ⟨Jᵀ v, u⟩']);
  });

  test('still fails a wrong gradient next to a kink', () => {
    const wrong = customGradient({ name: 'wrong', forward: (x) => x.relu(), vjp: (g) => [g.mul(2)] });
    expect(checkGradients((x: Value) => wrong(x), [0.3]).passed).toBe(false);
  });

  test('checks float32 inputs in float64', () => {
    expect(checkGradients((x: Value) => x.sin().exp(), value([0.3, 2], { dtype: 'float32' })).passed).toBe(
      true,
    );
  });

  test('is not misled by large and small numbers', () => {
    expect(checkGradients((x: Value) => x.square().mul(1e6), [1e3, 1e-3]).passed).toBe(true);
    expect(checkGradients((x: Value) => x.log(), [1e-3, 1e4]).passed).toBe(true);
  });

  test('tries some entries of a large input', () => {
    const report = checkGradients(
      (x: Value) => x.sin(),
      constant(Array.from({ length: 500 }, (_, i) => Math.cos(i))),
      {
        entries: 10,
      },
    );
    expect(report.rows.length).toBe(11);
    expect(report.passed).toBe(true);
  });

  test('takes inputs that share one adjoint, and leaves indices alone', () => {
    expect(
      checkGradients(({ a, b }: { a: Value; b: Value }) => a.add(b).sum(), { a: [1, 2], b: [3, 4] }).passed,
    ).toBe(true);
    const taken = ({ x, i }: { x: Value; i: Value }) => x.take(i).square().sum();
    expect(checkGradients(taken, { x: value([1, 2]), i: constant([0], { dtype: 'int32' }) }).passed).toBe(
      true,
    );
  });
});
