import { checkCount, type Nested } from '@chainrule/core';
import type { Span } from '../expression/expression.ts';
import type { Keeping } from './moves.ts';
import { diagnosisText } from './text.ts';

/** `'coincidence'`: the claim agrees at the given point, and not as a formula. */
export type Verdict = 'right' | 'wrong' | 'coincidence';

/**
 * What kind of mistake it is.
 *
 * - `'sign'`, `'factor'`: the claim, or a part of it, is −1, or a constant or a node, times what it should be; the sign of a
 *   number is wrong
 * - `'left-out'`, `'twice'`: links of the chain, or a factor, are missing, or were multiplied in twice
 * - `'wrong-point'`: a derivative was taken at the input of a step in place of its output, or the reverse
 * - `'wrong-value'`: a derivative was taken at the value of another node: the cached value of the wrong layer
 * - `'wrong-rule'`: a rule of differentiation was mistaken for another: 1 − tanh for 1 − tanh², f′·g′ for (f·g)′
 * - `'path-left-out'`, `'path-alone'`: of the paths that come back to a node some are missing, or only one was counted: a node
 *   was treated as a constant, only the diagonal of a Jacobian taken, what comes back assigned and not added up
 * - `'transposed'`: the whole, or a factor of a matrix product
 * - `'not-summed'`: not added up along an axis along which the variable was broadcast
 * - `'summed'`, `'averaged'`: added up over an axis where the mean was asked for, or the reverse; what goes to one entry shared out
 * - `'other-variable'`, `'stopped-early'`: the gradient of another variable, or of a node on the way
 * - `'new-weights'`: parameters were updated before the gradient was computed
 * - `'added-term'`, `'dropped-term'`: a term of a sum too many, or one missing
 * - `'swapped'`: two operands, as target and output, exchanged
 * - `'algebra'`: in `a = b = c` what was right became wrong at one of the `=`
 * - `'shape'`, `'not-finite'`: the claim has another shape, or is no number
 * - `'value'`: a number of the user's program departs, and none of the above says why
 * - `'invalid'`: the claim could not be evaluated
 * - `'unknown'`: nothing of this fits
 */
export type ReasonKind =
  | 'sign'
  | 'factor'
  | 'left-out'
  | 'twice'
  | 'wrong-point'
  | 'wrong-value'
  | 'wrong-rule'
  | 'path-left-out'
  | 'path-alone'
  | 'transposed'
  | 'not-summed'
  | 'summed'
  | 'averaged'
  | 'other-variable'
  | 'stopped-early'
  | 'new-weights'
  | 'added-term'
  | 'dropped-term'
  | 'swapped'
  | 'algebra'
  | 'shape'
  | 'not-finite'
  | 'value'
  | 'invalid'
  | 'unknown';

/** Why a claim is wrong, as one hypothesis that explains it. */
export interface Reason {
  readonly kind: ReasonKind;
  /** One sentence. */
  readonly message: string;
  readonly evidence: Evidence;
}

/** What speaks for a reason. */
export interface Evidence {
  /** What one gets at the given point by making this mistake. */
  readonly gives?: Nested;
  /** At how many points that is what was claimed; a claim in numbers has one. */
  readonly points: number;
  /** The links of the chain that were handled wrongly, each from a node to one of its inputs. */
  readonly links?: readonly { readonly from: string; readonly to: string }[];
  /** A constant factor, alone or beside the mistake. */
  readonly factor?: number;
  /** The mistake that comes beside the one that the reason is named after. */
  readonly beside?: ReasonKind;
}

/**
 * Under what condition a claim was found right.
 *
 * - `'sum'`, `'binary'`, `'one-hot'`, `'symmetric'`, `'positive-definite'`, `'unit'`, `'positive'`: an input keeps what it has at
 *   the given point, rows that add up to 1, zeros and ones, a single one in each row, symmetry, that and being positive definite,
 *   a norm of 1, numbers above zero
 * - `'side'`: on the side of a kink or a comparison on which the given point lies
 * - `'elsewhere'`: at other points, since there is no derivative at the given one
 * - `'point'`, `'inputs'`: at the given point, or the given inputs, only
 */
