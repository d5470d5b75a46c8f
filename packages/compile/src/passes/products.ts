import { coreName } from '@chainrule/core';
import type { Instruction, Program } from '../program/program.ts';
import { type Replacement, rewrite } from './rewrite.ts';
import { usesOf } from './uses.ts';

/** Rewrites instructions whose first input is a product of matrices that nothing else reads. */
export function rewriteAfterProducts(
  program: Program,
  replace: (instruction: Instruction, product: Instruction) => Replacement | undefined,
): Program {
  const products = program.instructions.filter(({ primitive }) => coreName(primitive) === 'matmul');
  if (products.length === 0) return program;
  const made = new Map(products.map((product) => [product.result, product]));
  const uses = usesOf(program);
  return rewrite(program, (instruction) => {
    const product = made.get(instruction.inputs[0]);
    return product && uses.get(product.result) === 1 ? replace(instruction, product) : undefined;
  });
}
