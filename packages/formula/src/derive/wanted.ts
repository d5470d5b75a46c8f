import type { Value } from '@chainrule/core';
import { deriveErrors } from '../errors/derive.ts';
import { derivative, type Expression, name } from '../expression/expression.ts';
import { contract, multiply, raised } from './algebra/arithmetic.ts';
import { negative, single } from './algebra/sums.ts';
import { factor, MINUS_ONE, symbol, type Tensor } from './algebra/tensor.ts';
import type { Asked } from './options.ts';
import { derivativeOf, type Subject, type Traced, traced, untouched } from './trace.ts';
import { variable } from './where.ts';

/** Computes a derivative by core, from a formula at numbers. */
export type Truth = (
  built: { readonly result: Value; readonly nodes: ReadonlyMap<string, Value> },
  seeds: readonly Value[],
  given: ReadonlyMap<string, unknown>,
) => Value;

/** A way to make the derivative that was asked for of those that core gives. */
export interface Wanted {
  readonly subject: Subject;
  readonly left: Expression;
  readonly wrt: readonly string[];
  /** In index notation, once or in two ways. */
  readonly tensors: () => readonly Tensor[];
  /** The derivative as core's rules wrote it. */
  readonly untouched?: () => Expression;
  readonly truth: Truth;
  /** The sizes of its axes, of a derivative of a scalar. */
  readonly shape: readonly string[];
}

/** The way to what was asked for, by these names one after the other. */
export function wantedOf(asked: Asked, path: readonly string[]): Wanted {
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
    untouched: () => untouched(subject, path),
    shape: path.flatMap((by) => subject.variables.find((each) => each.name === by)?.shape ?? []),
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
    shape: [],
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
    shape: [],
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
