import { type Case, type Outcome, outcomeOf } from './case.ts';

/** How many of the cases under one heading went well. */
export interface Row {
  readonly heading: string;
  cases: number;
  /** Accepted or refused as they should be. */
  verdicts: number;
  /** Of the wrong ones, those whose mistake was named rightly. */
  reasons: number;
}

export interface Failure extends Pick<Outcome, 'verdict' | 'said'> {
  readonly of: Case;
}

export interface Tally {
  readonly rows: readonly Row[];
  /** In the order of the set. */
  readonly failures: readonly Failure[];
  readonly rightRejected: number;
  readonly wrongAccepted: number;
  /** Of all wrong claims the share whose mistake was named rightly. */
  readonly namedRight: number;
}

/** Wrong claims whose mistake must be named rightly, of all wrong claims. */
export const NAMED_AT_LEAST = 0.98;

export const isGood = ({ rightRejected, wrongAccepted, namedRight }: Tally): boolean =>
  rightRejected === 0 && wrongAccepted === 0 && namedRight >= NAMED_AT_LEAST;

/** Diagnoses every claim of a set. */
export function tallyOf(cases: readonly Case[], each: (done: number, of: Case) => void = () => {}): Tally {
  const rows = new Map<string, Row>();
  const failures: Failure[] = [];
  for (const [k, of] of cases.entries()) {
    const outcome = outcomeOf(of);
    const row = rows.get(of.heading) ?? { heading: of.heading, cases: 0, verdicts: 0, reasons: 0 };
    rows.set(of.heading, row);
    row.cases++;
    row.verdicts += Number(outcome.verdict);
    row.reasons += Number(outcome.reason);
    if (!outcome.reason) failures.push({ of, ...outcome });
    each(k + 1, of);
  }
  const wrong = cases.filter(({ verdict }) => verdict === 'wrong').length;
  const misnamed = failures.filter(({ of }) => of.verdict === 'wrong').length;
  const misjudged = failures.filter(({ verdict }) => !verdict);
  const rightRejected = misjudged.filter(({ of }) => of.verdict === 'right').length;
  return {
    rows: [...rows.values()],
    failures,
    rightRejected,
    wrongAccepted: misjudged.length - rightRejected,
    namedRight: wrong === 0 ? 1 : 1 - misnamed / wrong,
  };
}
