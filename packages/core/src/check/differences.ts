/** What finite differences say of a slope. */
export interface Slope {
  readonly value: number;
  /** How far it may be off. */
  readonly error: number;
  readonly left: Side;
  readonly right: Side;
}

/** The slope on one side, from the two smallest steps, extrapolated. */
export interface Side {
  readonly value: number;
  /** How far it is from what the two steps before them gave. */
  readonly error: number;
}

const LARGEST_STEP = 0.02;
const SHRINK = 1.6;
const STEPS = 16;

/** How often the first step is made smaller where the function is not finite on both sides. */
const RETREATS = 80;

/** Σ aᵢ − bᵢ: taken entry by entry, so that large entries that did not change leave no rounding error behind. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] - b[i];
  return total;
}

/**
 * The slope of Σ f at 0 by central differences, with steps that shrink and are extrapolated to none; the estimate kept
 * is the one that its neighbours confirm best. Source: Ridders, "Accurate computation of F′(x) and F″(x)" (1982).
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

/** A step on both sides of which the function is finite, as it is next to the end of its domain for small ones only. */
function firstStep(f: (step: number) => ArrayLike<number>, largest: number): number {
  const isFinite = (step: number) => Array.from(f(step)).every(Number.isFinite);
  let h = largest;
  for (let i = 0; i < RETREATS && !(isFinite(h) && isFinite(-h)); i++) h /= SHRINK;
  return h;
}

/** One-sided slopes are off by a multiple of the step: two of them tell by how much. */
function extrapolated(slopes: readonly number[]): Side {
  const from = (i: number) => (SHRINK * slopes[i] - slopes[i - 1]) / (SHRINK - 1);
  const value = from(slopes.length - 1);
  return { value, error: Math.abs(value - from(slopes.length - 2)) };
}
