import type { Program } from '../program/program.ts';
import { withBatchesJoined } from './batched-products.ts';
import { withoutRepetition } from './common-subexpressions.ts';
import { withoutDeadCode } from './dead-code.ts';
import { withIdentities } from './identities.ts';
import { withProductsTransposed } from './transposed-products.ts';

/** One pass: what it is called, and the program as it leaves it. */
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
 * The program after every pass, beginning with the one given. None changes a number that comes out but for
 * the order in which a batch of products is added up. */
export function optimise(traced: Program): Stage[] {
  const stages: Stage[] = [{ pass: 'traced', program: traced }];
  for (const [pass, improve] of PASSES)
    stages.push({ pass, program: improve(stages[stages.length - 1].program) });
  return stages;
}
