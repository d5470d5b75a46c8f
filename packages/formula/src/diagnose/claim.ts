import { constant, graph, type Nested, type TypedArray, Value } from '@chainrule/core';
import { claimErrors } from '../errors/claims.ts';
import type { Expression } from '../expression/expression.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { type Allowance, none } from './agreement.ts';
import type { Place } from './place.ts';
import { printedAllowance } from './precision.ts';

/**
 * The numbers of a node as a claim written as a function takes them: a number where the node is a scalar, an array where
 * it is none. The type is both, since only the graph knows which.
 */
export type Numbers = number & readonly (number & readonly (number & readonly number[])[])[];

/** A gradient derived by hand, as a function of the named nodes. */
export type ClaimFunction = (values: Readonly<Record<string, Numbers>>) => Nested | Value;

/** What a derivative is claimed to be. */
export type ClaimInput = string | Nested | TypedArray | Value | ClaimFunction;

/** A claim as a text says it. */
export interface Written {
  readonly text: string;
  readonly expression: Expression;
  /** The value of a part of it at every place. */
  reading(part: Expression): (place: Place) => Value;
}

/** A claim that can be evaluated. */
export interface Claim {
  /** Whether it holds, or not, at every place: it is a formula and not numbers. */
  readonly formula: boolean;
  readonly allowance: Allowance;
  /** Whether it is a function that has read none of the numbers that it was given. */
  readonly readsNothing?: () => boolean;
  /** What was written, where it was. */
  readonly written?: Written;
  /** What was written, in plain notation, as it was read at a place. */
  readonly readAs?: (place: Place) => string;
  /** Its value; throws what the claim throws. */
  at(place: Place): Value;
}

/** A claim in numbers, which holds at the given place. */
export function numberClaim(numbers: Nested | Value, text?: string): Claim {
  const value = constant(numbers);
  return { formula: false, allowance: printedAllowance(value, text), at: () => value };
}

/** A claim as a function of the numbers of the landmarks. Throws where it gives a Value of the graph itself. */
export function functionClaim(claim: ClaimFunction, root: Value, landmarks: readonly Landmark[]): Claim {
  const read = new Set<string>();
  const nodes = new Set(graph(root).nodes);
  return {
    formula: true,
    allowance: none,
    readsNothing: () => read.size === 0,
    at: (place) => {
      const result = claim(numbersAt(place, landmarks, read));
      if (result instanceof Value && graph(result).nodes.some((node) => nodes.has(node)))
        throw claimErrors.claimOfNodes(
          'diagnose',
          [...landmarks].map(({ symbol }) => symbol.name),
        );
      return constant(result);
    },
  };
}

/** The numbers of every landmark by its name, made when they are asked for, and noted. */
function numbersAt(
  place: Place,
  landmarks: readonly Landmark[],
  read: Set<string>,
): Readonly<Record<string, Numbers>> {
  const values: Record<string, Numbers> = Object.create(null);
  for (const { symbol, node } of landmarks)
    Object.defineProperty(values, symbol.name, {
      enumerable: true,
      get: () => {
        read.add(symbol.name);
        return place.at(node).toArray();
      },
    });
  return values;
}
