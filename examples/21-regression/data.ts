import { constant, Random, type Value } from '@chainrule/core';

/** Hours of study of twenty students, and who passed: the data of Wikipedia's article on logistic regression. */
export const STUDENTS = {
  hours: [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5],
  passed: [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1],
};

/** The third set of Anscombe, “Graphs in Statistical Analysis” (1973): ten points on a line, and an outlier. */
export const ANSCOMBE = {
  x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  y: [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
};

/** Six points near a circle: Gander, Golub and Strebel, “Least-Squares Fitting of Circles and Ellipses” (1994). */
export const CIRCLE = { x: [1, 2, 5, 7, 9, 3], y: [7, 6, 8, 7, 5, 7] };

/** The peaks of the spectrum, and its noise. */
export const SPECTRUM = { height: [2, 1.2], centre: [4, 5.5], width: [0.6, 0.9], baseline: 0.3, noise: 0.05 };

/** Two overlapping peaks of a spectrum, measured at 101 places. */
export function spectrum({ noise } = SPECTRUM): { x: Value; y: Value } {
  const { height, centre, width, baseline } = SPECTRUM;
  const x = Array.from({ length: 101 }, (_, i) => i / 10);
  const random = new Random(21);
  const errors = random.normal([x.length], { std: noise });
  const exact = x.map((each) =>
    height.reduce((sum, h, i) => sum + h * Math.exp(-(((each - centre[i]) / width[i]) ** 2) / 2), baseline),
  );
  return { x: constant(x), y: errors.add(exact) };
}
