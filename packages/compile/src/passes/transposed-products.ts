import { matmul, transpose, type Value } from '@chainrule/core';
import { kindOf } from '../know/kinds.ts';
import { expand } from '../program/expand.ts';
import type { Instruction, Program } from '../program/program.ts';
import { rewriteAfterProducts } from './products.ts';

/**
 * (A B)ᵀ = Bᵀ Aᵀ, term by term the same. A product that is only used transposed, such as the gradient of a transposed weight,
 * is computed that way: transposed factors cost nothing, and later instructions read contiguous numbers.
 */
export function withProductsTransposed(program: Program): Program {
  return rewriteAfterProducts(program, (instruction, { inputs }) =>
    swapsLast(instruction)
      ? { before: expand(exchanged, inputs, instruction.result), by: instruction.result }
      : undefined,
  );
}

/** Whether an instruction swaps the last two axes and keeps the others. */
function swapsLast({ primitive, attributes }: Instruction): boolean {
  if (kindOf(primitive) !== 'permute') return false;
  const axes = attributes as readonly number[];
  const last = axes.length - 1;
  return axes.every((axis, k) => axis === (k === last ? last - 1 : k === last - 1 ? last : k));
}

const swapped = (x: Value) =>
  transpose(x, [...Array.from({ length: x.rank - 2 }, (_, k) => k), x.rank - 1, x.rank - 2]);

const exchanged = (a: Value, b: Value) => matmul(swapped(b), swapped(a));
