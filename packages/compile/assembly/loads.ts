import { BOOL, FLOAT32, FLOAT64, INT32 } from '../src/wasm/opcodes';
import {
  CONTIGUOUS,
  DIVMOD,
  LOAD_A,
  LOAD_ADDRESS,
  LOAD_B,
  LOAD_BYTES,
  LOAD_KIND,
  LOAD_TYPE,
  STRIDED,
} from '../src/wasm/micro-ops';

/*
 * From memory into registers. Registers are blocks of T, padded, so runs are written by whole vectors; what a run writes
 * beyond its end the next one overwrites.
 */

// @ts-ignore: decorator
@inline
export function sizeOfType(type: i32): usize {
  return type == FLOAT64 ? 8 : type == BOOL ? 1 : 4;
}

/** One element of memory, as a number. */
export function element(address: usize, type: i32, i: usize): f64 {
  if (type == FLOAT32) return <f64>load<f32>(address + (i << 2));
  if (type == FLOAT64) return load<f64>(address + (i << 3));
  if (type == INT32) return <f64>load<i32>(address + (i << 2));
  return <f64>load<u8>(address + i);
}

export function fillRun<T>(y: usize, x: f64, count: usize): void {
  const all = v128.splat<T>(<T>x);
  for (const end = y + count * sizeof<T>(); y < end; y += 16) v128.store(y, all);
}

// @ts-ignore: decorator
@inline
function fourBools(address: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address)));
}

/** `count` neighbours in memory, converted to T. */
export function convertRun<T>(y: usize, address: usize, type: i32, first: usize, count: usize): void {
  const end = y + count * sizeof<T>();
  let x = address + first * sizeOfType(type);
  if (sizeof<T>() == 4) {
    if (type == FLOAT32) for (; y < end; y += 16, x += 16) v128.store(y, v128.load(x));
    else if (type == BOOL)
      for (; y < end; y += 16, x += 4) v128.store(y, f32x4.convert_i32x4_s(fourBools(x)));
    else if (type == INT32)
      for (; y < end; y += 16, x += 16) v128.store(y, f32x4.convert_i32x4_s(v128.load(x)));
    else
      for (; y < end; y += 8, x += 16)
        v128.store64_lane(y, f32x4.demote_f64x2_zero(v128.load(x)), 0);
  } else {
    if (type == FLOAT64) for (; y < end; y += 16, x += 16) v128.store(y, v128.load(x));
    else if (type == BOOL)
      for (; y < end; y += 16, x += 2) v128.store(y, f64x2.convert_low_i32x4_s(fourBools(x)));
    else if (type == INT32)
      for (; y < end; y += 16, x += 8)
        v128.store(y, f64x2.convert_low_i32x4_s(v128.load64_zero(x)));
    else
      for (; y < end; y += 16, x += 8) v128.store(y, f64x2.promote_low_f32x4(v128.load64_zero(x)));
  }
}

/** `count` elements of memory, `stride` apart. */
function stridedRun<T>(y: usize, address: usize, type: i32, first: usize, stride: usize, count: usize): void {
  if (stride == 1) return convertRun<T>(y, address, type, first, count);
  if (stride == 0) return fillRun<T>(y, element(address, type, first), count);
  const end = y + count * sizeof<T>();
  if (type == (sizeof<T>() == 4 ? FLOAT32 : FLOAT64)) {
    let x = address + first * sizeof<T>();
    const step = stride * sizeof<T>();
    for (; y < end; y += sizeof<T>(), x += step) store<T>(y, load<T>(x));
  } else {
    for (; y < end; y += sizeof<T>(), first += stride)
      store<T>(y, <T>element(address, type, first));
  }
}

/** Elements (i / a) mod b for i from start on. */
function loadDivMod<T>(source: usize, y: usize, start: usize, count: usize): void {
  const address = load<usize>(source, LOAD_ADDRESS);
  const type = load<i32>(source, LOAD_TYPE);
  const a = load<usize>(source, LOAD_A);
  const b = load<usize>(source, LOAD_B);
  let at = start / a % b;
  if (a == 1) {
    while (count > 0) {
      const run = min(b - at, count);
      convertRun<T>(y, address, type, at, run);
      y += run * sizeof<T>();
      count -= run;
      at = 0;
    }
    return;
  }
  let left = a - start % a;
  while (count > 0) {
    const run = min(left, count);
    fillRun<T>(y, element(address, type, at), run);
    y += run * sizeof<T>();
    count -= run;
    left = a;
    if (++at == b) at = 0;
  }
}

/** `coordinates` has room for those of one element. */
function loadStrided<T>(source: usize, y: usize, start: usize, count: usize, coordinates: usize): void {
  const address = load<usize>(source, LOAD_ADDRESS);
  const type = load<i32>(source, LOAD_TYPE);
  const last = (load<usize>(source, LOAD_A) - 1) << 2;
  const dims = source + LOAD_BYTES;
  const strides = dims + last + 4;
  let first: usize = 0;
  let rest = start;
  for (let axis = <isize>last; axis >= 0; axis -= 4) {
    const dim = load<usize>(dims + axis);
    store<usize>(coordinates + axis, rest % dim);
    first += (rest % dim) * load<usize>(strides + axis);
    rest /= dim;
  }
  const length = load<usize>(dims + last);
  const stride = load<usize>(strides + last);
  while (count > 0) {
    const at = load<usize>(coordinates + last);
    const run = min(length - at, count);
    stridedRun<T>(y, address, type, first, stride, run);
    y += run * sizeof<T>();
    count -= run;
    first -= at * stride;
    store<usize>(coordinates + last, 0);
    for (let axis = <isize>last - 4; axis >= 0; axis -= 4) {
      const next = load<usize>(coordinates + axis) + 1;
      const dim = load<usize>(dims + axis);
      first += load<usize>(strides + axis);
      if (next < dim) {
        store<usize>(coordinates + axis, next);
        break;
      }
      first -= dim * load<usize>(strides + axis);
      store<usize>(coordinates + axis, 0);
    }
  }
}

/** The bytes of a load in the program. */
export function bytesOfLoad(source: usize): usize {
  const strided = load<i32>(source, LOAD_KIND) == STRIDED;
  return <usize>LOAD_BYTES + (strided ? load<usize>(source, LOAD_A) << 3 : 0);
}

/** Fills a register with the elements from start on, for a load that is not the same in all blocks. */
export function loadBlock<T>(source: usize, y: usize, start: usize, count: usize, coordinates: usize): void {
  const kind = load<i32>(source, LOAD_KIND);
  if (kind == CONTIGUOUS)
    convertRun<T>(y, load<usize>(source, LOAD_ADDRESS), load<i32>(source, LOAD_TYPE), start, count);
  else if (kind == DIVMOD) loadDivMod<T>(source, y, start, count);
  else loadStrided<T>(source, y, start, count, coordinates);
}
