// Where the threads meet: byte offsets in the control block of the engine, for TypeScript and AssemblyScript alike (see
// opcodes.ts). What different threads write stands in different cache lines.

/** The section that thread 0 has published: its first byte, its end and how many threads execute it. */
export const SECTION_START = 0;
export const SECTION_END = 4;
export const SECTION_THREADS = 8;
/** 1 where thread 0 may sleep; a page's main thread may only spin. */
export const MAY_SLEEP = 12;
/** When the run began, in milliseconds (a float64). */
export const RUN_BEGAN = 16;
/** How many milliseconds thread 0 waits for the others before it gives them up (a float64). */
export const PATIENCE = 24;

/** How many threads have come to the barrier. */
export const ARRIVED = 64;

/** How often the barrier has opened, and how many threads sleep before it. */
export const OPENED = 128;
export const BARRIER_SLEEPERS = 132;

/** 0 while all is well; otherwise one of the numbers below, or 1 + the thread whose instruction trapped. */
export const TROUBLE = 192;
/** The pool is given up: every worker leaves. */
export const CLOSED = -1;
/** Thread 0 has waited for the others beyond all reason. */
export const LOST = -2;

/**
 * One line for each of so many threads: how many sections it was called to, whether it sleeps, whether it has started, how
 * many shares of its part of an instruction have been taken.
 */
export const MOST_THREADS = 64;
export const THREAD_LINES = 256;
export const THREAD_LINE_BYTES = 64;
export const THREAD_CALLS = 0;
export const THREAD_SLEEPS = 4;
export const THREAD_READY = 8;
export const THREAD_TAKEN = 12;
