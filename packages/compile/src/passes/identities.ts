import { add, constant as constantOf, div, mul, neg, type Primitive, sub } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { kindOf } from '../know/kinds.ts';
import { match } from '../program/match.ts';
import { type Instruction, type Program, uniform, type Variable } from '../program/program.ts';
import { type Replacement, rewrite } from './rewrite.ts';

/*
 * Identities that hold to the last bit for every number: x·1 = x, but not x·0 = 0, which is wrong for an infinite x, and not
 * x + 0 = x, which is wrong for −0.
 */

/** The program without operations that do nothing, and with cheaper ones in place of those that have an exact equal. */
export function withIdentities(program: Program): Program {
  const made = new Map<Variable, Instruction>();
  return rewrite(program, (instruction) => {
    const replacement = replacementOf(instruction, made);
    if (replacement === undefined) made.set(instruction.result, instruction);
    else for (const each of replacement.before ?? []) made.set(each.result, each);
    return replacement;
  });
}

type Rule = (
  instruction: Instruction,
  inputs: readonly Variable[],
  made: ReadonlyMap<Variable, Instruction>,
) => Replacement | undefined;

function replacementOf(
  instruction: Instruction,
  made: ReadonlyMap<Variable, Instruction>,
): Replacement | undefined {
  const kind = kindOf(instruction.primitive);
  if (kind === 'same-numbers' || kind === 'cast' || kind === 'repeat')
    return giving(instruction.inputs[0], instruction);
  if (kind !== 'elementwise') return undefined;
  for (const [operation, rule] of RULES) {
    const inputs = match(instruction, operation);
    if (inputs) return rule(instruction, inputs, made);
  }
  return undefined;
}

/** Whether a variable has the shape and dtype of an instruction's result. */
const isLike = (x: Variable, { result }: Instruction): boolean =>
  sameShape(x.shape, result.shape) && x.dtype === result.dtype;

/** x in place of the result, if it has its shape and dtype. */
const giving = (x: Variable, instruction: Instruction): Replacement | undefined =>
  isLike(x, instruction) ? { by: x } : undefined;

/** Another operation on these variables in place of the given one, with the same result. */
const applying = (
  { primitive }: { readonly primitive: Primitive },
  inputs: readonly Variable[],
  { result }: Instruction,
): Replacement => ({
  before: [{ primitive, inputs, attributes: undefined, result }],
  by: result,
});

/** Whether c is a number whose reciprocal is exact, and no less exact to multiply by. */
function isPowerOfTwo(c: number): boolean {
  const exponent = Math.log2(Math.abs(c));
  return Number.isInteger(exponent) && Math.abs(exponent) < 120 && 2 ** exponent === Math.abs(c);
}

/** x · 1 = x, x · −1 = −x. */
const times: Rule = (instruction, [a, b]) => {
  for (const [x, factor] of [
    [a, b],
    [b, a],
  ]) {
    if (!isLike(x, instruction)) continue;
    const c = uniform(factor);
    if (c === 1) return { by: x };
    if (c === -1) return applying(neg, [x], instruction);
  }
  return undefined;
};

/** x / 1 = x, x / 2ⁿ = x · 2⁻ⁿ. */
const over: Rule = (instruction, [x, divisor]) => {
  const c = uniform(divisor);
  if (c === 1) return giving(x, instruction);
  const { dtype } = instruction.result;
  if (c === undefined || !isPowerOfTwo(c) || divisor.dtype !== dtype || !isLike(x, instruction))
    return undefined;
  const factor: Variable = { shape: [], dtype, constant: constantOf(1 / c, { dtype }) };
  return applying(mul, [x, factor], instruction);
};

/** x − 0 = x. */
const minus: Rule = (instruction, [x, taken]) =>
  Object.is(uniform(taken), 0) ? giving(x, instruction) : undefined;

/** x + −0 = x. */
const plus: Rule = (instruction, [a, b]) => {
  if (Object.is(uniform(b), -0)) return giving(a, instruction);
  return Object.is(uniform(a), -0) ? giving(b, instruction) : undefined;
};

/** −(−x) = x. */
const negated: Rule = (instruction, [x], made) => {
  const inner = made.get(x);
  const inputs = inner && match(inner, neg);
  return inputs && giving(inputs[0], instruction);
};

const RULES = [
  [mul, times],
  [div, over],
  [sub, minus],
  [add, plus],
  [neg, negated],
] as const;
