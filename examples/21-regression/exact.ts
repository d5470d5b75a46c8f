/* The same fits in plain numbers, by other methods, as a reference for the library. Each repeats until nothing changes. */

const sum = (terms: readonly number[]) => terms.reduce((total, term) => total + term, 0);
const mean = (terms: readonly number[]) => sum(terms) / terms.length;

/** The line that minimises Σ w (y − a − b x)², in closed form; default: all weights are 1. */
export function weightedLine(x: readonly number[], y: readonly number[], w = x.map(() => 1)) {
  const centreX = sum(x.map((each, i) => w[i] * each)) / sum(w);
  const centreY = sum(y.map((each, i) => w[i] * each)) / sum(w);
  const b =
    sum(x.map((each, i) => w[i] * (each - centreX) * (y[i] - centreY))) /
    sum(x.map((each, i) => w[i] * (each - centreX) ** 2));
  return { a: centreY - b * centreX, b };
}

/** Huber's line by reweighting: a residual above the scale has the weight scale / |residual| in the next round. */
export function huberLine(x: readonly number[], y: readonly number[], scale: number) {
  const weights = ({ a, b }: { a: number; b: number }) =>
    x.map((each, i) => Math.min(1, scale / Math.abs(y[i] - a - b * each)));
  return settle(weightedLine(x, y), (line) => weightedLine(x, y, weights(line)));
}

/** Logistic regression by reweighting: each round fits a line to the linearised answers by least squares. */
export function logisticByReweighting(x: readonly number[], answers: readonly number[]) {
  return settle({ a: 0, b: 0 }, ({ a, b }) => {
    const net = x.map((each) => a + b * each);
    const p = net.map((each) => 1 / (1 + Math.exp(-each)));
    const w = p.map((each) => each * (1 - each));
    return weightedLine(
      x,
      net.map((each, i) => each + (answers[i] - p[i]) / w[i]),
      w,
    );
  });
}

/** The circle by a fixed point: the points on it that are nearest to the given ones have the same mean as the given ones. */
export function circleByFixedPoint(x: readonly number[], y: readonly number[]) {
  return settle({ a: mean(x), b: mean(y), r: 1 }, ({ a, b }) => {
    const distances = x.map((each, i) => Math.hypot(each - a, y[i] - b));
    const r = mean(distances);
    const towards = (points: readonly number[], from: number) =>
      mean(points) - r * mean(points.map((each, i) => (each - from) / distances[i]));
    return { a: towards(x, a), b: towards(y, b), r };
  });
}

/** Repeats until nothing changes beyond rounding. */
function settle<Point extends Record<string, number>>(start: Point, next: (point: Point) => Point): Point {
  let point = start;
  for (let round = 0; round < 100_000; round++) {
    const following = next(point);
    const moved = Math.max(...Object.keys(point).map((key) => Math.abs(following[key] - point[key])));
    point = following;
    if (moved < 1e-14) break;
  }
  return point;
}
