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
  const width = ((f.width * f.inner) as usize) * sizeof<T>();
  const step = (f.inner as usize) * sizeof<T>();
  let x = f.x + width * (begin / f.height);
  let row = begin % f.height;
  let out = f.out + step * begin;
  for (let left = count; left > 0; left--, out += step) {
    const entries = f.rows + ((row as usize) << 2);
    const first = load<i32>(entries);
    const last = load<i32>(entries, 4);
    if (f.inner == 1) store<T>(out, dot<T>(f.columns, f.weights, first, last, x));
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

// @ts-ignore: decorator
@inline
function column(f: Fields, entry: i32): i32 {
  return load<i32>(f.columns + ((entry as usize) << 2));
}
