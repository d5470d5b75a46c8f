import { checkCount } from '@chainrule/core';
import { readingErrors } from '../errors/reading.ts';
import type { Expression, Span } from '../expression/expression.ts';
import { checkOptions } from '../options.ts';
import { type ReadOptions, readSource } from './read.ts';
import type { Source } from './tokens.ts';

/** A line of a derivation, `left = right = right`; a line without = has no left side. */
export interface DerivationLine {
  readonly left: Expression | undefined;
  readonly rights: readonly Expression[];
  /** Where each of the right sides stands. */
  readonly spans: readonly Span[];
  readonly at: Span;
}

/**
 * The lines of a derivation that was written by hand. ∂E/∂w, dE/dw and \frac{\partial E}{\partial w} are symbols in it
 * and may stand on either side; nothing is defined and nothing is put in order.
 *
 * @example
 * ```ts
 * import { readDerivation, toText } from '@chainrule/formula';
 * const [line] = readDerivation('dE/dw = dE/dout * x', { names: ['E', 'out', 'w', 'x'] });
 * toText(line.left!); // → ∂E/∂w
 * line.rights.map((right) => toText(right)); // → ["∂E/∂out · x"]
 * ```
 */
export function readDerivation(text: string, options: ReadOptions = {}): DerivationLine[] {
  checkCount('readDerivation', 2, arguments);
  if (typeof text !== 'string') throw readingErrors.notText('readDerivation', text);
  checkOptions('readDerivation', options, { syntax: 'any', names: 'any' });
  return derivationLines({ operation: 'readDerivation', text, holes: [] }, options);
}

/** The lines of a derivation; `arrays` are the names that have entries. */
export function derivationLines(
  source: Source,
  options: ReadOptions,
  arrays: readonly string[] = [],
): DerivationLine[] {
  return readSource(source, options, { derivatives: true, arrays }).map(({ sides, spans, at }) =>
    sides.length === 1
      ? { left: undefined, rights: sides, spans, at }
      : { left: sides[0], rights: sides.slice(1), spans: spans.slice(1), at },
  );
}
