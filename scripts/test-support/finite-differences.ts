import { constant, type Value } from '../../packages/core/src/index.ts';
import { entries } from './close.ts';

const STEP = 1e-3;

/** Σ w f(xs) with fixed weights w, so that a result of any shape becomes one number whose gradient depends on all of it. */
export function project(y: Value): Value {
  const weights = constant(
    Array.from({ length: y.size }, (_, i) => Math.cos(1 + 3 * i)),
    { shape: y.shape },
  );
  return y.mul(weights).sum();
}

/**
 * The gradient of a scalar function with respect to each of its inputs, only from its values: central differences with two
 * steps, extrapolated (Richardson), so that the error is of order h⁴.
 */
export function differenceGradients(f: (...xs: Value[]) => Value, xs: readonly Value[]): number[][] {
  const at = (which: number, entry: number, step: number) => {
    const moved = xs.map((x, i) => {
      const data = Float64Array.from(entries(x));
      if (i === which) data[entry] += step;
      return constant(data, { shape: x.shape });
    });
    return f(...moved).item();
  };
  const central = (which: number, entry: number, h: number) =>
    (at(which, entry, h) - at(which, entry, -h)) / (2 * h);
  return xs.map((x, which) =>
    Array.from({ length: x.size }, (_, entry) => {
      const [coarse, fine] = [central(which, entry, STEP), central(which, entry, STEP / 2)];
      return (4 * fine - coarse) / 3;
    }),
  );
}
