import type { Value } from '../../../packages/core/src/index.ts';

/** One way to call an operation that is not elementwise, for the laws to try. */
export interface Case {
  readonly f: (...xs: Value[]) => Value;
  /** The shapes of the inputs; their numbers are roughly normal, of both signs, away from 0, and distinct. */
  readonly shapes: readonly (readonly number[])[];
  /** The shape that the result must have. */
  readonly result: readonly number[];
  /** Whether the result has no derivative, like that of argMax; then only its shape is checked. */
  readonly constant?: boolean;
  /** Whether the shape of the result depends on the numbers of the inputs. */
  readonly shapedByNumbers?: boolean;
}

export type Cases = Record<string, readonly Case[]>;
