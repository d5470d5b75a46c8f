import { checkCount, type Value } from '@chainrule/core';
import { deriveErrors } from '../errors.ts';
import { derivative, type Expression, name } from '../expression/expression.ts';
import type { Formula } from '../read/parse.ts';
import { namesIn, substituteParts } from '../write/code/parts.ts';
import { contract, multiply, raised } from './algebra/arithmetic.ts';
import { Unsaid } from './algebra/of-graph.ts';
import { simplest } from './algebra/simplest.ts';
import { negative, single } from './algebra/sums.ts';
import { factor, MINUS_ONE, symbol, type Tensor, TooLarge } from './algebra/tensor.ts';
import { writeTensor } from './algebra/write.ts';
import { Derivative, type DerivedPart } from './derivative.ts';
import { type Asked, askedFor, type DeriveOptions } from './options.ts';
import { provisosOf } from './provisos.ts';
import { derivativeOf, type Subject, type Traced, traced } from './trace.ts';
import { type Truth, Verification } from './verify.ts';
import { variable } from './where.ts';

/**
 * A derivative of a formula as a formula, without numbers: ∂f/∂x of scalars, gradients by vectors and matrices (in the shape of
 * the variable), Jacobians, Hessians and higher orders, derivatives along a direction and of implicit functions.
 *
 * The formula is text or LaTeX, as `parse` reads it, or what `parse` gave. Shapes are said by `where`, with sizes as letters, or
 * found from the formula. Every derivative is core's own, brought to a form that is short to write, and was computed at random
 * points, for several sizes, before it is returned.
 *
 * Throws a FormulaError where the formula cannot be read, and a DataError where shapes do not fit, a name is unknown, or the
 * derivative has more than two axes.
 *
 * @example
 * ```ts
 * import { derive } from '@chainrule/formula';
 * derive('x^2*sin(x)').toText(); // → ∂f/∂x = x · (x·cos(x) + 2·sin(x))
 * derive('norm(A @ x - b)^2', { wrt: 'x' }).parts[0].shape; // → ["n"]
 * derive('ln(det(X))', { wrt: 'X', where: 'X[n,n] symmetric' }).toText(); // → ∂f/∂X = inverse(X)
 * derive('x^2 + y^2 - 1', { wrt: 'x', implicit: 'y' }).toText(); // → ∂y/∂x = −x/y   (y ≠ 0)
 * derive('x*y'); // → throws expected { wrt }: the formula has the names x, y
 * ```
 */
export function derive(formula: string | Formula, options: DeriveOptions = {}): Derivative {
  checkCount('derive', 2, arguments);
  const asked = askedFor(formula, options);
  const parts = asked.paths.map((path) => partOf(asked, path));
  const { definitions } = asked.subject.program;
  const used = new Set(parts.flatMap(({ expression }) => [...namesIn(expression)]));
  for (const { name: own, expression } of [...definitions].reverse())
    if (used.has(own)) for (const each of namesIn(expression)) used.add(each);
  return new Derivative(
    parts,
    asked.subject.variables,
    definitions
      .filter(({ name: own }) => used.has(own))
      .map(({ name: own, expression }) => ({ name: own, expression })),
  );
}

/** A way to make the derivative that was asked for of those that core gives. */
interface Wanted {
  readonly subject: Subject;
  readonly left: Expression;
  readonly wrt: readonly string[];
  readonly tensors: () => readonly Tensor[];
  readonly truth: Truth;
}

function partOf(asked: Asked, path: readonly string[]): DerivedPart {
  const { subject, left, wrt, tensors, truth } = wantedOf(asked, path);
  const of = asked.implicit ?? asked.result;
  const verification = new Verification(subject, wrt, truth);
  const all = forms(tensors);
  // Where no point was found at which there is a derivative, nothing was checked: it is given as it came.
  const found =
    verification.points === 0 ? all.at(-1) : all.find(({ expression }) => verification.holds(expression));
  if (!found) throw deriveErrors.cannotWrite('operations without such a form');
  const { program } = asked.subject;
  const formulas = [program.expression, ...program.definitions.map(({ expression }) => expression)];
  return {
    of,
    wrt: path,
    left,
    expression: found.expression,
    shape: found.axes,
    provisos: provisosOf(found.expression, formulas),
    points: verification.points,
    simplified: found.simplified,
  };
}

