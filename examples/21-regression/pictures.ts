import { fitChart, type Point, writePicture } from '../support/chart.ts';
import { ANSCOMBE, CIRCLE, STUDENTS, spectrum } from './data.ts';
import type { Coefficients } from './fits.ts';

interface Found {
  readonly found: Coefficients;
}

type Fits = Readonly<Record<'logistic regression' | 'line, plain squares' | 'line, Huber' | 'circle', Found>>;

/** Writes a picture of each fit over its data, and returns their paths. */
export function writePictures(fits: Fits, peaks: Coefficients): string[] {
  const drawn = {
    students: students(fits),
    line: line(fits),
    circle: circle(fits),
    peaks: spectrumChart(peaks),
  };
  return Object.entries(drawn).map(([name, svg]) => writePicture(`21-regression-${name}.svg`, svg));
}

const students = ({ 'logistic regression': { found } }: Fits) =>
  fitChart({
    title: 'Who passes: logistic regression',
    ...{
      x: { label: 'hours of study' },
      y: { label: 'passed', domain: [-0.05, 1.05] },
      data: points(STUDENTS.hours, STUDENTS.passed),
    },
    curves: [{ name: 'probability', points: curve((x) => 1 / (1 + Math.exp(-found.a - found.b * x)), 0, 6) }],
  });

const line = (fits: Fits) => {
  const straight = ({ found: { a, b } }: Found) => curve((x) => a + b * x, 3, 15);
  return fitChart({
    title: 'A line with an outlier',
    ...{ x: { label: 'x' }, y: { label: 'y' }, data: points(ANSCOMBE.x, ANSCOMBE.y) },
    curves: [
      { name: 'plain squares', points: straight(fits['line, plain squares']) },
      { name: 'Huber', points: straight(fits['line, Huber']) },
    ],
  });
};

const circle = ({ circle: { found } }: Fits) => {
  const { a, b, r } = found;
  const x = curve((angle) => a + r * Math.cos(angle), 0, 2 * Math.PI);
  const y = curve((angle) => b + r * Math.sin(angle), 0, 2 * Math.PI);
  return fitChart({
    title: 'A circle through six points',
    // Domains with which a circle looks round.
    x: { label: 'x', domain: [-4, 13] },
    y: { label: 'y', domain: [-2.5, 9] },
    data: points(CIRCLE.x, CIRCLE.y),
    curves: [{ name: 'least squares', points: x.map((each, i) => [each[1], y[i][1]]) }],
  });
};

const spectrumChart = (found: Coefficients) => {
  const { x, y } = spectrum();
  return fitChart({
    title: 'Two peaks found in a noisy spectrum',
    ...{ x: { label: 'place' }, y: { label: 'intensity' } },
    data: points(x.toArray() as number[], y.toArray() as number[]),
    curves: [
      { name: 'the model', points: curve(peaks(found), 0, 10) },
      { name: 'peak 1', points: curve(peak(found, 1), 0, 10) },
      { name: 'peak 2', points: curve(peak(found, 2), 0, 10) },
    ],
  });
};

const peak =
  (found: Coefficients, i: 1 | 2, baseline = found.baseline) =>
  (x: number) =>
    baseline +
    found[`height ${i}`] * Math.exp(-(((x - found[`centre ${i}`]) / found[`width ${i}`]) ** 2) / 2);

const peaks = (found: Coefficients) => (x: number) => peak(found, 1)(x) + peak(found, 2, 0)(x);

const points = (x: readonly number[], y: readonly number[]): Point[] => x.map((each, i) => [each, y[i]]);

const curve = (f: (x: number) => number, from: number, to: number): Point[] =>
  Array.from({ length: 201 }, (_, i) => from + ((to - from) * i) / 200).map((x) => [x, f(x)]);
