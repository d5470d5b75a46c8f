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
import { barrier, call } from './sync';

/** Executes the fields at p: the whole instruction, or this thread's share of it. */
function execute(opcode: i32, p: usize, thread: i32, threads: i32): void {
  switch (opcode) {
    case MATMUL:
      return matmul(p, thread, threads);
    case COPY_STRIDED:
      return copyStrided(p, thread, threads);
    case ADD_STRIDED:
      return addStrided(p, thread, threads);
    case CONVOLVE:
      return convolve(p, thread, threads);
    case CONVOLVE_TRANSPOSED:
      return spread(p, thread, threads);
    case CORRELATE:
      return correlate(p, thread, threads);
    case MAX_POOL_PLACES:
      return maxPoolPlaces(p, thread, threads);
    case RESAMPLE:
      return resample(p, thread, threads);
    case FILL:
      return fill(p, thread, threads);
    case FUSED:
      return fused(p, thread, threads);
    case COMBINE:
      return combine(p, thread, threads);
    case ARG_EXTREME:
      return argExtreme(p, thread, threads);
    case CUMULATIVE_SUM:
      return cumulativeSum(p, thread, threads);
    case GATHER:
      return gather(p, thread, threads);
    case SCATTER_ADD:
      return scatterAdd(p, thread, threads);
    default:
      unreachable();
  }
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
    next = at + ((load<u32>(at, 4) as usize) << 2);
    const opcode = load<i32>(at);
    if (threads == 1 || load<i32>(at, 8) != TOGETHER) {
      if (thread == 0) execute(opcode, at + 12, 0, 1);
      met = false;
      continue;
    }
    if (!called) {
      call(at, end, threads, control);
      called = true;
    } else if (!met) {
      barrier(thread, threads, control);
    }
    execute(opcode, at + 12, thread, threads);
    barrier(thread, threads, control);
    met = true;
  }
}
