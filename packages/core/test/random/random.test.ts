import { describe, expect, test } from 'vitest';
import { erf, erfc, Random, type Value } from '../../src/index.ts';

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

describe('the numbers are the same everywhere, to the last bit', () => {
  const random = () => new Random(2026);
  const drawn: [string, Value, unknown[]][] = [
    [
      'uniform',
      random().uniform([4], { min: -1, max: 3 }),
      [2.52949053132232, 1.2176565903613477, 2.6288616711583463, 1.3918550923453616],
    ],
    [
      'normal',
      random().normal([4], { mean: 1, std: 2 }),
      [-2.898364084502545, -2.560767001387838, 1.430683404252635, 3.194184232652359],
    ],
    [
      'truncatedNormal',
      random().truncatedNormal([4]),
      [1.102945471614712, 0.130559957275507, 1.2195751212435706, 0.23657410798602332],
    ],
    [
      'truncatedNormal in a tail',
      random().truncatedNormal([4], { min: 6, max: 7 }),
      [6.336950029581202, 6.129665892664445, 6.372969823520113, 6.145958926153018],
    ],
    [
      'exponential',
      random().exponential([4], { mean: 2 }),
      [0.2502816519900811, 1.1796866253809044, 0.19475070247017354, 1.0284502139794633],
    ],
    [
      'gamma',
      random().gamma([4], { concentration: 2.5 }),
      [0.37764899772652083, 2.445342676013375, 4.215971583105674, 0.9835491840238548],
    ],
    [
      'gamma below 1',
      random().gamma([4], { concentration: 0.3 }),
      [0.14925809082970412, 0.05558074995854331, 0.010254101359649081, 0.00044222654447894516],
    ],
    ['bernoulli', random().bernoulli([4], { p: 0.65 }), [false, true, false, true]],
    ['integers', random().integers([8], { min: -5, max: 100 }), [87, 53, 90, 57, 76, 75, 51, 91]],
  ];

  test.each(drawn)('%s', (_, actual, expected) => expect(actual.toArray()).toEqual(expected));

  test('permutation, choice, split', () => {
    expect([...random().permutation(8)]).toEqual([0, 1, 4, 6, 2, 5, 3, 7]);
    expect(random().choice(9, 6)).toEqual([7, 4, 8, 5, 6, 6]);
    expect(random().choice(9, 6, { replace: false })).toEqual([7, 2, 0, 4, 5, 3]);
    const weighted = random().choice(['a', 'b', 'c'], 8, { probabilities: [1, 2, 1] });
    expect(weighted.join('')).toBe('cbcbccbc');
    expect(random().split().next()).toBe(0.9164776402663077);
  });
});

const COUNT = 40_000;
const sorted = (x: Value) => (x.toArray() as number[]).sort((a, b) => a - b);

/** Kolmogorov's and Smirnov's distance between a sample and a distribution function, times √n: above 1.95 once in 1000. */
function distance(sample: number[], cdf: (x: number) => number): number {
  const gaps = sample.map((x, i) => {
    const p = cdf(x);
    return Math.max(p - i / sample.length, (i + 1) / sample.length - p);
  });
  return Math.max(...gaps) * Math.sqrt(sample.length);
}

const mean = (xs: ArrayLike<number>) => Array.from(xs).reduce((a, b) => a + b, 0) / xs.length;
const variance = (xs: number[]) => {
  const centre = mean(xs);
  return mean(xs.map((x) => (x - centre) ** 2));
};
const phi = (x: number) => erfc(-x / Math.SQRT2).item() / 2;

/** The distribution function between two bounds. */
const given = (cdf: (x: number) => number, min: number, max: number) => (x: number) =>
  (cdf(x) - cdf(min)) / (cdf(max) - cdf(min));

