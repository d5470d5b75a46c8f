import {
  ARRIVED,
  BARRIER_SLEEPERS,
  LOST,
  MAY_SLEEP,
  OPENED,
  PATIENCE,
  RUN_BEGAN,
  SECTION_END,
  SECTION_START,
  SECTION_THREADS,
  THREAD_CALLS,
  THREAD_LINE_BYTES,
  THREAD_LINES,
  THREAD_READY,
  THREAD_SLEEPS,
  THREAD_TAKEN,
  TROUBLE,
} from '../src/wasm/control';

/** Milliseconds on a clock that only goes forward. */
@external('env', 'now')
declare function now(): f64;

/**
 * Waits until the number at an address is woken for, at most so many milliseconds, and only while it is the old one. Sleep
 * and waking are JavaScript's: the first of the two compilers of V8 11 loses local variables over memory.atomic.wait32.
 */
@external('env', 'sleep')
export declare function sleep(address: usize, old: i32, milliseconds: f64): void;

/** Wakes all who wait for an address. */
@external('env', 'wake')
declare function wake(address: usize): void;

/**
 * Looks at a number that another thread changes, some 50 and 2 microseconds long. Waking from sleep takes about as long as the
 * first; but where two threads share a core, every look is in vain and the core is better left to the other one.
 */
const LONG_LOOK: i32 = 100_000;
const SHORT_LOOK: i32 = 4000;
/** After so many looks in vain, one after the other, the next ones are short, but for one in so many (a power of two). */
const LOOKS_IN_VAIN: i32 = 8;
const LONG_LOOK_EVERY: i32 = 16;
/** Looks in vain since the last one that was not. Every thread has its own. */
let vain: i32 = 0;
/** Who sleeps at the barrier wakes this often, in milliseconds, to see whether all is well. */
const NAP: f64 = 100;
/** Thread 0 waits at least so many times as long as the run had taken when it came to the barrier. */
const PATIENCE_RATIO: f64 = 20;
/** More milliseconds at once are not silence: the machine itself was asleep. */
const LONGEST_STEP: f64 = 200;

// @ts-ignore: decorator
@inline
export function line(thread: i32, control: usize): usize {
  return control + THREAD_LINES + thread * THREAD_LINE_BYTES;
}

/** Traps where the threads cannot go on together. */
export function check(control: usize): void {
  if (atomic.load<i32>(control, TROUBLE) != 0) unreachable();
}

/** Whether a number changes while one looks at it for a moment. */
export function changesSoon(address: usize, old: i32): bool {
  const isLong = vain < LOOKS_IN_VAIN || (vain & (LONG_LOOK_EVERY - 1)) == 0;
  for (let left = isLong ? LONG_LOOK : SHORT_LOOK; left > 0; left--) {
    if (atomic.load<i32>(address) != old) {
      vain = 0;
      return true;
    }
  }
  vain++;
  return false;
}

/** No share of any thread's part is taken: before the next instruction begins. */
function offerShares(threads: i32, control: usize): void {
  for (let thread = 0; thread < threads; thread++)
    atomic.store<i32>(line(thread, control), 0, THREAD_TAKEN);
}

/** Takes the next share of a thread's part of an instruction: its number, which is too large where none is left. */
// @ts-ignore: decorator
@inline
export function takeShare(thread: i32, control: usize): i32 {
  return atomic.add<i32>(line(thread, control), 1, THREAD_TAKEN);
}

/** Calls the other threads to the instructions from start to end. */
export function call(start: usize, end: usize, threads: i32, control: usize): void {
  offerShares(threads, control);
  store<usize>(control, start, SECTION_START);
  store<usize>(control, end, SECTION_END);
  store<i32>(control, threads, SECTION_THREADS);
  for (let thread = 1; thread < threads; thread++) {
    const own = line(thread, control);
    atomic.add<i32>(own, 1, THREAD_CALLS);
    if (atomic.load<i32>(own, THREAD_SLEEPS) != 0) wake(own + THREAD_CALLS);
  }
}

/** Says that a worker may be called from now on. */
export function enter(thread: i32, control: usize): void {
  atomic.store<i32>(line(thread, control), 1, THREAD_READY);
}

/** Returns when all threads have come here; traps where one of them cannot come any more. */
export function barrier(thread: i32, threads: i32, control: usize): void {
  const opened = atomic.load<i32>(control, OPENED);
  if (atomic.add<i32>(control, 1, ARRIVED) == threads - 1) {
    atomic.store<i32>(control, 0, ARRIVED);
    offerShares(threads, control);
    atomic.store<i32>(control, opened + 1, OPENED);
    if (atomic.load<i32>(control, BARRIER_SLEEPERS) != 0) wake(control + OPENED);
    return;
  }
  if (changesSoon(control + OPENED, opened)) return;
  if (thread == 0) waitAsFirst(opened, control);
  else waitAsOther(opened, control);
}

function waitAsOther(opened: i32, control: usize): void {
  atomic.add<i32>(control, 1, BARRIER_SLEEPERS);
  while (atomic.load<i32>(control, OPENED) == opened) {
    check(control);
    sleep(control + OPENED, opened, NAP);
  }
  atomic.sub<i32>(control, 1, BARRIER_SLEEPERS);
}

/** Thread 0 alone gives up: of all threads it is the one that somebody waits for. */
function waitAsFirst(opened: i32, control: usize): void {
  const maySleep = load<i32>(control, MAY_SLEEP) != 0;
  if (maySleep) atomic.add<i32>(control, 1, BARRIER_SLEEPERS);
  let seen = now();
  const patience = max(load<f64>(control, PATIENCE), PATIENCE_RATIO * (seen - load<f64>(control, RUN_BEGAN)));
  let silence: f64 = 0;
  while (atomic.load<i32>(control, OPENED) == opened) {
    check(control);
    if (maySleep) sleep(control + OPENED, opened, NAP);
    else changesSoon(control + OPENED, opened);
    const time = now();
    silence += min(time - seen, LONGEST_STEP);
    seen = time;
    if (silence > patience) leave(LOST, control);
  }
  if (maySleep) atomic.sub<i32>(control, 1, BARRIER_SLEEPERS);
}

/** Says what went wrong, unless somebody has already, and wakes whoever waits at the barrier for what will not come. */
export function leave(trouble: i32, control: usize): void {
  atomic.cmpxchg<i32>(control, 0, trouble, TROUBLE);
  wake(control + OPENED);
}
