import { DataError, GradientError, type Value } from '@chainrule/core';
import { label } from './label.ts';

/** A claim that is none that can be judged. */
export class ClaimError extends DataError {}

/** Messages about claims that cannot be judged. */
export const claimErrors = {
  claimOfNodes: (operation: string, names: readonly string[]) =>
    new ClaimError(
      operation,
      `claim: the function gives a Value computed from nodes of the graph: expected it to compute with the numbers that it is given by name, ({ ${names.slice(0, 3).join(', ')} }) => …`,
    ),

  noClaim: (operation: string) =>
    new DataError(
      operation,
      'expected { wrt, claim }, { derivation }, { claims } or { values }: what was derived by hand',
    ),

  nothingToCheck: (operation: string) =>
    new DataError(
      operation,
      'derivation: expected lines such as ∂E/∂w = …, got none that says something about the graph',
    ),

  severalLines: (operation: string, claim: string) =>
    new DataError(
      operation,
      `expected one formula as the claim, got ${claim.trim() === '' ? 'none' : 'several lines'} ({ derivation } checks a text line by line)`,
    ),

  notOneScalar: (operation: string, count: number, first: Value) =>
    new GradientError(
      operation,
      `a second derivative is taken with respect to one scalar, got ${count === 1 ? label(first) : `${count} nodes`} (hessian computes the others)`,
    ),
};
