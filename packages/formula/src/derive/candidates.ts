import { ChainruleError } from '@chainrule/core';
import { deriveErrors } from '../errors/derive.ts';
import type { Expression } from '../expression/expression.ts';
import { substituteParts } from '../expression/parts.ts';
import { simplest } from './algebra/simplest.ts';
import { type Tensor, TooLarge, Unsaid } from './algebra/tensor.ts';
import { writeTensor } from './algebra/write.ts';
import type { Verification } from './verify.ts';
import type { Wanted } from './wanted.ts';

/** A form of a derivative. */
export interface Candidate {
  readonly expression: Expression;
  readonly axes: readonly string[];
  /** Whether it was made short. */
  readonly simplified: boolean;
}

/** The shortest form of a derivative that gives the right numbers. */
export function firstThatHolds(wanted: Wanted, verification: Verification): Candidate {
  let why = 'operations without such a form';
  const ways: readonly ((tensors: readonly Tensor[]) => readonly Candidate[])[] = [
    shortForms,
    (tensors) => tensors.map((tensor) => candidate(tensor, writeTensor(tensor), false)),
  ];
  try {
    const tensors = wanted.tensors();
    const most = Math.max(...tensors.map(({ axes }) => axes.length));
    if (most > 2) throw deriveErrors.tooManyAxes(most);
    for (const way of ways) {
      const found = way(tensors).find(({ expression }) => verification.holds(expression));
      if (found) return found;
    }
  } catch (error) {
    if (!(error instanceof Unsaid || error instanceof TooLarge)) throw error;
    if (error instanceof Unsaid) why = error.message;
  }
  const expression = untouched(wanted);
  if (expression && verification.holds(expression))
    return { expression, axes: wanted.shape, simplified: false };
  throw deriveErrors.cannotWrite(why);
}

/** The derivative as core's rules wrote it; undefined where they compute with what no formula says. */
function untouched(wanted: Wanted): Expression | undefined {
  try {
    return wanted.untouched?.();
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}

const candidate = ({ axes }: Tensor, expression: Expression, simplified: boolean): Candidate => ({
  expression,
  axes: axes.map(({ size }) => size),
  simplified,
});

/** The shortest forms that are found, each also with |x| as x: whether it is x wherever the formula is defined, numbers tell. */
function shortForms(tensors: readonly Tensor[]): readonly Candidate[] {
  const forms = tensors.map(simplest).sort((a, b) => a.cost - b.cost);
  return forms.flatMap(({ expression, tensor }) => {
    const bare = withoutAbs(expression);
    const own = candidate(tensor, expression, true);
    return bare === expression ? [own] : [{ ...own, expression: bare }, own];
  });
}

const withoutAbs = (expression: Expression): Expression =>
  substituteParts(expression, (part) =>
    part.kind === 'call' && part.name === 'abs' ? withoutAbs(part.operands[0]) : undefined,
  );
