import { ratio } from '../timing-report.ts';
import type { Contender } from './contender.ts';

/** What a row asks for: of a pairing how many times as fast chainrule is, of a figure how much there may be at most. */
export interface Goal {
  readonly bar?: number;
  readonly stretch?: number;
}

/** Two contenders at the same work. */
export interface Pairing extends Goal {
  /** Short, for the command line; several pairings and figures share it. */
  readonly row: string;
  readonly title: string;
  /** What chainrule runs on, where that is not one thread. */
  readonly how?: string;
  /** How Node is started for it. */
  readonly flags?: readonly string[];
  readonly peer: string;
  own(): Contender;
  /** Undefined where it is not installed. */
  theirs(): Promise<Contender | undefined> | Contender;
  /** How far results may differ, as a part of the largest number in them; undefined where they have none in common. */
  readonly tolerance: number | undefined;
  /** How many rounds are compared before any is timed: training goes on from one to the next. */
  readonly rounds: number;
}

/** A number that is measured alone. */
export interface Figure extends Goal {
  readonly row: string;
  readonly title: string;
  readonly unit: string;
  measure(): number | Promise<number>;
}

/** What came of one pairing or figure. */
export type Outcome = Duel | Reading | Missing;

interface Told extends Goal {
  readonly row: string;
  readonly title: string;
}

export interface Duel extends Told {
  readonly kind: 'duel';
  readonly own: string;
  readonly peer: string;
  /** What the peer runs on. */
  readonly about?: string | undefined;
  /** Rounds per second of each. */
  readonly ownPerSecond: number;
  readonly peerPerSecond: number;
  readonly speedup: number;
}

export interface Reading extends Told {
  readonly kind: 'figure';
  readonly number: number;
  readonly unit: string;
}

/** A pairing without a result: the peer is not installed, or results differ. */
export interface Missing extends Told {
  readonly kind: 'missing';
  readonly peer: string;
  readonly reason: string;
}

/** Whether an outcome reaches a goal; undefined where there is none, or no outcome. */
export function reaches(outcome: Outcome, goal: number | undefined): boolean | undefined {
  if (goal === undefined || outcome.kind === 'missing') return undefined;
  return outcome.kind === 'duel' ? outcome.speedup >= goal : outcome.number <= goal;
}

/** How many times as fast, in as many digits as mean something. */
export const speedupText = (x: number): string => (x >= 100 ? `${x.toFixed(0)} ×` : ratio(x));
