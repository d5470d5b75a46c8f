import { matmul, transpose, type Value } from '@chainrule/core';
import { kindOf } from '../know/kinds.ts';
import { expand } from '../program/expand.ts';
import type { Instruction, Program } from '../program/program.ts';
import { rewriteAfterProducts } from './products.ts';

/**
 * (A B)ᵀ = Bᵀ Aᵀ, term by term the same. Where a product is only wanted transposed, as the gradient of a weight that was
 * transposed itself, it is made so: transposed factors cost nothing, and what follows reads numbers side by side.
 */
export function withProductsTransposed(program: Program): Program {
  return rewriteAfterProducts(program, (instruction, { inputs }) =>
    swapsLast(instruction)
      ? { before: expand(exchanged, inputs, instruction.result), by: instruction.result }
      : undefined,
  );
}

/** Whether an instruction exchanges the last two axes and leaves the others. */
function swapsLast({ primitive, attributes }: Instruction): boolean {
  if (kindOf(primitive) !== 'permute') return false;
  const axes = attributes as readonly number[];
  const last = axes.length - 1;
  return axes.every((axis, k) => axis === (k === last ? last - 1 : k === last - 1 ? last : k));
}

const swapped = (x: Value) =>
  transpose(x, [...Array.from({ length: x.rank - 2 }, (_, k) => k), x.rank - 1, x.rank - 2]);

const exchanged = (a: Value, b: Value) => matmul(swapped(b), swapped(a));
