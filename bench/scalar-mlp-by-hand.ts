import type { Sample } from './moons.ts';

export const SIZES = [2, 16, 16, 1];

/** Each unit has its bias first and then one weight for each of its inputs; the units follow one another. */
export const WEIGHT_COUNT = 16 * (1 + 2) + 16 * (1 + 16) + (1 + 16);

/** ∂/∂w of the mean hinge loss max(0, 1 − label · output), with formulas that were derived on paper. */
export function gradientByHand(weights: readonly number[], samples: readonly Sample[]): Float64Array {
  const w = Float64Array.from(weights);
  const gradient = new Float64Array(w.length);
  const layers = SIZES.map((size) => new Float64Array(size));
  const deltas = SIZES.map((size) => new Float64Array(size));
  for (const { point, label } of samples) {
    layers[0].set(point);
    for (let k = 1, start = 0; k < SIZES.length; k++)
      start = forward(w, start, layers[k - 1], layers[k], k < 3);
    if (label * layers[3][0] >= 1) continue;
    deltas[3][0] = -label / samples.length;
    for (let k = 3, end = w.length; k > 0; k--) {
      end -= SIZES[k] * (SIZES[k - 1] + 1);
      backward(w, gradient, end, layers[k - 1], deltas[k - 1], deltas[k]);
    }
  }
  return gradient;
}

/** y = relu(W x + b), or W x + b; returns where the next layer's weights start. */
function forward(
  w: Float64Array,
  start: number,
  x: Float64Array,
  y: Float64Array,
  rectified: boolean,
): number {
  let next = start;
  for (let j = 0; j < y.length; j++) {
    let sum = w[next++];
    for (let i = 0; i < x.length; i++) sum += w[next++] * x[i];
    y[j] = rectified && sum <= 0 ? 0 : sum;
  }
  return next;
}

/** Given δ = ∂L/∂(W x + b), adds ∂L/∂W = δ xᵀ and ∂L/∂b = δ, and leaves Wᵀ δ, masked where x was cut off, in dx. */
function backward(
  w: Float64Array,
  gradient: Float64Array,
  start: number,
  x: Float64Array,
  dx: Float64Array,
  delta: Float64Array,
): void {
  dx.fill(0);
  let next = start;
  for (let j = 0; j < delta.length; j++) {
    const d = delta[j];
    gradient[next++] += d;
    for (let i = 0; i < x.length; i++, next++) {
      gradient[next] += d * x[i];
      dx[i] += d * w[next];
    }
  }
  for (let i = 0; i < x.length; i++) if (x[i] <= 0) dx[i] = 0;
}
