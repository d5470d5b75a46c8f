import { type Run, Session, type Snapshot } from './session.ts';
import type { Samples, Setup } from './setup.ts';

/** A network in training, opened. */
export interface Opened {
  readonly samples: Samples;
  readonly snapshot: Snapshot;
}

let session: Session | undefined;

const current = (): Session => {
  if (session === undefined) throw new Error('No network has been opened.');
  return session;
};

/** Begins a training, which the tasks after it go on with. */
export function openNetwork(setup: Setup, round: number): Opened {
  session = new Session(setup, round);
  return { samples: session.samples, snapshot: session.look(0) };
}

/** Makes a program of the rounds. Without, they take longer. */
export const compileNetwork = (): Promise<void> => current().compile();

export const runRounds = (rounds: number, sample: number): Run => current().run(rounds, sample);

export const goBack = (sample: number): Snapshot => current().back(sample);

export const lookAt = (sample: number): Snapshot => current().look(sample);

export const editNumber = (name: string, to: number, sample: number): Snapshot =>
  current().edit(name, to, sample);
