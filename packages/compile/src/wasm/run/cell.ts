import type { Value } from '@chainrule/core';
import type { Cell } from '../../program/executable.ts';

/** An array of numbers, or a view of some. */
export type Typed = Exclude<Value['data'], number>;

/** The numbers of a result: in the engine's memory, fetched from there, or gone. */
export class ResidentCell implements Cell {
  #fetch: (() => Typed) | undefined;
  #data: Typed | undefined;
  /** Why they are gone. */
  #gone: (() => Error) | undefined;

  constructor(fetch: () => Typed) {
    this.#fetch = fetch;
  }

  get isInside(): boolean {
    return this.#fetch !== undefined;
  }

  /** Copies the numbers out of the memory, where they will be overwritten. */
  fetch(): void {
    this.#data ??= this.#fetch?.();
    this.#fetch = undefined;
  }

  /** Drops the numbers, which will be overwritten; reading them throws this error from now on. */
  leave(gone: () => Error): void {
    this.#fetch = undefined;
    this.#gone = gone;
  }

  read(): Typed {
    this.#data ??= this.#fetch?.();
    if (this.#data === undefined) throw this.#gone!();
    return this.#data;
  }
}