describe('large samples follow the distribution', () => {
  const random = new Random(5);
  const samples: [string, Value, (x: number) => number][] = [
    ['uniform', random.uniform([COUNT], { min: -1, max: 3 }), (x) => (x + 1) / 4],
    ['normal', random.normal([COUNT], { mean: 2, std: 3 }), (x) => phi((x - 2) / 3)],
    ['exponential', random.exponential([COUNT], { mean: 2 }), (x) => 1 - Math.exp(-x / 2)],
    ['gamma of 1', random.gamma([COUNT], { concentration: 1, scale: 3 }), (x) => 1 - Math.exp(-x / 3)],
    ['gamma of 2', random.gamma([COUNT], { concentration: 2 }), (x) => 1 - (1 + x) * Math.exp(-x)],
    ['gamma of ½', random.gamma([COUNT], { concentration: 0.5 }), (x) => erf(Math.sqrt(x)).item()],
    ['truncatedNormal', random.truncatedNormal([COUNT]), given(phi, -2, 2)],
    [
      'truncatedNormal, off centre',
      random.truncatedNormal([COUNT], { mean: 1, std: 2, min: -6, max: 1.5 }),
      given((x) => phi((x - 1) / 2), -6, 1.5),
    ],
    [
      'truncatedNormal, without an end',
      random.truncatedNormal([COUNT], { min: 0.5, max: Infinity }),
      given(phi, 0.5, Infinity),
    ],
    [
      'truncatedNormal, far below',
      random.truncatedNormal([COUNT], { min: -Infinity, max: -30 }),
      (x) => phi(x) / phi(-30),
    ],
    [
      'truncatedNormal, far above',
      random.truncatedNormal([COUNT], { min: 30, max: 30.1 }),
      (x) => (phi(-30) - phi(-x)) / (phi(-30) - phi(-30.1)),
    ],
  ];

  test.each(samples)('%s', (_, x, cdf) => expect(distance(sorted(x), cdf)).toBeLessThan(1.95));

  test.each([0.01, 0.2, 0.7, 1, 1.5, 30, 1e6])(
    'gamma of %d has the mean and variance that it should',
    (a) => {
      const data = random.gamma([COUNT], { concentration: a }).toArray() as number[];
      const spread = Math.sqrt((2 + 6 / a) / COUNT);
      expect(Math.abs(mean(data) - a) / Math.sqrt(a / COUNT)).toBeLessThan(4);
      expect(Math.abs(variance(data) / a - 1)).toBeLessThan(4 * spread);
    },
  );

  test('truncated numbers never leave their bounds, which may meet', () => {
    const x = sorted(random.truncatedNormal([1000], { mean: 5, std: 0.1, min: 4.9, max: 4.95 }));
    expect([x[0] >= 4.9, x[999] <= 4.95]).toEqual([true, true]);
    expect(random.truncatedNormal([2], { min: 1, max: 1 }).toArray()).toEqual([1, 1]);
    expect(random.truncatedNormal([2], { min: 30, dtype: 'float32', max: 31 }).dtype).toBe('float32');
  });

  test('bernoulli is true as often as told', () => {
    const x = random.bernoulli([COUNT], { p: 0.3 });
    expect([x.dtype, x.shape]).toEqual(['bool', [COUNT]]);
    expect(Math.abs(mean(x.data as Uint8Array) - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / COUNT));
    expect(random.bernoulli([3], { p: 1, dtype: 'float64' }).toArray()).toEqual([1, 1, 1]);
    expect(random.bernoulli([3], { p: 0 }).toArray()).toEqual([false, false, false]);
  });

  test('every integer is as likely as the others', () => {
    const x = random.integers([COUNT], { min: -3, max: 4 });
    expect(x.dtype).toBe('int32');
    for (let n = -3; n < 4; n++) {
      const share = Array.from(x.data as Int32Array).filter((m) => m === n).length / COUNT;
      expect(Math.abs(share - 1 / 7)).toBeLessThan(4 * Math.sqrt(6 / 49 / COUNT));
    }
    const wide = random.integers([COUNT], { max: 3 * 2 ** 51, dtype: 'float64' }).toArray() as number[];
    // Cells of unequal size would give the lower third twice the share of the upper.
    expect(Math.abs(mean(wide.map((n) => Number(n < 2 ** 51))) - 1 / 3)).toBeLessThan(0.01);
    expect(random.integers([2], { max: 1 }).toArray()).toEqual([0, 0]);
    expect(() => random.integers([], { min: -(2 ** 31), max: 2 ** 31 })).not.toThrow();
  });

  test('uniform float32 numbers stay below max, where rounding would reach it', () => {
    const max = 1 + 2 ** -23;
    const x = random.uniform([1000], { min: 1, max, dtype: 'float32' }).data as Float32Array;
    expect(x.every((each) => each === 1)).toBe(true);
  });
});

describe('state', () => {
  test('is where the generator stands: another goes on from there, through JSON too', () => {
    const random = new Random(3).split();
    random.normal([5]);
    const saved = JSON.parse(JSON.stringify(random.state));
    const other = new Random(0);
    other.state = saved;
    expect(other.uniform([9]).toArray()).toEqual(random.uniform([9]).toArray());
    expect(other.split().next()).toBe(random.split().next());
    expect(saved).toEqual({ key: saved.key, drawn: 10 });
  });

  test.each([
    undefined,
    {},
    { key: [1], drawn: 0 },
    { key: [1, 2 ** 32], drawn: 0 },
    { key: [1, 2], drawn: -1 },
  ])('refuses %j, and stays where it was', (state) => {
    const random = new Random(3);
    expect(() => {
      random.state = state as unknown as Random['state'];
    }).toThrow('Random: state: expected what `state` of a generator gave');
    expect(random.state).toEqual(new Random(3).state);
  });
});

describe('choice', () => {
  const random = new Random(8);
  const share = (draw: () => boolean) => mean(Array.from({ length: 10_000 }, () => Number(draw())));

  test('draws in proportion to the probabilities', () => {
    const drawn = random.choice(['a', 'b', 'c', 'd'], COUNT, { probabilities: [1, 0, 5, 2] });
    const shares = ['a', 'b', 'c', 'd'].map((each) => drawn.filter((x) => x === each).length / COUNT);
    expect(shares[1]).toBe(0);
    [1, 0, 5, 2].forEach((w, i) => {
      expect(Math.abs(shares[i] - w / 8)).toBeLessThan(0.01);
    });
  });

  test('without replacement draws each once, in proportion among what is left', () => {
    const options = { replace: false, probabilities: new Float32Array([0.5, 0.25, 0.25, 0]) };
    const pairs = () => random.choice(4, 2, options).join('');
    // First 0 with probability ½, then 1 with ½; first 1 with ¼, then 0 with ⅔.
    expect(Math.abs(share(() => pairs() === '01') - 1 / 4)).toBeLessThan(0.02);
    expect(Math.abs(share(() => pairs() === '10') - 1 / 6)).toBeLessThan(0.02);
    expect(random.choice(4, 3, options).sort()).toEqual([0, 1, 2]);
    const first = share(() => random.choice(5, 1, { replace: false })[0] === 3);
    expect(Math.abs(first - 1 / 5)).toBeLessThan(0.02);
  });

  test('draws things themselves, one unless told, and none of none', () => {
    const things = [{}, {}];
    expect(things).toContain(random.choice(things)[0]);
    expect(random.choice(things)).toHaveLength(1);
    expect(random.choice([], 0)).toEqual([]);
    expect(random.choice(3, 0, { replace: false })).toEqual([]);
  });
});
