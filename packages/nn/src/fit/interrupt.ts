/** The part of AbortSignal that is used, for programs without the types of the DOM or Node. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** Whether the training should end: by Ctrl-C in Node, or by a signal. */
export interface Interrupt {
  readonly requested: boolean;
  /** Yields to the event loop, so that requests arrive, unless it did so a moment ago. */
  breathe(): Promise<void>;
  /** Stops listening. */
  dispose(): void;
}

/** The longest time in milliseconds that a training blocks the event loop. */
const BREATH = 50;

/** Listens until it is disposed. A second Ctrl-C ends the program as usual. */
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
