import { add, div, mul, neg, pow, sub, type Term, term } from './term.ts';

/** What one step of a formula can be, with its derivatives as a textbook lists them. */
export interface StepKind {
  readonly inputs: number;
  readonly body: (...xs: string[]) => Term;
  /** The partial derivatives in the names of the output and the inputs. */
  readonly partials: readonly ((y: string, ...xs: string[]) => Term)[];
  /** Where a partial derivative is a sum, the terms that it adds up, each of one term of the step. */
  readonly terms?: readonly ((y: string, ...xs: string[]) => readonly Term[])[];
  /** The derivative of a sum in which the term without the input was left standing. */
  readonly keptConstant?: readonly ((...xs: string[]) => Term)[];
  /** What the derivative of a step of one input is mistaken for. */
  readonly slips?: readonly ((y: string, x: string) => Term)[];
  /** Two inputs that are alike enough to be taken for one another: an output and its target. */
  readonly alike?: readonly [number, number];
  /** Whether the step adds up its inputs. */
  readonly adds?: boolean;
}

const one = () => 1;

const unary = (
  body: (x: string) => Term,
  partial: (y: string, x: string) => Term,
  slips: StepKind['slips'] = [],
): StepKind => ({
  inputs: 1,
  body,
  partials: [partial],
  slips,
});

const square = (a: Term) => pow(a, 2);

/** The table. Every derivative here was worked out by hand. */
export const STEPS = {
  sigmoid: unary(
    (x) => term('sigmoid', x),
    (y) => mul(y, sub(1, y)),
    [(y) => mul(y, add(1, y)), (y) => y, (y) => sub(1, y), (y) => sub(1, square(y))],
  ),
  tanh: unary(
    (x) => term('tanh', x),
    (y) => sub(1, square(y)),
    [(y) => sub(1, y), (y) => add(1, square(y)), (y) => neg(square(y)), (y) => y, (y) => mul(y, sub(1, y))],
  ),
  exp: unary(
    (x) => term('exp', x),
    (y) => y,
  ),
  softplus: unary(
    (x) => term('softplus', x),
    (_, x) => term('sigmoid', x),
  ),
  square: unary(
    (x) => square(x),
    (_, x) => mul(2, x),
    [(y) => mul(2, y)],
  ),
  log: unary(
    (x) => term('log', x),
    (_, x) => div(1, x),
  ),
  logOfSquare: unary(
    (x) => term('log', add(1, square(x))),
    (_, x) => div(mul(2, x), add(1, square(x))),
  ),
  root: unary(
    (x) => term('sqrt', add(1, square(x))),
    (y, x) => div(x, y),
  ),
  polynomial: {
    ...unary(
      (x) => add(square(x), mul(3, x)),
      (_, x) => add(mul(2, x), 3),
    ),
    terms: [(_, x) => [mul(2, x), 3]],
  },
  product: {
    inputs: 2,
    body: (a, b) => mul(a, b),
    partials: [(_, __, b) => b, (_, a) => a],
    alike: [0, 1],
  },
  sum: { inputs: 2, body: (a, b) => add(a, b), partials: [one, one], adds: true },
  difference: { inputs: 2, body: (a, b) => sub(a, b), partials: [one, () => -1], adds: true },
  quotient: {
    inputs: 2,
    body: (a, b) => div(a, b),
    partials: [(_, __, b) => div(1, b), (_, a, b) => neg(div(a, square(b)))],
  },
  affine: {
    inputs: 3,
    body: (w, x, b) => add(mul(w, x), b),
    partials: [(_, __, x) => x, (_, w) => w, one],
    keptConstant: [(_, x, b) => add(x, b), (w, _, b) => add(w, b)],
    alike: [0, 1],
    adds: true,
  },
  halfSquare: {
    inputs: 2,
    body: (t, out) => mul(0.5, square(sub(t, out))),
    partials: [(_, t, out) => sub(t, out), (_, t, out) => neg(sub(t, out))],
    alike: [0, 1],
  },
  crossEntropy: {
    inputs: 2,
    body: (t, p) => neg(add(mul(t, term('log', p)), mul(sub(1, t), term('log', sub(1, p))))),
    partials: [
      (_, __, p) => sub(term('log', sub(1, p)), term('log', p)),
      (_, t, p) => add(neg(div(t, p)), div(sub(1, t), sub(1, p))),
    ],
    alike: [0, 1],
  },
  meanOfSquares: {
    inputs: 4,
    body: (t1, o1, t2, o2) => div(add(square(sub(t1, o1)), square(sub(t2, o2))), 2),
    partials: [
      (_, t1, o1) => sub(t1, o1),
      (_, t1, o1) => sub(o1, t1),
      (_, __, ___, t2, o2) => sub(t2, o2),
      (_, __, ___, t2, o2) => sub(o2, t2),
    ],
    adds: true,
  },
  regularized: {
    inputs: 2,
    body: (loss, w) => add(loss, mul(0.05, square(w))),
    partials: [one, (_, __, w) => mul(0.1, w)],
    adds: true,
  },
} satisfies Record<string, StepKind>;

export type StepName = keyof typeof STEPS;
