import { matmul, reshape, transpose, type Value } from '@chainrule/core';
import { kindOf } from '../know/kinds.ts';
import { expand } from '../program/expand.ts';
import type { Instruction, Program } from '../program/program.ts';
import { productOf } from '../program/shape.ts';
import { rewriteAfterProducts } from './products.ts';

/**
 * The sum of the products of a batch is one product: Σ Aᵢ Bᵢ = [A₀ A₁ …] [B₀; B₁; …]. The gradient of a weight that
 * multiplies a whole batch of matrices is such a sum. It is added up in another order, so the last bits differ.
 */
export function withBatchesJoined(program: Program): Program {
  return rewriteAfterProducts(program, (instruction, product) =>
    isSumOfBatch(instruction, product)
      ? {
          before: expand(joined(instruction.result.shape), product.inputs, instruction.result),
          by: instruction.result,
        }
      : undefined,
  );
}

/** Whether an instruction sums a product over all axes of its batch, with no factor repeated along any of them. */
function isSumOfBatch({ primitive, attributes }: Instruction, { inputs, result }: Instruction): boolean {
  const batch = result.shape.length - 2;
  if (kindOf(primitive) !== 'sum' || batch === 0) return false;
  const { axes } = attributes as { readonly axes: readonly number[] };
  if (axes.length !== batch || axes.some((axis) => axis >= batch)) return false;
  return inputs.every(
    ({ shape }) => shape.length === batch + 2 && shape.slice(0, -2).every((n, k) => n === result.shape[k]),
  );
}

const joined = (shape: readonly number[]) => (a: Value, b: Value) => {
  const [batch, rows, columns] = [a.rank - 2, a.shape[a.rank - 2], b.shape[b.rank - 1]];
  const before = Array.from({ length: batch }, (_, k) => k);
  const depth = productOf(b.shape.slice(0, -1));
  const left = reshape(transpose(a, [batch, ...before, batch + 1]), [rows, depth]);
  const product = matmul(left, reshape(b, [depth, columns]));
  return shape.length === 2 ? product : reshape(product, shape);
};
