import type { EffectLog } from './effects/log.ts';
import { argumentErrors } from './errors/arguments.ts';
import { checkCount } from './errors/surplus.ts';
import type { Adaptive } from './families/adaptive.ts';
import type { Primitive } from './primitive.ts';
import type { Value } from './value.ts';

/** What `apply` remembers: nothing, the paths to what wants a gradient, or everything. */
export type Recording = 'nothing' | 'gradients' | 'everything';

/** Is notified of each node as it is made. */
export interface Observer {
  made(result: Value, primitive: Primitive, inputs: readonly Value[]): void;
  /** Makes the node in place of `apply`; undefined leaves it to `apply`. */
  instead?(primitive: Primitive, inputs: readonly Value[], attributes: unknown): Value | undefined;
  /** A walk takes the derivative of this node next; undefined when the walk has ended. */
  differentiating?(node: Value | undefined): void;
  /** A leaf was made by `value` or `constant`, of a Value or of numbers. */
  leaf?(made: Value, of: unknown): void;
  /**
   * Whether what is made `instead` may be run again later with other numbers. Then no shortcut looks at numbers, a draw of
   * random numbers is an operation without inputs, and a draw that would return plain numbers is refused.
   */
  readonly drawing?: boolean | undefined;
  /** Makes one node of a function that has to look at numbers instead of running it; undefined runs it. */
  adaptive?<A>(f: Adaptive<A>, inputs: readonly Value[], attributes: A): Value | undefined;
}

/** How nodes are made now: the only state of the package. A call changes it and restores it. */
export const state: {
  recording: Recording;
  observer: Observer | undefined;
  /** Where effects are noted while a transform runs a function. */
  log: EffectLog | undefined;
} = {
  recording: 'gradients',
  observer: undefined,
  log: undefined,
};

/** Runs f while the graph is recorded to this extent, and returns what it returns. */
export function withRecording<T>(extent: Recording, f: () => T): T {
  const before = state.recording;
  state.recording = extent;
  try {
    return f();
  } finally {
    state.recording = before;
  }
}

/** Runs f while an observer is notified of each node that is made, in addition to the current one. */
export function observed<T>(observer: Observer, f: () => T): T {
  const before = state.observer;
  const both: Observer = {
    made: (result, primitive, inputs) => {
      before?.made(result, primitive, inputs);
      observer.made(result, primitive, inputs);
    },
    instead: before?.instead?.bind(before),
    differentiating: (node) => {
      before?.differentiating?.(node);
      observer.differentiating?.(node);
    },
    leaf: (made, of) => {
      before?.leaf?.(made, of);
      observer.leaf?.(made, of);
    },
    drawing: before?.drawing,
    adaptive: before?.adaptive?.bind(before),
  };
  return withObserver(both, f);
}

/** Runs f while this observer alone is notified of each node that is made. */
export function withObserver<T>(observer: Observer | undefined, f: () => T): T {
  const before = state.observer;
  state.observer = observer;
  try {
    return f();
  } finally {
    state.observer = before;
  }
}

/**
 * Whether operations are being recorded.
 *
 * @example
 * ```ts
 * import { isRecording, noGrad } from '@chainrule/core';
 * isRecording(); // → true
 * noGrad(() => isRecording()); // → false
 * ```
 */
export function isRecording(): boolean {
  return state.recording !== 'nothing';
}

/**
 * Runs f without recording: its results are constants. f must not be async.
 *
 * @example
 * ```ts
 * import { noGrad, value } from '@chainrule/core';
 * const w = value(2);
 * noGrad(() => w.mul(3)).wantsGradient; // → false
 * ```
 */
export function noGrad<T>(f: () => T): T {
  checkCount('noGrad', 1, arguments);
  if (typeof f !== 'function') throw argumentErrors.notAFunction('noGrad', f);
  return settled('noGrad', withRecording('nothing', f));
}

/** What a function returned. It must not be a promise: code after an await would run outside of what was set up. */
export function settled<T>(operation: string, outcome: T): T {
  if (typeof (outcome as { then?: unknown } | null | undefined)?.then === 'function') {
    // Nothing awaits it, so an error in it would end the program.
    if (outcome instanceof Promise) outcome.catch(() => {});
    throw argumentErrors.asynchronous(operation);
  }
  return outcome;
}

/** Notifies the observer of a node that was not made by `apply`, such as the result of a compiled function. */
export function announce(made: Value, primitive: Primitive, inputs: readonly Value[]): void {
  state.observer?.made(made, primitive, inputs);
}
