import { dot, largest, plus, type Vector } from './vectors.ts';

/** A function's value and gradient at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Vector;
}

/** A point on the line x + t d. */
export interface LinePoint extends Evaluation {
  readonly t: number;
  /** The derivative along the line. */
  readonly slope: number;
}

export interface WolfeOptions {
  /** Sufficient decrease: f(t) ≤ f(0) + c₁ t f′(0). */
  readonly c1?: number;
  /** Curvature: |f′(t)| ≤ c₂ |f′(0)|. */
  readonly c2?: number;
  readonly maxEvaluations?: number;
  /** The width in x below which a bracket is abandoned. */
  readonly tolerance?: number;
}

/**
 * A step along d that satisfies the strong Wolfe conditions: steps grow by cubic interpolation until a bracket holds
 * one, and the bracket shrinks around it (Nocedal and Wright 2006, algorithms 3.5 and 3.6, with the safeguards of
 * Schmidt's minFunc, as PyTorch has them). If evaluations run out it returns the best point found.
 */
export function strongWolfe(
  evaluate: (x: Vector) => Evaluation,
  x: Vector,
  d: Vector,
  first: number,
  start: Evaluation,
  options: WolfeOptions = {},
): LinePoint {
  const { c1 = 1e-4, c2 = 0.9, maxEvaluations = 25, tolerance = 1e-9 } = options;
  const origin: LinePoint = { ...start, t: 0, slope: dot(start.gradient, d) };
  const at = (t: number): LinePoint => {
    const { value, gradient } = evaluate(plus(x, t, d));
    const slope = dot(gradient, d);
    // Without a finite slope the value is of no use either.
    return { t, value: Number.isNaN(slope) ? slope : value, gradient, slope };
  };
  // A non-finite value is too far, like one that is too high.
  const isHigh = (p: LinePoint) => !(p.value <= origin.value + c1 * p.t * origin.slope);
  const isFlat = (p: LinePoint) => Math.abs(p.slope) <= -c2 * origin.slope;
  const line: Line = { at, isHigh, isFlat };
  const bracket = grow(line, origin, first, maxEvaluations);
  const width = tolerance / Math.max(largest(d), Number.MIN_VALUE);
  return bracket.found ?? zoom(line, bracket, width, maxEvaluations - bracket.used);
}

interface Line {
  at(t: number): LinePoint;
  isHigh(p: LinePoint): boolean;
  isFlat(p: LinePoint): boolean;
}

interface Bracket {
  readonly ends: readonly [LinePoint, LinePoint];
  readonly used: number;
  readonly found?: LinePoint | undefined;
}

function grow(line: Line, origin: LinePoint, first: number, maxEvaluations: number): Bracket {
  let before = origin;
  let now = line.at(first);
  for (let used = 0; used < maxEvaluations; used++) {
    if (line.isHigh(now) || (used > 1 && now.value >= before.value)) return { ends: [before, now], used };
    if (line.isFlat(now)) return { ends: [now, now], used, found: now };
    if (now.slope >= 0) return { ends: [before, now], used };
    const next = cubicMinimum(before, now, [now.t + 0.01 * (now.t - before.t), now.t * 10]);
    before = now;
    now = line.at(next);
  }
  const best = now.value < origin.value ? now : origin;
  return { ends: [origin, now], used: maxEvaluations, found: best };
}

function zoom(line: Line, { ends }: Bracket, width: number, evaluations: number): LinePoint {
  let [low, high] = ends[0].value <= ends[1].value || Number.isNaN(ends[1].value) ? ends : [ends[1], ends[0]];
  let atEdge = false;
  for (let left = evaluations; left > 0 && Math.abs(high.t - low.t) >= width; left--) {
    const [least, most] = [Math.min(low.t, high.t), Math.max(low.t, high.t)];
    let t = cubicMinimum(low, high, [least, most]);
    const margin = 0.1 * (most - least);
    const isNear = Math.min(most - t, t - least) < margin;
    // Twice near the same edge, or on it: a tenth of the way in, so that the bracket shrinks.
    const pushed: boolean = isNear && (atEdge || t >= most || t <= least);
    if (pushed) t = Math.abs(t - most) < Math.abs(t - least) ? most - margin : least + margin;
    atEdge = isNear && !pushed;
    const now = line.at(t);
    if (line.isHigh(now) || now.value >= low.value) {
      high = now;
      if (!(low.value <= high.value) && !Number.isNaN(high.value)) [low, high] = [high, low];
      continue;
    }
    if (line.isFlat(now)) return now;
    if (now.slope * (high.t - low.t) >= 0) high = low;
    low = now;
  }
  return low;
}

/** The minimum of the cubic through two points with their slopes, clamped to the bounds; their middle if there is none. */
function cubicMinimum(p: LinePoint, q: LinePoint, [least, most]: readonly [number, number]): number {
  const [a, b] = p.t <= q.t ? [p, q] : [q, p];
  const middle = a.slope + b.slope - (3 * (a.value - b.value)) / (a.t - b.t);
  const square = middle ** 2 - a.slope * b.slope;
  if (!(square >= 0)) return (least + most) / 2;
  const root = Math.sqrt(square);
  const t = b.t - (b.t - a.t) * ((b.slope + root - middle) / (b.slope - a.slope + 2 * root));
  return Number.isNaN(t) ? (least + most) / 2 : Math.min(Math.max(t, least), most);
}
