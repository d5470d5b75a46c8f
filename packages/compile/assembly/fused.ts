import {
  BLOCK_BYTES,
  BLOCK_STRIDE,
  CONTIGUOUS,
  CONTIGUOUS_STORE,
  FUSED_CHUNK,
  FUSED_COUNT,
  FUSED_FRAME,
  FUSED_LISTS,
  FUSED_LOADS,
  FUSED_OPS,
  FUSED_REGISTERS,
  FUSED_SCRATCH,
  FUSED_STORES,
  FUSED_TYPE,
  IMMEDIATE,
  LOAD_A,
  LOAD_ADDRESS,
  LOAD_B,
  LOAD_KIND,
  LOAD_REGISTER,
  LOAD_TYPE,
  OP_BYTES,
  OP_CODE,
  OP_DESTINATION,
  OP_SOURCES,
  SPLAT,
  STORE_ADDRESS,
  STORE_BYTES,
  STORE_INNER,
  STORE_KIND,
  STORE_PARTIALS,
  STORE_REGISTER,
  STORE_STATE,
  STORE_TYPE,
  WIDE_BYTES,
} from '../src/wasm/micro-ops';
import { FLOAT32, FLOAT64 } from '../src/wasm/opcodes';
import { bytesOfLoad, element, fillRun, loadBlock } from './loads';
import { operate } from './operate';
import { begins } from './share';
import { beginReduction, BOUND, endReduction, reduceBlock, TOTALS, writeRun } from './stores';

/*
 * A frame, from a thread's own part of the scratch memory on:
 *
 *   64 bytes   coordinates of a strided load
 *   4 each     where the registers are in this block: in the frame, or in the memory that is loaded or stored
 *   24 each    the stores: total, whether its register is bound to the memory, address of totals, what the total lost
 *              blocks of the registers, from a multiple of 64 on
 *              room for float32 blocks made float64
 *              totals of reductions to columns
 */

const REGISTERS: usize = 64;

// @ts-ignore: decorator
@inline
function frameOf(p: usize, thread: i32): usize {
  return load<usize>(p, FUSED_SCRATCH) + <usize>thread * load<usize>(p, FUSED_FRAME);
}

// @ts-ignore: decorator
@inline
function statesOf(p: usize, frame: usize): usize {
  return frame + REGISTERS + ((load<usize>(p, FUSED_REGISTERS) << 2) + 7 & -8);
}

// @ts-ignore: decorator
@inline
function blocksOf(p: usize, frame: usize): usize {
  return (statesOf(p, frame) + load<usize>(p, FUSED_STORES) * STORE_STATE + 63) & -64;
}

// @ts-ignore: decorator
@inline
function wideOf(p: usize, frame: usize): usize {
  return blocksOf(p, frame) + load<usize>(p, FUSED_REGISTERS) * BLOCK_STRIDE;
}

// @ts-ignore: decorator
@inline
function registerAt(frame: usize, register: usize): usize {
  return load<usize>(frame + (register << 2), REGISTERS);
}

// @ts-ignore: decorator
@inline
function place(frame: usize, register: usize, address: usize): void {
  store<usize>(frame + (register << 2), address, REGISTERS);
}

function opsOf(p: usize): usize {
  let at = p + FUSED_LISTS;
  for (let left = load<i32>(p, FUSED_LOADS); left > 0; left--) at += bytesOfLoad(at);
  return at;
}

// @ts-ignore: decorator
@inline
function storesOf(p: usize, ops: usize): usize {
  return ops + load<usize>(p, FUSED_OPS) * OP_BYTES;
}

/** A share is a run of neighbouring chunks. */
export function fused(p: usize, share: i32, shares: i32, thread: i32): void {
  const n = load<i32>(p, FUSED_COUNT);
  const chunk = load<i32>(p, FUSED_CHUNK);
  const chunks = <i64>((n + chunk - 1) / chunk);
  const first = begins(chunks, share, shares) * chunk;
  const last = <i64>begins(chunks, share + 1, shares) * chunk;
  fusedRange(p, first, <i32>min<i64>(last, n), thread);
}

