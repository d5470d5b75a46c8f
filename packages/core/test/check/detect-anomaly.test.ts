import { describe, expect, test } from 'vitest';
import { AnomalyError, constant, detectAnomaly, noGrad, primitive, value } from '../../src/index.ts';

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
      '  mend   keep its inputs inside (0, Infinity): add a small eps, clamp them, or replace them by where(…) before it, not after',
    ]);
  });

  test('looks at numbers too, and into derivatives', () => {
    const x = value(0, { name: 'x' });
    expect(messageOf(() => x.sqrt().named('root').backward())).toContain(
      'made Infinity, in the derivative of root',
    );
    expect(messageOf(() => value(800).exp())).toContain('exp(a value) made Infinity');
  });

  test('does not blame a forward operation on a walk that has ended', () => {
    const x = value(1, { name: 'x' });
    const message = messageOf(() => {
      x.square().backward();
      return x.sub(1).log();
    });
    expect(message).not.toContain('derivative');
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
