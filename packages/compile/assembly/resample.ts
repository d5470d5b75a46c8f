import { FLOAT32, FLOAT64 } from '../src/wasm/opcodes';
import { begins } from './share';

/** The fields of RESAMPLE, in their order. */
@unmanaged
class Fields {
  dtype: i32;
  outer: i32;
  height: i32;
  width: i32;
  inner: i32;
  rows: usize;
  columns: usize;
  weights: usize;
  x: usize;
  out: usize;
}

/** So many products of float32 are added up before their sum goes on in double precision. */
const RUN: i32 = 64;

/** AssemblyScript has no constants as parameters of a type: each of these makes a function of its own, the first one small. */
type Few = f32;
type Many = i32;

export function resample(p: usize, share: i32, shares: i32): void {
  if (load<i32>(p) == FLOAT32) resampleOf<f32>(changetype<Fields>(p), share, shares);
  else if (load<i32>(p) == FLOAT64) resampleOf<f64>(changetype<Fields>(p), share, shares);
  else unreachable();
}

/** Threads share out the rows of the result. */
function resampleOf<T extends number>(f: Fields, share: i32, shares: i32): void {
  const all = (f.outer as i64) * f.height;
  const begin = begins(all, share, shares);
  const count = begins(all, share + 1, shares) - begin;
  if (count == 0) return;
  if (hasMany(f)) resampleRows<T, Many>(f, begin, count);
  else resampleRows<T, Few>(f, begin, count);
}

/** Whether a row has more entries than a run. */
function hasMany(f: Fields): bool {
  for (let row = 0; row < f.height; row++) {
    const entries = f.rows + ((row as usize) << 2);
    if (load<i32>(entries, 4) - load<i32>(entries) > RUN) return true;
  }
  return false;
}

function resampleRows<T extends number, Entries>(f: Fields, begin: i32, count: i32): void {
  const width = ((f.width * f.inner) as usize) * sizeof<T>();
  const step = (f.inner as usize) * sizeof<T>();
  let x = f.x + width * (begin / f.height);
  let row = begin % f.height;
  let out = f.out + step * begin;
  for (let left = count; left > 0; left--, out += step) {
    const entries = f.rows + ((row as usize) << 2);
    const first = load<i32>(entries);
    const last = load<i32>(entries, 4);
    if (isInteger<Entries>()) combineMany<T>(f, first, last, x, out);
    else if (f.inner == 1) store<T>(out, dot<T>(f.columns, f.weights, first, last, x));
    else combine<T>(f, first, last, x, out);
    if (++row == f.height) {
      row = 0;
      x += width;
    }
  }
}

// @ts-ignore: decorator
@inline
function dot<T extends number>(columns: usize, weights: usize, entry: i32, end: i32, x: usize): T {
  let sum: T = 0;
  for (; entry < end; entry++) {
    const at = load<u32>(columns + ((entry as usize) << 2)) as usize;
    sum = (sum + load<T>(weights + (entry as usize) * sizeof<T>()) * load<T>(x + at * sizeof<T>())) as T;
  }
  return sum;
}

/** One row of the result: the entries from begin to end of the matrix are its weights. */
function combine<T extends number>(f: Fields, begin: i32, end: i32, x: usize, out: usize): void {
  const lanes: i32 = 16 / sizeof<T>();
  let i = 0;
  for (; i + lanes <= f.inner; i += lanes, x += 16, out += 16) {
    let sum = v128.splat<T>(0);
    for (let entry = begin; entry < end; entry++) {
      const from = x + ((column(f, entry) * f.inner) as usize) * sizeof<T>();
      const weight = v128.load_splat<T>(f.weights + (entry as usize) * sizeof<T>());
      sum = v128.add<T>(sum, v128.mul<T>(weight, v128.load(from)));
    }
    v128.store(out, sum);
  }
  for (; i < f.inner; i++, x += sizeof<T>(), out += sizeof<T>()) {
    let sum: T = 0;
    for (let entry = begin; entry < end; entry++) {
      const each = load<T>(x + ((column(f, entry) * f.inner) as usize) * sizeof<T>());
      sum = (sum + load<T>(f.weights + (entry as usize) * sizeof<T>()) * each) as T;
    }
    store<T>(out, sum);
  }
}

/** The same of more entries than a run has: one number after the other, or vectors. */
function combineMany<T extends number>(f: Fields, begin: i32, end: i32, x: usize, out: usize): void {
  const lanes: i32 = 16 / sizeof<T>();
  let i = 0;
  for (; i + lanes <= f.inner; i += lanes, x += 16, out += 16) v128.store(out, sumOfRuns<T>(f, begin, end, x));
  for (; i < f.inner; i++, x += sizeof<T>(), out += sizeof<T>()) {
    let sum: f64 = 0;
    for (let entry = begin; entry < end; entry++) {
      const each = load<T>(x + ((column(f, entry) * f.inner) as usize) * sizeof<T>());
      sum += <f64>load<T>(f.weights + (entry as usize) * sizeof<T>()) * <f64>each;
    }
    store<T>(out, <T>sum);
  }
}

/** A vector of sums over runs, in double precision. */
function sumOfRuns<T extends number>(f: Fields, entry: i32, end: i32, x: usize): v128 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  while (entry < end) {
    let run = v128.splat<T>(0);
    for (const last = min(end, entry + RUN); entry < last; entry++) {
      const from = x + ((column(f, entry) * f.inner) as usize) * sizeof<T>();
      const weight = v128.load_splat<T>(f.weights + (entry as usize) * sizeof<T>());
      run = v128.add<T>(run, v128.mul<T>(weight, v128.load(from)));
    }
    if (sizeof<T>() == 8) low = f64x2.add(low, run);
    else {
      low = f64x2.add(low, f64x2.promote_low_f32x4(run));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i64>(run, run, 1, 1)));
    }
  }
  if (sizeof<T>() == 8) return low;
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

// @ts-ignore: decorator
@inline
function column(f: Fields, entry: i32): i32 {
  return load<i32>(f.columns + ((entry as usize) << 2));
}
