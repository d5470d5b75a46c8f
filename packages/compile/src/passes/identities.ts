import type { Primitive, Shape } from '@chainrule/core';
import { byPrimitive, constant as constantOf, mul, neg } from '@chainrule/core';
import { type Instruction, type Program, uniform, type Variable } from '../program/program.ts';
import { type Replacement, rewrite } from './rewrite.ts';

/*
 * Identities that hold to the last bit, for every number there is: x·1 = x, but not x·0 = 0, which is wrong for an
 * infinite x, and not x + 0 = x, which is wrong for −0.
 */

/** The program without operations that do nothing, and with cheaper ones for those that have an exact equal. */
export function withIdentities(program: Program): Program {
  const made = new Map<Variable, Instruction>();
  return rewrite(program, (instruction) => {
    const replacement = RULES.get(instruction.primitive)?.(instruction, made);
    if (replacement === undefined) made.set(instruction.result, instruction);
    else for (const each of replacement.before ?? []) made.set(each.result, each);
    return replacement;
  });
}

type Rule = (instruction: Instruction, made: ReadonlyMap<Variable, Instruction>) => Replacement | undefined;

const same = (a: Shape, b: Shape) => a.length === b.length && a.every((n, k) => n === b[k]);

/** x in place of the result, where it has its shape and dtype. */
const giving = (x: Variable, { result }: Instruction): Replacement | undefined =>
  same(x.shape, result.shape) && x.dtype === result.dtype ? { by: x } : undefined;

/** Another operation on these variables in place of the one given, with the same result. */
const applying = (
  primitive: Primitive,
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

const byItself: Rule = (instruction) => giving(instruction.inputs[0], instruction);

const RULES = byPrimitive<Rule>({
  alias: byItself,
  astype: byItself,
  reshape: byItself,
  broadcastTo: byItself,
  mul: (instruction) => {
    const [a, b] = instruction.inputs;
    for (const [x, factor] of [
      [a, b],
      [b, a],
    ]) {
      const c = uniform(factor);
      if (c === 1) {
        const replacement = giving(x, instruction);
        if (replacement) return replacement;
      }
      if (c === -1 && same(x.shape, instruction.result.shape) && x.dtype === instruction.result.dtype)
        return applying(neg.primitive, [x], instruction);
    }
    return undefined;
  },
  div: (instruction) => {
    const [x, divisor] = instruction.inputs;
    const c = uniform(divisor);
    if (c === 1) return giving(x, instruction);
    const { dtype } = instruction.result;
    if (c === undefined || !isPowerOfTwo(c) || x.dtype !== dtype || divisor.dtype !== dtype) return undefined;
    const factor = constantOf(1 / c, { dtype });
    const reciprocal: Variable = { shape: [], dtype, constant: factor };
    return same(x.shape, instruction.result.shape)
      ? applying(mul.primitive, [x, reciprocal], instruction)
      : undefined;
  },
  sub: (instruction) => {
    const [x, taken] = instruction.inputs;
    return Object.is(uniform(taken), 0) ? giving(x, instruction) : undefined;
  },
  add: (instruction) => {
    const [a, b] = instruction.inputs;
    if (Object.is(uniform(b), -0)) return giving(a, instruction);
    return Object.is(uniform(a), -0) ? giving(b, instruction) : undefined;
  },
  neg: (instruction, made) => {
    const inner = made.get(instruction.inputs[0]);
    return inner?.primitive === neg.primitive ? giving(inner.inputs[0], instruction) : undefined;
  },
});
