import { checkCount } from '@chainrule/core';
import { deriveErrors } from '../errors/derive.ts';
import { namesIn } from '../expression/parts.ts';
import type { Formula } from '../read/parse.ts';
import { firstThatHolds } from './candidates.ts';
import { Derivative, type DerivedPart } from './derivative.ts';
import { type Asked, askedFor, type DeriveOptions } from './options.ts';
import { provisosOf } from './provisos.ts';
import { type DerivationStep, stepsOf } from './steps.ts';
import { meantBy } from './trace.ts';
import { Verification } from './verify.ts';
import { wantedOf } from './wanted.ts';

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
  return new Derivative({
    parts,
    variables: asked.subject.variables,
    definitions: definitions
      .filter(({ name: own }) => used.has(own))
      .map(({ name: own, expression }) => ({ name: own, expression })),
    steps: () => stepsTo(asked, parts),
  });
}

/** The steps to each derivative; those of a higher order go on from the derivative before it. */
function stepsTo(
  { subject, paths, along, implicit }: Asked,
  parts: readonly DerivedPart[],
): readonly DerivationStep[] {
  if (along !== undefined || implicit !== undefined)
    throw deriveErrors.noSteps(along === undefined ? 'an implicit one' : 'one along a direction');
  return paths.flatMap((path, k) => {
    const last = path[path.length - 1];
    const before = path.slice(0, -1);
    const first = stepsOf(subject, path[0]);
    if (before.length === 0) return first;
    const lower = partOf({ subject, result: parts[k].of, paths: [before], along, implicit }, before);
    const program = { ...subject.program, result: undefined, expression: lower.expression };
    return [...first, ...stepsOf({ ...subject, program }, last)];
  });
}

function partOf(asked: Asked, path: readonly string[]): DerivedPart {
  const wanted = wantedOf(asked, path);
  const of = asked.implicit ?? asked.result;
  const verification = new Verification(wanted);
  const found = firstThatHolds(wanted, verification);
  const { program, variables } = asked.subject;
  const names = [...variables, ...program.definitions].map((each) => each.name);
  return {
    of,
    wrt: path,
    left: wanted.left,
    expression: found.expression,
    shape: found.axes,
    provisos: provisosOf(found.expression, meantBy(asked.subject), names),
    points: verification.points,
    simplified: found.simplified,
  };
}