function wantedOf(asked: Asked, path: readonly string[]): Wanted {
  const { subject, result, along, implicit } = asked;
  if (implicit !== undefined) return implicitly(asked, path[0], implicit);
  if (along !== undefined) return directional(asked, path[0], along);
  return {
    subject,
    wrt: path,
    left: path.reduce<ReturnType<typeof name> | ReturnType<typeof derivative>>(
      (of, by) => derivative(of, name(by)),
      name(result),
    ),
    tensors: () => both(traced(subject, path)),
    truth: (built, seeds) => derivativeOf(built.result, built.nodes, path, seeds),
  };
}

const both = ({ tensor, named }: Traced): readonly Tensor[] => (named ? [tensor, named] : [tensor]);

/** dy/dx of F(x, y) = 0 is −(∂F/∂x)/(∂F/∂y). */
function implicitly({ subject }: Asked, x: string, y: string): Wanted {
  const arrays = subject.variables.filter((each) => [x, y].includes(each.name) && each.shape.length > 0);
  if (arrays.length > 0) throw deriveErrors.notScalars(arrays.map((each) => each.name));
  const slope = (built: { result: Value; nodes: ReadonlyMap<string, Value> }, by: string) =>
    derivativeOf(built.result, built.nodes, [by], []);
  return {
    subject,
    wrt: [x],
    left: derivative(name(y), name(x)),
    tensors: () => {
      const [above, below] = [x, y].map((by) => traced(subject, [by]).tensor);
      return [negative(multiply(above, raised(below, MINUS_ONE)))];
    },
    truth: (built) => slope(built, x).div(slope(built, y)).neg(),
  };
}

/** The derivative along a direction v is Σ (∂f/∂x) v. */
function directional({ subject, result }: Asked, x: string, along: string): Wanted {
  const of = subject.variables.find((each) => each.name === x);
  const direction = variable(along, of?.shape ?? [], { stated: true });
  const isNew = subject.variables.every((each) => each.name !== along);
  return {
    subject: { ...subject, variables: isNew ? [...subject.variables, direction] : subject.variables },
    wrt: [x],
    left: derivative(name(result), name(along)),
    tensors: () =>
      both(traced(subject, [x])).map((gradient) => {
        const rank = direction.shape.length;
        const axes = gradient.axes.slice(gradient.axes.length - rank);
        const by = { axes: gradient.axes, terms: single(axes, factor(symbol(along, rank), axes)).terms };
        return axes.reduce((rest, axis) => contract(rest, axis), multiply(gradient, by));
      }),
    truth: (built, seeds, given) => {
      const gradient = derivativeOf(built.result, built.nodes, [x], seeds);
      return gradient.mul(given.get(along) as Value).sum();
    },
  };
}

interface Candidate {
  readonly expression: Expression;
  readonly simplified: boolean;
  readonly axes: readonly string[];
}

/** The forms of a derivative, the shortest first, and last as it came. */
function forms(tensors: () => readonly Tensor[]): readonly Candidate[] {
  try {
    const all = tensors();
    const most = Math.max(...all.map(({ axes }) => axes.length));
    if (most > 2) throw deriveErrors.tooManyAxes(most);
    const short = all.map(simplest).sort((a, b) => a.cost - b.cost);
    const candidates = [
      ...short.flatMap(({ expression, tensor }) => {
        const axes = tensor.axes.map(({ size }) => size);
        const bare = withoutAbs(expression);
        const own = { expression, axes, simplified: true };
        return bare === expression ? [own] : [{ ...own, expression: bare }, own];
      }),
      ...all.map((tensor) => ({
        expression: writeTensor(tensor),
        axes: tensor.axes.map(({ size }) => size),
        simplified: false,
      })),
    ];
    return candidates;
  } catch (error) {
    if (error instanceof Unsaid || error instanceof TooLarge) throw deriveErrors.cannotWrite(error.message);
    throw error;
  }
}

/** |x| as x: that it is so wherever the formula is defined is found by computing it. */
const withoutAbs = (expression: Expression): Expression =>
  substituteParts(expression, (part) =>
    part.kind === 'call' && part.name === 'abs' ? withoutAbs(part.operands[0]) : undefined,
  );
