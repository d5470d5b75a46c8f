import { ratio } from '../timing-report.ts';
import type { Contender } from './contender.ts';

/** The goal of a row: for a pairing the speedup, for a figure its maximum. */
export interface Goal {
  readonly bar?: number;
  readonly stretch?: number;
}

/** Two contenders with the same work. */
export interface Pairing extends Goal {
  /** A short name for the command line, which several pairings and figures share. */
  readonly row: string;
  readonly title: string;
  /** What chainrule runs on, if not one thread. */
  readonly how?: string;
  /** The flags of Node. */
  readonly flags?: readonly string[];
  readonly peer: string;
  own(): Contender;
  /** Undefined if it is not installed. */
  theirs(): Promise<Contender | undefined> | Contender;
  /** The relative tolerance of results, by their largest number; undefined if they have none in common. */
  readonly tolerance: number | undefined;
  /** How many rounds are compared before timing: training continues from one to the next. */
  readonly rounds: number;
}

/** A number that is measured on its own. */
export interface Figure extends Goal {
  readonly row: string;
  readonly title: string;
  readonly unit: string;
  measure(): number | Promise<number>;
}

/** The outcome of one pairing or figure. */
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

/** Whether an outcome reaches a goal; undefined without a goal or an outcome. */
export function reaches(outcome: Outcome, goal: number | undefined): boolean | undefined {
  if (goal === undefined || outcome.kind === 'missing') return undefined;
  return outcome.kind === 'duel' ? outcome.speedup >= goal : outcome.number <= goal;
}

/** The speedup, in significant digits. */
export const speedupText = (x: number): string => (x >= 100 ? `${x.toFixed(0)} ×` : ratio(x));