/** The elements from begin to end, which cover whole chunks where there is a reduction. */
export function fusedRange(p: usize, begin: i32, end: i32, thread: i32): void {
  if (begin >= end) return;
  if (load<i32>(p, FUSED_TYPE) == FLOAT32) runChunks<f32>(p, begin, end, thread);
  else runChunks<f64>(p, begin, end, thread);
}

function runChunks<T>(p: usize, begin: usize, end: usize, thread: i32): void {
  const frame = frameOf(p, thread);
  const ops = opsOf(p);
  prepare<T>(p, frame, ops, end - begin);
  const chunk = load<usize>(p, FUSED_CHUNK);
  while (begin < end) {
    const index = begin / chunk;
    const stop = min((index + 1) * chunk, end);
    beginChunk(p, frame, ops, index);
    const size: usize = BLOCK_BYTES / sizeof<T>();
    for (; begin < stop; begin += size) runBlock<T>(p, frame, ops, begin, min(size, stop - begin));
    begin = stop;
    endChunk(p, frame, ops);
  }
}

/** Places the registers in the frame, fills those that never change, and decides which are put where they are stored. */
function prepare<T>(p: usize, frame: usize, ops: usize, count: usize): void {
  const registers = load<usize>(p, FUSED_REGISTERS);
  const blocks = blocksOf(p, frame);
  for (let r: usize = 0; r < registers; r++) place(frame, r, blocks + r * BLOCK_STRIDE);
  const filled = min(count, BLOCK_BYTES / sizeof<T>());
  let at = p + FUSED_LISTS;
  for (; at < ops; at += bytesOfLoad(at)) {
    const kind = load<i32>(at, LOAD_KIND);
    const y = registerAt(frame, load<usize>(at, LOAD_REGISTER));
    if (kind == IMMEDIATE) fillRun<T>(y, load<f64>(at, LOAD_A), filled);
    else if (kind == SPLAT) {
      const x = element(load<usize>(at, LOAD_ADDRESS), load<i32>(at, LOAD_TYPE), 0);
      fillRun<T>(y, x, filled);
    }
  }
  let state = statesOf(p, frame);
  let totals = wideOf(p, frame) + (sizeof<T>() == 4 ? WIDE_BYTES : 0);
  const stores = storesOf(p, ops);
  for (let s: usize = 0, n = load<usize>(p, FUSED_STORES); s < n; s++, state += STORE_STATE) {
    const target = stores + s * STORE_BYTES;
    store<usize>(state, totals, TOTALS);
    if (load<i32>(target, STORE_KIND) == CONTIGUOUS_STORE) {
      store<i32>(state, i32(mayBind<T>(p, ops, target)), BOUND);
    } else if (load<usize>(target, STORE_PARTIALS) == 0 && load<usize>(target, STORE_INNER) > 1) {
      totals += (load<usize>(target, STORE_INNER) + 1 & -2) << 3;
    }
  }
}

// @ts-ignore: decorator
@inline
function isLoadedInPlace<T>(source: usize): bool {
  const own = sizeof<T>() == 4 ? FLOAT32 : FLOAT64;
  return load<i32>(source, LOAD_KIND) == CONTIGUOUS && load<i32>(source, LOAD_TYPE) == own;
}

/**
 * Whether operations may write a register's numbers straight to where they are stored: not where that memory is read in
 * place, and read later than the first of them is written.
 */
function mayBind<T>(p: usize, ops: usize, target: usize): bool {
  if (load<i32>(target, STORE_TYPE) != (sizeof<T>() == 4 ? FLOAT32 : FLOAT64)) return false;
  const register = load<usize>(target, STORE_REGISTER);
  const stores = storesOf(p, ops);
  // One that is stored twice is bound to the first place.
  for (let other = stores; other < target; other += STORE_BYTES)
    if (load<usize>(other, STORE_REGISTER) == register && load<i32>(other, STORE_KIND) == CONTIGUOUS_STORE)
      return false;
  for (let at = p + FUSED_LISTS; at < ops; at += bytesOfLoad(at)) {
    const loaded = load<usize>(at, LOAD_REGISTER);
    if (loaded == register) return false;
    if (isLoadedInPlace<T>(at) && load<usize>(at, LOAD_ADDRESS) == load<usize>(target, STORE_ADDRESS)) {
      if (isReadAfterWrite(p, ops, loaded, register)) return false;
    }
  }
  return true;
}

