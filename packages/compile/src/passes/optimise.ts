import type { Program } from '../program/program.ts';
import { withBatchesJoined } from './batched-products.ts';
import { withoutRepetition } from './common-subexpressions.ts';
import { withoutDeadCode } from './dead-code.ts';
import { withIdentities } from './identities.ts';
import { withProductsTransposed } from './transposed-products.ts';

/** A pass and the program that it produces. */
export interface Stage {
  readonly pass: string;
  readonly program: Program;
}

const PASSES: readonly (readonly [string, (program: Program) => Program])[] = [
  ['dead code', withoutDeadCode],
  ['identities', withIdentities],
  ['common subexpressions', withoutRepetition],
  ['batches joined', withBatchesJoined],
  ['products transposed', withProductsTransposed],
  ['dead code again', withoutDeadCode],
];

/**
 * The program after each pass, beginning with the traced one. No pass changes a resulting number, except that a batch of
 * products is added up in another order.
 */
export function optimise(traced: Program): Stage[] {
  const stages: Stage[] = [{ pass: 'traced', program: traced }];
  for (const [pass, improve] of PASSES)
    stages.push({ pass, program: improve(stages[stages.length - 1].program) });
  return stages;
}
