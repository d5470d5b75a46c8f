import type { Value } from '@chainrule/core';

/*
 * Problems of the NIST Statistical Reference Datasets for nonlinear regression, https://www.itl.nist.gov/div898/strd,
 * with their two starts and certified values.
 */

export interface Reference {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly model: (x: Value, b: readonly Value[]) => Value;
  readonly starts: readonly (readonly number[])[];
  readonly certified: readonly number[];
  /** The sum of squares at the certified values. */
  readonly squares: number;
}

const misra = {
  x: [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0],
  y: [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78],
};

export const references: readonly Reference[] = [
  {
    ...misra,
    name: 'Misra1a',
    model: (x, [b1, b2]) => b1.mul(b2.mul(x).neg().exp().neg().add(1)),
    starts: [
      [500, 0.0001],
      [250, 0.0005],
    ],
    certified: [2.3894212918e2, 5.5015643181e-4],
    squares: 1.2455138894e-1,
  },
  {
    ...misra,
    name: 'Misra1b',
    model: (x, [b1, b2]) => b1.mul(b2.mul(x).div(2).add(1).pow(-2).neg().add(1)),
    starts: [
      [500, 0.0001],
      [300, 0.0002],
    ],
    certified: [3.3799746163e2, 3.9039091287e-4],
    squares: 7.5464681533e-2,
  },
  {
    ...misra,
    name: 'Misra1c',
    model: (x, [b1, b2]) => b1.mul(b2.mul(x).mul(2).add(1).pow(-0.5).neg().add(1)),
    starts: [
      [500, 0.0001],
      [600, 0.0002],
    ],
    certified: [6.3642725809e2, 2.0813627256e-4],
    squares: 4.0966836971e-2,
  },
  {
    ...misra,
    name: 'Misra1d',
    model: (x, [b1, b2]) => b1.mul(b2).mul(x).div(b2.mul(x).add(1)),
    starts: [
      [500, 0.0001],
      [450, 0.0003],
    ],
    certified: [4.3736970754e2, 3.0227324449e-4],
    squares: 5.6419295283e-2,
  },
  {
    name: 'DanWood',
    x: [1.309, 1.471, 1.49, 1.565, 1.611, 1.68],
    y: [2.138, 3.421, 3.597, 4.34, 4.882, 5.66],
    model: (x, [b1, b2]) => b1.mul(x.pow(b2)),
    starts: [
      [1, 5],
      [0.7, 4],
    ],
    certified: [7.6886226176e-1, 3.8604055871],
    squares: 4.3173084083e-3,
  },
  {
    name: 'Rat42',
    x: [9, 14, 21, 28, 42, 57, 63, 70, 79],
    y: [8.93, 10.8, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08],
    model: (x, [b1, b2, b3]) => b1.div(b2.sub(b3.mul(x)).exp().add(1)),
    starts: [
      [100, 1, 0.1],
      [75, 2.5, 0.07],
    ],
    certified: [7.2462237576e1, 2.6180768402, 6.7359200066e-2],
    squares: 8.0565229338,
  },
  {
    name: 'MGH09',
    x: [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625],
    y: [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246],
    model: (x, [b1, b2, b3, b4]) => b1.mul(x.square().add(x.mul(b2))).div(x.square().add(x.mul(b3)).add(b4)),
    starts: [
      [25, 39, 41.5, 39],
      [0.25, 0.39, 0.415, 0.39],
    ],
    certified: [1.9280693458e-1, 1.9128232873e-1, 1.2305650693e-1, 1.3606233068e-1],
    squares: 3.0750560385e-4,
  },
  {
    name: 'BoxBOD',
    x: [1, 2, 3, 5, 7, 10],
    y: [109, 149, 149, 191, 213, 224],
    model: (x, [b1, b2]) => b1.mul(b2.mul(x).neg().exp().neg().add(1)),
    starts: [
      [1, 1],
      [100, 0.75],
    ],
    certified: [2.1380940889e2, 5.4723748542e-1],
    squares: 1.1680088766e3,
  },
];
