import { state } from '../recording.ts';
import type { Value } from '../value.ts';

/*
 * What a function changes outside itself while a transform runs it: fields of modules, an optimiser's state, generators of
 * random numbers. Each transform opens a log. Code that is about to change a thing first notes its state in the open log, so
 * that the transform can restore everything, run its function again from the same start, or refuse it. Without a log a note
 * costs a comparison.
 */

/** The state of a thing when it was noted. */
export interface Noted {
  restore(): void;
  /**
   * What has changed in its numbers since, in words. `isOwn` recognises Values that have no numbers outside the transform.
   */
  changed(isOwn: (x: Value) => boolean): string | undefined;
}

interface Entry {
  /** Captures the current state of the thing. */
  readonly look: (thing: never) => Noted;
  readonly before: Noted;
  /** What it is a part of: for an array or a plain object the nearest module above; otherwise itself. */
  readonly owner: object;
}

/** For things made while a log was open: how many logs had been opened by then. */
const madeAt = new WeakMap<object, number>();
let opened = 0;

const never = () => false;

/** What one run of a function changes outside it. */
export class EffectLog {
  readonly outer: EffectLog | undefined = state.log;
  /** Whether the function becomes a program, which is run later and perhaps often. */
  traced = false;
  /** Whether numbers were drawn from a generator that was not made inside. */
  drew = false;
  readonly #opened = ++opened;
  /** A thing made inside is known, too, but has no entry. */
  #entries: Map<object, Entry | undefined> | undefined;

  knows(thing: object): boolean {
    return this.#entries?.has(thing) ?? false;
  }

  /** Whether a thing was made inside, so that nothing outside sees its changes. */
  made(thing: object): boolean {
    return (madeAt.get(thing) ?? 0) >= this.#opened;
  }

  /** Records that a thing was just made inside. */
  born(thing: object): void {
    madeAt.set(thing, opened);
  }

  /** Notes the state of a thing, unless it is already known. */
  add<T extends object>(thing: T, look: (thing: T) => Noted, owner: object = thing): void {
    if (this.knows(thing)) return;
    this.#adopt(thing, this.made(owner) ? undefined : { look, before: look(thing), owner });
  }

  /** What has changed since, in words; the first of several changes. */
  changed(isOwn: (x: Value) => boolean = never): string | undefined {
    for (const entry of this.#entries?.values() ?? []) {
      const found = entry?.before.changed(isOwn);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Restores everything. Later changes are noted again. */
  rollBack(): void {
    for (const entry of this.#entries?.values() ?? []) entry?.before.restore();
    this.#entries = undefined;
    this.drew = false;
  }

  /** Hands what it knows to the log around it. */
  close(): void {
    const { outer } = this;
    if (outer === undefined) return;
    outer.drew ||= this.drew;
    for (const [thing, entry] of this.#entries ?? [])
      if (!outer.knows(thing)) outer.#adopt(thing, entry && outer.made(entry.owner) ? undefined : entry);
  }

  #adopt(thing: object, entry: Entry | undefined): void {
    this.#entries ??= new Map();
    this.#entries.set(thing, entry);
  }

  /** Runs functions from the same start as the function of this log, and restores everything afterwards. */
  get repeating(): <T>(f: () => T) => T {
    const entries = [...(this.#entries ?? [])];
    return (f) =>
      dryRun(() => {
        for (const [thing, entry] of entries) {
          if (entry === undefined) continue;
          state.log?.add(thing, entry.look as (thing: object) => Noted, entry.owner);
          entry.before.restore();
        }
        return f();
      });
  }
}

/** Runs f with its own log. If f throws, everything is restored. */
export function transaction<T>(f: (log: EffectLog) => T): T {
  const log = new EffectLog();
  state.log = log;
  try {
    return f(log);
  } catch (error) {
    log.rollBack();
    throw error;
  } finally {
    state.log = log.outer;
    log.close();
  }
}

/** Runs f and restores everything, whether it throws or not. */
export function dryRun<T>(f: () => T): T {
  return transaction((log) => {
    try {
      return f();
    } finally {
      log.rollBack();
    }
  });
}

/** Says that a thing is about to be changed, and how to look at it. */
export function note<T extends object>(thing: T, look: (thing: T) => Noted): void {
  state.log?.add(thing, look);
}

/** Says that a thing was just made: changes to it do not count as effects for a transform that is running. */
export function born(thing: object): void {
  state.log?.born(thing);
}

/** Whether a transform runs a function, so that changes have to be noted. */
export function isNoting(): boolean {
  return state.log !== undefined;
}

/** Says that numbers are drawn from a generator. */
export function drew(generator: object): void {
  const { log } = state;
  if (log !== undefined && !log.made(generator)) log.drew = true;
}

/** Whether a thing was made by the function that is being traced, so that each run of the program has one like it. */
export function madeWhileTracing(thing: object): boolean {
  let { log } = state;
  while (log !== undefined && !log.traced) log = log.outer;
  return log?.made(thing) ?? false;
}
