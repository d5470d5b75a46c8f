import {
  STORE_ADDRESS,
  STORE_INNER,
  STORE_KIND,
  STORE_PARTIALS,
  STORE_REDUCED,
  STORE_TYPE,
  SUM,
} from '../src/wasm/micro-ops';
import { BOOL, FLOAT32, FLOAT64, INT32 } from '../src/wasm/opcodes';
import { identityOf, join, joinRun, lostBy, reduceRun } from './reduce';

/*
 * From registers to memory, exactly as many elements as there are, and reductions on the way.
 */

/** As a cell of int32 keeps a number: wrapped to 32 bits; 0 for what is not finite. */
export function toInt32(x: f64): i32 {
  if (!(Math.abs(x) < Infinity)) return 0;
  if (Math.abs(x) >= 9e18) x -= Math.trunc(x / 4294967296.0) * 4294967296.0;
  return <i32>(<i64>x);
}

export function writeElement(address: usize, type: i32, i: usize, x: f64): void {
  if (type == FLOAT32) store<f32>(address + (i << 2), <f32>x);
  else if (type == FLOAT64) store<f64>(address + (i << 3), x);
  else if (type == INT32) store<i32>(address + (i << 2), toInt32(x));
  else store<u8>(address + i, x != 0 ? 1 : 0);
}

/** Whether each of four numbers is not 0. */
// @ts-ignore: decorator
@inline
function fourHold<T>(x: usize): v128 {
  const zero = v128.splat<T>(<T>0);
  if (sizeof<T>() == 4) return v128.ne<T>(v128.load(x), zero);
  return v128.shuffle<i32>(v128.ne<T>(v128.load(x), zero), v128.ne<T>(v128.load(x, 16), zero), 0, 2, 4, 6);
}

/** Sixteen at a time; returns how many are done. */
function writeBools<T>(y: usize, x: usize, count: usize): usize {
  let done: usize = 0;
  for (; done + 16 <= count; done += 16, x += 16 * sizeof<T>()) {
    const low = i16x8.narrow_i32x4_s(fourHold<T>(x), fourHold<T>(x + 4 * sizeof<T>()));
    const high = i16x8.narrow_i32x4_s(fourHold<T>(x + 8 * sizeof<T>()), fourHold<T>(x + 12 * sizeof<T>()));
    v128.store(y + done, v128.and(i8x16.narrow_i16x8_s(low, high), i8x16.splat(1)));
  }
  return done;
}

/** `count` neighbours in a register to memory, from element `first` on. */
export function writeRun<T>(address: usize, type: i32, first: usize, x: usize, count: usize): void {
  if (type == (sizeof<T>() == 4 ? FLOAT32 : FLOAT64)) {
    memory.copy(address + first * sizeof<T>(), x, count * sizeof<T>());
    return;
  }
  let done: usize = 0;
  if (type == BOOL) done = writeBools<T>(address + first, x, count);
  else if (type == FLOAT32)
    for (; done + 2 <= count; done += 2) {
      const pair = f32x4.demote_f64x2_zero(v128.load(x + (done << 3)));
      v128.store64_lane(address + ((first + done) << 2), pair, 0);
    }
  for (; done < count; done++) writeElement(address, type, first + done, <f64>load<T>(x + done * sizeof<T>()));
}

// What a frame keeps for a store.
export const TOTAL: usize = 0;
export const BOUND: usize = 8;
export const TOTALS: usize = 12;
/** What rounding took away from the total of a sum. */
export const LOST: usize = 16;

function fillTotals(totals: usize, count: usize, x: f64): void {
  for (const end = totals + (count << 3); totals < end; totals += 8) store<f64>(totals, x);
}

// @ts-ignore: decorator
@inline
function settled(kind: i32, total: f64, lost: f64): f64 {
  return kind == SUM ? total + lost : total;
}

