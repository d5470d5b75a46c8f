import { describe, expect, test } from 'vitest';
import {
  AnomalyError,
  constant,
  detectAnomaly,
  jvp,
  noGrad,
  primitive,
  type Value,
  value,
} from '../../src/index.ts';

function messageOf(f: () => unknown): string {
  try {
    detectAnomaly(f);
  } catch (error) {
    expect(error).toBeInstanceOf(AnomalyError);
    return (error as Error).message;
  }
  return 'nothing';
}

describe('detectAnomaly', () => {
  test('names the first operation in forward order, its inputs, the way to the result, and a remedy', () => {
    const p = value([0.5, 0, 0.2], { name: 'p' });
    const message = messageOf(() => p.log().named('log_p').mul(2).sum().named('loss'));
    expect(message.split('\n')).toEqual([
      'detectAnomaly: log_p = log(p) made −Infinity in 1 of 3 entries, the first at 1',
      '  input  p [3]: from 0 to 0.5',
      '  path   log_p → mul(…) → loss',
      '  fix    keep p away from 0: add a small eps, clamp it, or replace it with where(…) before the operation, not after it',
    ]);
  });

  test('looks at numbers too, and into derivatives', () => {
    const x = value(0, { name: 'x' });
    expect(messageOf(() => x.sqrt().named('root').backward())).toContain(
      'made Infinity, in the derivative of root',
    );
    expect(messageOf(() => value(800).exp())).toContain('exp(800) made Infinity');
  });

  test('does not blame a forward operation on a walk that has ended', () => {
    const x = value(1, { name: 'x' });
    const message = messageOf(() => {
      x.square().backward();
      return x.sub(1).log();
    });
    expect(message).not.toContain('derivative');
  });

  test('says how to fix it: another range, a more stable form, or a mask that leaves something', () => {
    const remedy = (f: () => unknown) => messageOf(f).match(/fix {4}(.*)/)![1];
    const base = value([-8, 2], { name: 'base' });
    expect(remedy(() => base.pow(0.5))).toMatch(/^keep base between 0 and Infinity: add a small eps/);
    expect(remedy(() => base.div(base.sum({ keepDims: true }).add(6)))).toMatch(
      /^keep its input 2 away from 0:/,
    );
    expect(remedy(() => base.square().exp2().exp())).toContain(
      'a more stable form (logSumExp, logSoftmax, softplus)',
    );
    expect(remedy(() => base.maskedFill([true, true], -Infinity).softmax())).toContain('a mask should leave');
    expect(remedy(() => base.add(8).sqrt().named('root').sum().backward())).toBe(
      'keep the input of root away from points where its slope is not finite: add a small eps, clamp it, or replace it with where(…) before the operation, not after it',
    );
  });

  test('knows what made a constant, writes numbers as numbers, and counts along each axis', () => {
    const message = messageOf(() =>
      constant([
        [1, 2],
        [3, 4],
      ])
        .sub([
          [1, 2],
          [3, 3],
        ])
        .rsqrt()
        .mul(0.5),
    );
    expect(message.split('\n').slice(0, 3)).toEqual([
      'detectAnomaly: rsqrt(sub(…)) made Infinity in 3 of 4 entries, the first at [0, 0]',
      '  input  sub(…) [2, 2]: from 0 to 1',
      '  path   rsqrt(…) → mul(…)',
    ]);
    expect(
      messageOf(() => value(1e200, { name: 'big' }).mul(1e200))
        .split('\n')
        .slice(0, 2),
    ).toEqual(['detectAnomaly: mul(big, 1e+200) made Infinity', '  input  big []: 1e+200']);
  });

  test('looks into forward derivatives', () => {
    const message = messageOf(() => jvp((x: Value) => x.sqrt().named('root'), [0, 1], [1, 1]));
    expect(message).toContain('made Infinity in 1 of 2 entries, the first at 0, in the derivative of root');
    expect(message).toContain('keep the input of root away from points where its slope is not finite');
  });

  test('finds a NaN that infinities made', () => {
    const far = constant([-Infinity, -Infinity], { name: 'far' });
    expect(messageOf(() => far.sub(far.max()))).toContain('sub(far, max(…)) made NaN in 2 of 2 entries');
  });

  test('lets pass what came in from outside, and what is finite', () => {
    const mask = constant([0, -Infinity]);
    const x = value([1, 2]);
    expect(detectAnomaly(() => x.add(mask)).toArray()).toEqual([1, -Infinity]);
    expect(detectAnomaly(() => x.exp().sum().backward().of(x)).size).toBe(2);
  });

  test('passes on an error of the function itself', () => {
    expect(() => detectAnomaly(() => constant([1, 2]).add([1, 2, 3]))).toThrow(
      'add: shapes do not broadcast',
    );
  });

  test('is gone afterwards', () => {
    messageOf(() => value(0).log());
    expect(value(0).log().item()).toBe(-Infinity);
  });

  test('does not blame a walk that ended by an error', () => {
    const failing = primitive({ name: 'failing', forward: (out) => out.fill(1), vjp: () => [] });
    const message = messageOf(() => {
      expect(() =>
        failing(value([1]))
          .sum()
          .backward(),
      ).toThrow();
      return constant([0]).log();
    });
    expect(message).toContain('log(a value) made −Infinity');
    expect(message).not.toContain('derivative');
  });

  test('and noGrad refuse an async function', () => {
    expect(() => detectAnomaly(async () => 1)).toThrow('detectAnomaly: the function must not be async');
    expect(() => noGrad(async () => 1)).toThrow('noGrad: the function must not be async');
  });
});
