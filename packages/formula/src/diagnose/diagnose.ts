import { checkCount, Value } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import { claimErrors } from '../errors/claims.ts';
import { checkRoot } from '../explain/targets.ts';
import { checkNumber, checkOptions } from '../options.ts';
import { checkSyntax, type SyntaxOption } from '../read/syntax.ts';
import { inEitherSyntax } from './chosen-syntax.ts';
import { type Claim, type ClaimInput, functionClaim, numberClaim } from './claim.ts';
import { diagnoseDerivation } from './derivation.ts';
import type { Diagnosis } from './diagnosis.ts';
import { ofChain } from './equalities.ts';
import { judge } from './judge.ts';
import { Study } from './study.ts';
import { diagnoseValues } from './values.ts';
import { diagnosePass, type Named } from './whole-pass.ts';
import { writtenClaim } from './written.ts';
import { ofForeignName } from './wrong.ts';

/** A gradient derived by hand. */
export interface ClaimOptions {
  /** The node by which the root was differentiated. */
  wrt: Value;
  /**
   * What ∂root/∂wrt is claimed to be: a formula as text or as a function of the named nodes, or numbers. A text may define
   * names of its own, each on a line or after a semicolon: `2*o; o = sigmoid(w)`.
   */
  claim: ClaimInput;
  /** η of the update w − η ∂E/∂w, to find a gradient that was computed with updated weights. */
  learningRate?: number;
  /**
   * How a claim in text is written: `'text'`, `'latex'`, or a language of `@chainrule/formula/programs`. Default: as its signs
   * show, or else like the formula that the graph comes from.
   */
  syntax?: SyntaxOption;
}

/**
 * A derivation by hand, `∂E/∂out = …` on a line and `∂out/∂net = …` on the next; named nodes stand for themselves. A gradient
 * can be called as programs call it: `dout` and `dE_dout` are ∂E/∂out. In a later line it is the true one, so that each line
 * is judged for itself.
 */
export interface DerivationOptions {
  /** Lines of a derivation, or a whole pass as a program: forward lines, and `dout = …`, `dW2 = …` and others behind them. */
  derivation: string;
  /** What a line without a left side is about. */
  wrt?: Value;
  /** How it is written, as for a claim. */
  syntax?: SyntaxOption;
}

/** A whole backward pass by hand: what is claimed to be the gradient of each named node. */
export interface PassOptions {
  claims: Named;
  learningRate?: number;
}

/** Numbers of somebody's own program by the names of the nodes, and gradients. */
export interface ValuesOptions {
  values: Named;
  gradients?: Named;
  learningRate?: number;
}

export type DiagnoseOptions = ClaimOptions | DerivationOptions | PassOptions | ValuesOptions;

/**
 * Whether a gradient that was derived by hand is right, and if it is not, which mistake it is.
 *
 * A formula is compared at the given numbers and at random ones, so another form of the same is right and a tie of numbers
 * is not; numbers are compared to the digits in which they are written. What is right under a condition that the inputs
 * fulfil, such as a symmetric matrix, has it among its `provisos`. Mistakes that explain a wrong claim are listed best
 * first. Throws a GradientError where the root is no scalar or does not depend on `wrt`.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { diagnose } from '@chainrule/formula';
 * const w = value(0.5, { name: 'w' });
 * const out = w.sigmoid().named('out');
 * const E = out.square().named('E');
 * diagnose(E, { wrt: w, claim: ({ out }) => 2 * out ** 2 - 2 * out ** 3 }).right; // → true
 * diagnose(E, { wrt: w, claim: ({ out }) => 2 * out }).reasons[0].kind; // → left-out
 * ```
 */
export function diagnose(root: Value, options: DiagnoseOptions): Diagnosis {
  checkCount('diagnose', 2, arguments);
  checkRoot('diagnose', root);
  if (typeof options !== 'object' || options === null) throw claimErrors.noClaim('diagnose');
  if ('learningRate' in options) checkNumber('diagnose', 'learningRate', options.learningRate);
  if ('derivation' in options) {
    checkOptions<DerivationOptions>('diagnose', options, { derivation: 'any', wrt: 'any', syntax: 'any' });
    if (options.wrt !== undefined) checkVariable(options.wrt);
    checkSyntax('diagnose', options.syntax);
    return diagnoseDerivation(root, options.derivation, options.wrt, options.syntax);
  }
  if ('claims' in options) {
    checkOptions<PassOptions>('diagnose', options, { claims: 'any', learningRate: 'any' });
    return diagnosePass(root, options.claims, options.learningRate);
  }
  if ('values' in options) {
    checkOptions<ValuesOptions>('diagnose', options, {
      values: 'any',
      gradients: 'any',
      learningRate: 'any',
    });
    return diagnoseValues(root, options.values, options.gradients, options.learningRate);
  }
  if (!('claim' in options)) throw claimErrors.noClaim('diagnose');
  checkOptions<ClaimOptions>('diagnose', options, {
    wrt: 'any',
    claim: 'any',
    learningRate: 'any',
    syntax: 'any',
  });
  checkSyntax('diagnose', options.syntax);
  return diagnoseClaim(root, options);
}

function checkVariable(wrt: unknown): void {
  if (!(wrt instanceof Value)) throw argumentErrors.notAVariable('diagnose', wrt);
}

function diagnoseClaim(root: Value, { wrt, claim, learningRate, syntax }: ClaimOptions): Diagnosis {
  checkVariable(wrt);
  const study = new Study({ root, whole: root }, [wrt], learningRate);
  const target = study.named.landmarkOf(wrt);
  if (!target || !study.named.route.landmarks.includes(target))
    throw argumentErrors.notConnected('diagnose', root, wrt);
  const about = study.speaker.rate({ from: study.named.root, to: target });
  try {
    return diagnosed(claim, study, wrt, syntax, (each) => judge(study, wrt, each, about));
  } catch (error) {
    const expected = { value: study.given.gradientOf(wrt).toArray() };
    return ofForeignName(error, { about, expected }, study.speaker.node(study.named.root));
  }
}

function diagnosed(
  claim: ClaimInput,
  study: Study,
  wrt: Value,
  syntax: ClaimOptions['syntax'],
  judged: (claim: Claim) => Diagnosis,
): Diagnosis {
  const { landmarks } = study.named;
  if (typeof claim === 'function') return judged(functionClaim(claim, study.root, landmarks));
  if (typeof claim !== 'string') return judged(numberClaim(claim));
  const number = claim.trim().replaceAll('−', '-');
  if (PRINTED.test(number)) return judged(numberClaim(Number(number), number));
  const { sides, before } = inEitherSyntax(claim, study.root, syntax, study.given, (chosen) =>
    writtenClaim(claim, landmarks, chosen, wrt),
  );
  return ofChain(
    sides.map((side) => ({ diagnosis: judged(side.claim), at: side.at })),
    claim,
    before,
  );
}

/** A number as it is printed. A whole number of one or two digits is a formula: the derivative of 2x is 2. */
const PRINTED = /^[-+]?(?!\d{1,2}$)(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