/** Begins the reduction of a chunk. */
export function beginReduction(target: usize, state: usize, chunk: usize): void {
  const identity = identityOf(load<i32>(target, STORE_KIND));
  const inner = load<usize>(target, STORE_INNER);
  const partials = load<usize>(target, STORE_PARTIALS);
  store<f64>(state, identity, TOTAL);
  store<f64>(state, 0, LOST);
  if (partials != 0) store<usize>(state, partials + ((chunk * inner) << 3), TOTALS);
  if (partials != 0 || inner > 1) fillTotals(load<usize>(state, TOTALS), inner, identity);
}

/** Leaves what a chunk came to, where it is not all. */
export function endReduction(target: usize, state: usize): void {
  if (load<usize>(target, STORE_PARTIALS) != 0 && load<usize>(target, STORE_INNER) == 1)
    store<f64>(load<usize>(state, TOTALS), settled(load<i32>(target, STORE_KIND), load<f64>(state, TOTAL), load<f64>(state, LOST)));
}

/** One number for each row that lies whole in a block: it has nothing from before, and loses nothing. */
function reduceWholeRows<T>(target: usize, kind: i32, x: usize, row: usize, reduced: usize, rows: usize): void {
  const address = load<usize>(target, STORE_ADDRESS);
  const type = load<i32>(target, STORE_TYPE);
  const identity = identityOf(kind);
  for (const end = row + rows; row < end; row++, x += reduced * sizeof<T>())
    writeElement(address, type, row, join(kind, identity, reduceRun<T>(kind, x, reduced)));
}

/** One number for each row. */
function reduceRows<T>(target: usize, state: usize, x: usize, start: usize, count: usize): void {
  const kind = load<i32>(target, STORE_KIND);
  const reduced = load<usize>(target, STORE_REDUCED);
  const whole = load<usize>(target, STORE_PARTIALS) == 0;
  let row = start / reduced;
  let left = reduced - start % reduced;
  let total = load<f64>(state, TOTAL);
  let lost = load<f64>(state, LOST);
  while (count > 0) {
    if (whole && left == reduced && count >= reduced) {
      const rows = count / reduced;
      reduceWholeRows<T>(target, kind, x, row, reduced, rows);
      row += rows;
      x += rows * reduced * sizeof<T>();
      count -= rows * reduced;
      continue;
    }
    const run = min(left, count);
    const each = reduceRun<T>(kind, x, run);
    // The first run of a row loses nothing.
    if (kind == SUM && left < reduced) lost += lostBy(total, each);
    total = join(kind, total, each);
    x += run * sizeof<T>();
    count -= run;
    left -= run;
    if (left == 0 && whole) {
      writeElement(load<usize>(target, STORE_ADDRESS), load<i32>(target, STORE_TYPE), row++, settled(kind, total, lost));
      total = identityOf(kind);
      lost = 0;
      left = reduced;
    }
  }
  store<f64>(state, total, TOTAL);
  store<f64>(state, lost, LOST);
}

/** One number for each column of each outer row. */
function reduceColumns<T>(target: usize, state: usize, x: usize, start: usize, count: usize): void {
  const kind = load<i32>(target, STORE_KIND);
  const inner = load<usize>(target, STORE_INNER);
  const whole = load<usize>(target, STORE_PARTIALS) == 0;
  const totals = load<usize>(state, TOTALS);
  const period = load<usize>(target, STORE_REDUCED) * inner;
  let outer = start / period;
  let left = period - start % period;
  let column = start % inner;
  while (count > 0) {
    const run = min(inner - column, count);
    joinRun<T>(kind, totals + (column << 3), x, run);
    x += run * sizeof<T>();
    count -= run;
    left -= run;
    column = column + run == inner ? 0 : column + run;
    if (left == 0 && whole) {
      const address = load<usize>(target, STORE_ADDRESS);
      writeRun<f64>(address, load<i32>(target, STORE_TYPE), outer++ * inner, totals, inner);
      fillTotals(totals, inner, identityOf(kind));
      left = period;
    }
  }
}

export function reduceBlock<T>(target: usize, state: usize, x: usize, start: usize, count: usize): void {
  if (load<usize>(target, STORE_INNER) == 1) reduceRows<T>(target, state, x, start, count);
  else reduceColumns<T>(target, state, x, start, count);
}
