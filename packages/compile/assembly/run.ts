import {
  ADD_STRIDED,
  ARG_EXTREME,
  COMBINE,
  CONVOLVE,
  CONVOLVE_TRANSPOSED,
  COPY_STRIDED,
  CORRELATE,
  CUMULATIVE_SUM,
  FILL,
  FUSED,
  GATHER,
  MATMUL,
  MAX_POOL_PLACES,
  RESAMPLE,
  SCATTER_ADD,
  ALONE,
  HEADER_WORDS,
  TOGETHER,
} from '../src/wasm/opcodes';
import { combine } from './combine';
import { convolve } from './convolve';
import { addStrided, copyStrided } from './copy';
import { correlate } from './correlate';
import { fill } from './fill';
import { fused } from './fused';
import { gather, scatterAdd } from './gather';
import { matmul } from './matmul';
import { maxPoolPlaces } from './pool';
import { resample } from './resample';
import { argExtreme, cumulativeSum } from './rows';
import { spread } from './spread';
import { barrier, call, takeShare } from './sync';

/**
 * Executes one share of so many of the instruction whose fields are at p, in the scratch memory of a thread. Where each
 * thread has one share and so they may meet on the way, `control` is given; elsewhere it is 0.
 */
function execute(opcode: i32, p: usize, share: i32, shares: i32, thread: i32, control: usize): void {
  switch (opcode) {
    case MATMUL:
      return matmul(p, share, shares, thread, control);
    case COPY_STRIDED:
      return copyStrided(p, share, shares);
    case ADD_STRIDED:
      return addStrided(p, share, shares);
    case CONVOLVE:
      return convolve(p, share, shares, thread);
    case CONVOLVE_TRANSPOSED:
      return spread(p, share, shares, thread);
    case CORRELATE:
      return correlate(p, share, shares, thread);
    case MAX_POOL_PLACES:
      return maxPoolPlaces(p, share, shares);
    case RESAMPLE:
      return resample(p, share, shares);
    case FILL:
      return fill(p, share, shares);
    case FUSED:
      return fused(p, share, shares, thread);
    case COMBINE:
      return combine(p, share, shares);
    case ARG_EXTREME:
      return argExtreme(p, share, shares);
    case CUMULATIVE_SUM:
      return cumulativeSum(p, share, shares);
    case GATHER:
      return gather(p, share, shares);
    case SCATTER_ADD:
      return scatterAdd(p, share, shares);
    default:
      unreachable();
  }
}

/** Executes shares until none is left, those of the thread's own part first. */
function executeShares(
  opcode: i32,
  p: usize,
  sharesEach: i32,
  thread: i32,
  threads: i32,
  control: usize,
): void {
  const shares = sharesEach * threads;
  let owner = thread;
  do {
    for (let i = takeShare(owner, control); i < sharesEach; i = takeShare(owner, control))
      execute(opcode, p, owner * sharesEach + i, shares, thread, 0);
    owner = owner + 1 == threads ? 0 : owner + 1;
  } while (owner != thread);
}

/** Where the instruction behind another begins. Traps on a length that cannot be: a walk over it might never end. */
function behind(at: usize, end: usize): usize {
  const words = load<usize>(at, 4);
  if (words < (HEADER_WORDS as usize) || words > (end - at) >> 2) unreachable();
  return at + (words << 2);
}

/** Where the last instruction that threads execute together ends; behind it the program may be gone before all have come. */
function sectionEnd(at: usize, end: usize): usize {
  let last = at;
  while (at < end) {
    const mode = load<i32>(at, 8);
    at = behind(at, end);
    if (mode != ALONE) last = at;
  }
  return last;
}

/**
 * Interprets the instructions from program to end. Thread 0 calls the others to the first instruction that is executed
 * together, and from there on all of them walk through the program, with a barrier wherever one may read what another wrote.
 */
export function run(program: usize, end: usize, thread: i32, threads: i32, control: usize): void {
  let called = thread != 0;
  // Whether nothing was written since the threads last met.
  let met = called;
  for (let at = program, next = at; at < end; at = next) {
    // Read before the last barrier, behind which the program may be gone.
    next = behind(at, end);
    const opcode = load<i32>(at);
    const mode = load<i32>(at, 8);
    if (threads == 1 || mode == ALONE) {
      if (thread == 0) execute(opcode, at + 12, 0, 1, 0, 0);
      met = false;
      continue;
    }
    if (!called) {
      call(at, sectionEnd(at, end), threads, control);
      called = true;
    } else if (!met) {
      barrier(thread, threads, control);
    }
    if (mode == TOGETHER) execute(opcode, at + 12, thread, threads, thread, control);
    else executeShares(opcode, at + 12, mode, thread, threads, control);
    barrier(thread, threads, control);
    met = true;
  }
}
