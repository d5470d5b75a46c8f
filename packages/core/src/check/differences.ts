/** A slope estimated by finite differences. */
export interface Slope {
  readonly value: number;
  /** The estimated error. */
  readonly error: number;
  readonly left: Side;
  readonly right: Side;
}

/** The slope on one side, from the two smallest steps, extrapolated. */
export interface Side {
  readonly value: number;
  /** The difference from the estimate of the two steps before. */
  readonly error: number;
}

const LARGEST_STEP = 0.02;
const SHRINK = 1.6;
const STEPS = 16;

/** How often the first step is reduced while the function is not finite on both sides. */
const RETREATS = 80;

/** Σ aᵢ − bᵢ: taken entry by entry, so that large entries that did not change leave no rounding error behind. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] - b[i];
  return total;
}

/**
 * The slope of Σ f at 0 by central differences, with shrinking steps extrapolated to 0. It returns the estimate that its
 * neighbours confirm best. Source: Ridders, "Accurate computation of F′(x) and F″(x)" (1982).
 */
export function slopeAt0(f: (step: number) => ArrayLike<number>, scale: number): Slope {
  let best = { value: Number.NaN, error: Infinity };
  let above: number[] = [];
  const centre = f(0);
  let h = firstStep(f, LARGEST_STEP * Math.max(1, scale));
  const [left, right]: number[][] = [[], []];
  for (let i = 0; i < STEPS; i++, h /= SHRINK) {
    const [plus, minus] = [f(h), f(-h)];
    right.push(difference(plus, centre) / h);
    left.push(difference(centre, minus) / h);
    const row = [difference(plus, minus) / (2 * h)];
    let factor = 1;
    for (let k = 1; k <= i; k++) {
      factor *= SHRINK * SHRINK;
      row.push((factor * row[k - 1] - above[k - 1]) / (factor - 1));
      const error = Math.max(Math.abs(row[k] - row[k - 1]), Math.abs(row[k] - above[k - 1]));
      if (error <= best.error) best = { value: row[k], error };
    }
    above = row;
  }
  return { ...best, left: extrapolated(left), right: extrapolated(right) };
}

/** A step at which the function is finite on both sides. Near the end of its domain only small steps are. */
function firstStep(f: (step: number) => ArrayLike<number>, largest: number): number {
  const isFinite = (step: number) => Array.from(f(step)).every(Number.isFinite);
  let h = largest;
  for (let i = 0; i < RETREATS && !(isFinite(h) && isFinite(-h)); i++) h /= SHRINK;
  return h;
}

/** The error of one-sided slopes is proportional to the step, so two of them show how large it is. */
function extrapolated(slopes: readonly number[]): Side {
  const from = (i: number) => (SHRINK * slopes[i] - slopes[i - 1]) / (SHRINK - 1);
  const value = from(slopes.length - 1);
  return { value, error: Math.abs(value - from(slopes.length - 2)) };
}