function isReadAfterWrite(p: usize, ops: usize, read: usize, written: usize): bool {
  const stores = storesOf(p, ops);
  let isWritten = false;
  for (let op = ops; op < stores; op += OP_BYTES) {
    for (let source: usize = 0; isWritten && source < 12; source += 4)
      if (load<usize>(op + source, OP_SOURCES) == read) return true;
    if (load<usize>(op, OP_DESTINATION) == written) isWritten = true;
  }
  const end = stores + load<usize>(p, FUSED_STORES) * STORE_BYTES;
  for (let other = stores; other < end; other += STORE_BYTES)
    if (load<usize>(other, STORE_REGISTER) == read) return true;
  return false;
}

function beginChunk(p: usize, frame: usize, ops: usize, index: usize): void {
  let state = statesOf(p, frame);
  let at = storesOf(p, ops);
  for (let left = load<i32>(p, FUSED_STORES); left > 0; left--, at += STORE_BYTES, state += STORE_STATE)
    if (load<i32>(at, STORE_KIND) != CONTIGUOUS_STORE) beginReduction(at, state, index);
}

function endChunk(p: usize, frame: usize, ops: usize): void {
  let state = statesOf(p, frame);
  let at = storesOf(p, ops);
  for (let left = load<i32>(p, FUSED_STORES); left > 0; left--, at += STORE_BYTES, state += STORE_STATE)
    if (load<i32>(at, STORE_KIND) != CONTIGUOUS_STORE) endReduction(at, state);
}

function runBlock<T>(p: usize, frame: usize, ops: usize, start: usize, count: usize): void {
  const blocks = blocksOf(p, frame);
  const states = statesOf(p, frame);
  const stores = storesOf(p, ops);
  const end = stores + load<usize>(p, FUSED_STORES) * STORE_BYTES;
  for (let at = p + FUSED_LISTS; at < ops; at += bytesOfLoad(at)) {
    const kind = load<i32>(at, LOAD_KIND);
    if (kind == SPLAT || kind == IMMEDIATE) continue;
    const register = load<usize>(at, LOAD_REGISTER);
    if (isLoadedInPlace<T>(at))
      place(frame, register, load<usize>(at, LOAD_ADDRESS) + start * sizeof<T>());
    else loadBlock<T>(at, registerAt(frame, register), start, count, frame);
  }
  // A vector must not reach beyond the elements stored.
  const whole = ((count * sizeof<T>()) & 15) == 0;
  for (let at = stores, state = states; at < end; at += STORE_BYTES, state += STORE_STATE) {
    if (load<i32>(at, STORE_KIND) != CONTIGUOUS_STORE || load<i32>(state, BOUND) == 0) continue;
    const register = load<usize>(at, STORE_REGISTER);
    const stored = load<usize>(at, STORE_ADDRESS) + start * sizeof<T>();
    place(frame, register, whole ? stored : blocks + register * BLOCK_STRIDE);
  }
  for (let op = ops; op < stores; op += OP_BYTES) {
    operate<T>(
      load<i32>(op, OP_CODE),
      registerAt(frame, load<usize>(op, OP_DESTINATION)),
      registerAt(frame, load<usize>(op, OP_SOURCES)),
      registerAt(frame, load<usize>(op, OP_SOURCES + 4)),
      registerAt(frame, load<usize>(op, OP_SOURCES + 8)),
      count * sizeof<T>(),
      wideOf(p, frame),
    );
  }
  // Reductions first: a store may overwrite what they read in place.
  for (let at = stores, state = states; at < end; at += STORE_BYTES, state += STORE_STATE)
    if (load<i32>(at, STORE_KIND) != CONTIGUOUS_STORE)
      reduceBlock<T>(at, state, registerAt(frame, load<usize>(at, STORE_REGISTER)), start, count);
  for (let at = stores, state = states; at < end; at += STORE_BYTES, state += STORE_STATE) {
    if (load<i32>(at, STORE_KIND) != CONTIGUOUS_STORE || (whole && load<i32>(state, BOUND) != 0)) continue;
    writeRun<T>(
      load<usize>(at, STORE_ADDRESS),
      load<i32>(at, STORE_TYPE),
      start,
      registerAt(frame, load<usize>(at, STORE_REGISTER)),
      count,
    );
  }
}
