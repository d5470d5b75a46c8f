import type { Span } from '../expression/expression.ts';
import { Diagnosis } from './diagnosis.ts';
import { shortened } from './text.ts';

/** One side of a chain `a = b = c`, with what was found of it alone. */
export interface Side {
  readonly diagnosis: Diagnosis;
  readonly at: Span;
}

/**
 * The diagnosis of a chain, each of whose sides was held against the truth: that of its first wrong side. Where a right one
 * stands before that, the mistake lies in the `=` between them. `before` is how many `=` precede the first of the sides.
 */
export function ofChain(sides: readonly Side[], text: string, before: number): Diagnosis {
  const k = sides.findIndex(({ diagnosis }) => !diagnosis.right);
  const readAs = sides.flatMap(({ diagnosis }) => diagnosis.readAs ?? []).join(' = ') || undefined;
  const { diagnosis, at } = sides[Math.max(k, 0)];
  if (k < 0 || (sides.length === 1 && before < 2)) return new Diagnosis({ ...diagnosis, readAs });
  const equals = before + k;
  const slip = equals > 0 ? { equals, at } : undefined;
  if (k === 0) return new Diagnosis({ ...diagnosis, readAs, slip });
  const written = ({ at: { start, end } }: Side) => shortened(text.slice(start, end).trim());
  const message = `the ${ordinal(equals)} = does not hold: ${written(sides[k])} is not ${written(sides[k - 1])}`;
  const reasons = [{ kind: 'algebra', message, evidence: { points: 1 } } as const, ...diagnosis.reasons];
  const misfits = diagnosis.misfits.length > 0 ? diagnosis.misfits : [at];
  return new Diagnosis({ ...diagnosis, reasons, misfits, readAs, slip });
}

const ordinal = (n: number) => ['', 'first', 'second', 'third', 'fourth', 'fifth'][n] ?? `${n}th`;
