import { describe, expect, test } from 'vitest';
import { threefry } from '../src/array/threefry.ts';
import { Random } from '../src/index.ts';

describe('threefry', () => {
  // Known answers for Threefry-2x32 with 20 rounds, published with the Random123 library.
  test.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as [[number, number], [number, number], number[]][])('key %j and counter %j', (key, counter, words) => {
    expect(threefry(key, counter)).toEqual(words);
  });
});

describe('Random', () => {
  test('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number) => new Random(seed).uniform([4]).toArray();
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
    expect(draw(2 ** 40)).not.toEqual(draw(0));
    expect(draw(-1)).toEqual(draw(-1));
  });

  test('splits off generators that neither repeat nor disturb each other', () => {
    const parent = new Random(1);
    const [a, b] = [parent.split(), parent.split()];
    const numbers = [a.next(), b.next(), parent.next(), new Random(1).next()];
    expect(new Set(numbers).size).toBe(4);
    a.uniform([100]);
    const again = new Random(1);
    again.split();
    expect(b.next()).toBe(
      (() => {
        const c = again.split();
        c.next();
        return c.next();
      })(),
    );
  });

  test('has uniform numbers of the right mean and spread, inside their bounds', () => {
    const data = new Random(5).uniform([20_000], { min: -1, max: 3 }).toArray() as number[];
    const mean = data.reduce((a, b) => a + b) / data.length;
    const variance = data.reduce((a, b) => a + (b - mean) ** 2, 0) / data.length;
    expect(Math.min(...data)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...data)).toBeLessThan(3);
    expect(mean).toBeCloseTo(1, 1);
    expect(variance).toBeCloseTo(16 / 12, 1);
  });

  test('has normal numbers of the right mean and spread', () => {
    const data = new Random(6).normal([20_000], { mean: 2, std: 0.5 }).toArray() as number[];
    const mean = data.reduce((a, b) => a + b) / data.length;
    const std = Math.sqrt(data.reduce((a, b) => a + (b - mean) ** 2, 0) / data.length);
    const within = data.filter((x) => Math.abs(x - 2) < 0.5).length / data.length;
    expect(mean).toBeCloseTo(2, 1);
    expect(std).toBeCloseTo(0.5, 1);
    expect(within).toBeCloseTo(0.6827, 1);
  });

  test('has every permutation, each about as often', () => {
    const random = new Random(7);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = random.permutation(3).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