export interface Proviso {
  readonly kind: Keeping | 'side' | 'elsewhere' | 'point' | 'inputs';
  /** One sentence, without a full stop. */
  readonly text: string;
}

/** Where a claim and the truth part. */
export interface Departure {
  /** The entries that differ most; the index of a scalar is empty. */
  readonly entries: readonly {
    readonly index: readonly number[];
    readonly claimed: number;
    readonly expected: number;
  }[];
  /** How many entries differ, of how many. */
  readonly wrong: number;
  readonly size: number;
  /** The gradients from the result down the chain, as they should be: the place to compare one's own numbers with. */
  readonly chain: readonly { readonly name: string; readonly gradient: Nested }[];
}

/** Which `=` of a chain does not hold. */
export interface Slip {
  /** Counted from 1 in its line. */
  readonly equals: number;
  /** The side after it in the text, as offsets. */
  readonly at: Span;
}

/** What was to be found. */
export interface Expected {
  readonly value: Nested;
  /** The gradient in the names of the graph, where it can be written briefly. */
  readonly formula?: string;
}

export interface DiagnosisFields {
  readonly about: string;
  readonly verdict: Verdict;
  readonly reasons?: readonly Reason[] | undefined;
  readonly expected?: Expected | undefined;
  readonly digits?: number | undefined;
  readonly note?: string | undefined;
  readonly provisos?: readonly Proviso[] | undefined;
  readonly departure?: Departure | undefined;
  readonly parts?: readonly Diagnosis[] | undefined;
  readonly first?: string | undefined;
  readonly at?: Span | undefined;
  readonly misfits?: readonly Span[] | undefined;
  readonly readAs?: string | undefined;
  readonly slip?: Slip | undefined;
}

/** Whether something derived by hand is right, and if not, why: plain data that can be written as JSON. */
export class Diagnosis implements DiagnosisFields {
  /** What was checked: `∂E/∂w`, the name of a node, or the line of a derivation. */
  readonly about: string;
  readonly right: boolean;
  readonly verdict: Verdict;
  /** Best first; several explain the claim equally well where there are several. */
  readonly reasons: readonly Reason[];
  readonly expected: Expected | undefined;
  /** To how many significant digits a number is right, where it was compared as it is printed. */
  readonly digits: number | undefined;
  /** What has to be added to the verdict, in words; default: its provisos. */
  readonly note: string | undefined;
  /** Under what conditions the claim was found right; empty if it is right without any. */
  readonly provisos: readonly Proviso[];
  /** Where the two part, when nothing explains it. */
  readonly departure: Departure | undefined;
  /** Where several things were checked at once: each of them, in the order in which they depend on one another. */
  readonly parts: readonly Diagnosis[];
  /** Of these, what the first wrong one is about. */
  readonly first: string | undefined;
  /** Of a line of a derivation, where it stands in the text, as offsets. */
  readonly at: Span | undefined;
  /**
   * Where in the text stands what does not belong there: factors or terms that the gradient has not. Empty where none can be
   * singled out, as where something is missing.
   */
  readonly misfits: readonly Span[];
  /** A claim that was written, or a line of a derivation, in plain notation as it was read: `A @ x` for Ax. */
  readonly readAs: string | undefined;
  /** Of a chain `a = b = c`: the first `=` that does not hold. */
  readonly slip: Slip | undefined;

  constructor(fields: DiagnosisFields) {
    checkCount('Diagnosis', 1, arguments);
    this.about = fields.about;
    this.right = fields.verdict === 'right';
    this.verdict = fields.verdict;
    this.reasons = fields.reasons ?? [];
    this.expected = fields.expected;
    this.digits = fields.digits;
    this.provisos = fields.provisos ?? [];
    this.note = fields.note ?? (this.right ? this.provisos[0]?.text : undefined);
    this.departure = fields.departure;
    this.parts = fields.parts ?? [];
    this.first = fields.first;
    this.at = fields.at;
    this.misfits = fields.misfits ?? [];
    this.readAs = fields.readAs;
    this.slip = fields.slip;
  }

  /** A sentence or two for people. */
  toText(): string {
    checkCount('Diagnosis.toText', 0, arguments);
    return diagnosisText(this);
  }

  toString(): string {
    checkCount('Diagnosis.toString', 0, arguments);
    return this.toText();
  }
}
