/** Says that something is to end, as an AbortSignal does: its type is known where there is no DOM, nor Node's types. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** Whether somebody wants the training to end: by Ctrl-C in Node, or by a signal. */
export interface Interrupt {
  readonly requested: boolean;
  /** Lets the program do what waits outside of the training, so that requests arrive; not more often than it is seen. */
  breathe(): Promise<void>;
  /** Stops listening. */
  dispose(): void;
}

/** Milliseconds that a training may keep everything else waiting. */
const BREATH = 50;

/** Listens until it is disposed. A second Ctrl-C ends the program as if nobody listened. */
export function listenForInterrupt(signal: StopSignal | undefined): Interrupt {
  let pressed = false;
  let last = performance.now();
  const onInterrupt = () => {
    pressed = true;
  };
  globalThis.process?.once?.('SIGINT', onInterrupt);
  return {
    get requested() {
      return pressed || (signal?.aborted ?? false);
    },
    async breathe() {
      if (performance.now() - last < BREATH) return;
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    },
    dispose: () => {
      globalThis.process?.removeListener?.('SIGINT', onInterrupt);
    },
  };
}
