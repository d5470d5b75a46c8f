import { kindOf } from '../know/kinds.ts';
import { soleReaders } from '../program/match.ts';
import type { Instruction, Program } from '../program/program.ts';
import { type Replacement, rewrite } from './rewrite.ts';

/** Rewrites instructions whose first input is a product of matrices that nothing else reads. */
export function rewriteAfterProducts(
  program: Program,
  replace: (instruction: Instruction, product: Instruction) => Replacement | undefined,
): Program {
  const products = program.instructions.filter(({ primitive }) => kindOf(primitive) === 'contract');
  if (products.length === 0) return program;
  const made = new Map(products.map((product) => [product.result, product]));
  const readers = soleReaders(program);
  return rewrite(program, (instruction) => {
    const product = made.get(instruction.inputs[0]);
    return product && readers.has(product.result) ? replace(instruction, product) : undefined;
  });
}
