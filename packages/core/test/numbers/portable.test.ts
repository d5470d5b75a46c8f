import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/index.ts';
import { erfc, erfcInv } from '../../src/numbers/erf.ts';
import { cosTurn, exp, log } from '../../src/numbers/portable.ts';

test('what random numbers come from calls nothing that the language leaves to the engine', () => {
  const allowed = /^Math\.(sqrt|abs|floor|ceil|min|max|imul|fround|sign|clz32|SQRT2|PI)$/;
  for (const file of ['random/random.ts', 'array/threefry.ts', 'numbers/portable.ts', 'numbers/erf.ts']) {
    const source = readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');
    const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const used = (code.match(/Math\.\w+|\*\*/g) ?? []).filter((name) => !allowed.test(name));
    expect(used, file).toEqual([]);
  }
});

describe('log, exp and cos by sums, products and quotients', () => {
  const words = new Float64Array(1);
  const place = (x: number) => {
    words[0] = x;
    return new BigInt64Array(words.buffer)[0];
  };
  const worst = (points: number[], f: (x: number) => number, g: (x: number) => number) =>
    points.reduce((most, x) => Math.max(most, Math.abs(Number(place(f(x)) - place(g(x))))), 0);
  const random = new Random(11);
  const between = (min: number, max: number) =>
    Array.from({ length: 50_000 }, () => min + (max - min) * random.next());

  test('log is within four units in the last place', () => {
    const points = [...between(0, 1), ...between(0.5, 2), ...between(-700, 700).map(Math.exp), 5e-324];
    expect(worst(points, log, Math.log)).toBeLessThanOrEqual(4);
    expect([log(1), log(0), log(-1), log(Infinity), log(Number.NaN)]).toEqual([
      0,
      -Infinity,
      Number.NaN,
      Infinity,
      Number.NaN,
    ]);
  });

  test('exp is within four units in the last place', () => {
    const points = [...between(-1, 1), ...between(-745, 709), 709.78];
    expect(worst(points, exp, Math.exp)).toBeLessThanOrEqual(4);
    expect([exp(0), exp(800), exp(-800), exp(Infinity), exp(-Infinity), exp(Number.NaN)]).toEqual([
      1,
      Infinity,
      0,
      Infinity,
      0,
      Number.NaN,
    ]);
  });

  test('the cosine of a turn is within four units of 1', () => {
    const gaps = between(0, 1).map((u) => Math.abs(cosTurn(u) - Math.cos(2 * Math.PI * u)));
    expect(Math.max(...gaps)).toBeLessThan(4 * 2 ** -52);
    expect([cosTurn(0.25), cosTurn(0.75)]).toEqual([0, 0]);
    expect(cosTurn(0)).toBeLessThanOrEqual(1);
  });

  test('erfcInv inverts erfc, to the end of its tail', () => {
    for (const y of [1e-300, 1e-100, 1e-20, 1e-5, 0.01, 0.0101, 0.3, 0.9999, 1, 1.2, 1.999])
      expect(Math.abs(erfc(erfcInv(y)) / y - 1), `erfcInv(${y})`).toBeLessThan(1e-11);
    expect([erfcInv(0), erfcInv(1), erfcInv(2), erfcInv(-1)]).toEqual([Infinity, 0, -Infinity, Number.NaN]);
  });
});
