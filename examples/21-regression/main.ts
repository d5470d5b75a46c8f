/**
 * Can the classical fits be computed from a function and its exact derivatives, to the last digit that matters?
 *
 * Yes: logistic regression, a line robust to an outlier, a circle, and a custom model, each a few lines for `minimize` or
 * `leastSquares`, agree to 1e-6 with the same fit by another method, and with the published coefficients.
 */
import { isMain } from '../support/main.ts';
import { tell } from '../support/story.ts';
import { fixed, scientific, table } from '../support/table.ts';
import { ANSCOMBE, CIRCLE, STUDENTS, spectrum } from './data.ts';
import { circleByFixedPoint, huberLine, logisticByReweighting, weightedLine } from './exact.ts';
import { type Coefficients, circle, line, logistic } from './fits.ts';
import { peaksByFit, peaksByLeastSquares } from './peaks.ts';
import { writePictures } from './pictures.ts';

/** Residuals beyond this are outliers: the other points are on their line up to rounding to two decimals. */
const OUTLYING = 0.01;

/** A fit, the same fit by another method, and its published coefficients. */
export interface Fit {
  readonly found: Coefficients;
  readonly exact: Coefficients;
  readonly published?: Readonly<Record<string, string>>;
}

export function fits() {
  const { x, y } = ANSCOMBE;
  return {
    'logistic regression': {
      found: logistic(STUDENTS.hours, STUDENTS.passed),
      exact: logisticByReweighting(STUDENTS.hours, STUDENTS.passed),
      published: { a: '−4.0777', b: '1.5046' },
    },
    'line, plain squares': {
      found: line(x, y, 'linear'),
      exact: weightedLine(x, y),
      published: { a: '3.00', b: '.500' },
    },
    'line, Huber': { found: line(x, y, 'huber', OUTLYING), exact: huberLine(x, y, OUTLYING) },
    circle: {
      found: circle(CIRCLE.x, CIRCLE.y),
      exact: circleByFixedPoint(CIRCLE.x, CIRCLE.y),
      published: { a: '4.7398', b: '2.9835', r: '4.7142' },
    },
  } as const satisfies Record<string, Fit>;
}

/** The custom model, trained by `fit` and by Levenberg–Marquardt. */
export async function peakFit(): Promise<Fit> {
  const { x, y } = spectrum();
  return { found: (await peaksByFit(x, y)).coefficients, exact: peaksByLeastSquares(x, y).coefficients };
}

/** The largest difference between two sets of coefficients. */
export const apart = ({ found, exact }: Fit): number =>
  Math.max(...Object.keys(exact).map((name) => Math.abs(found[name] - exact[name])));

function print(classical: ReturnType<typeof fits>, peaks: Fit): void {
  tell(
    'Regression',
    'Can the classical fits be computed from a function and its exact derivatives?',
    'Twenty students, hours of study and who passed; eleven points of Anscombe with an outlier; six points near a circle. Each model is a line of code for minimize or leastSquares. “Exact” is the same fit in plain numbers by another method, repeated until nothing changes:',
    rowsOf(classical),
    'A custom model, two peaks over a baseline, is a class with its parameters as fields. It is fitted to a noisy spectrum by fit, with Adam and compiled steps, and by leastSquares (“exact”), which takes a module like any tree of Values:',
    rowsOf({ peaks }),
    `Pictures: ${writePictures(classical, peaks.found).join(' ')}`,
  );
}

function rowsOf(all: Readonly<Record<string, Fit>>): string {
  const head = ['', '', 'found', 'exact', 'apart', 'published'];
  const rows = Object.entries(all).flatMap(([name, { found, exact, published }]) =>
    Object.keys(exact).map((key, i) => [
      ...[i === 0 ? name : '', key, fixed(found[key], 8), fixed(exact[key], 8)],
      ...[scientific(Math.abs(found[key] - exact[key]), 0), published?.[key] ?? ''],
    ]),
  );
  return table(head, rows);
}

if (isMain(import.meta)) print(fits(), await peakFit());
