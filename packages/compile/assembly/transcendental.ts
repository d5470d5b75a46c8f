import {
  erf32,
  erfc32,
  exp32,
  expm132,
  log1p32,
  log32,
  sigmoid32,
  softplus32,
  tanh32,
} from './math-f32';
import {
  erf64,
  erfc64,
  exp64,
  expm164,
  log1p64,
  log64,
  sigmoid64,
  softplus64,
  tanh64,
} from './math-f64';
import { sine32, sine64 } from './sine';

/*
 * The functions of math-f32.ts, math-f64.ts and sine.ts on blocks, as in arithmetic.ts.
 */

export function exp<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? exp32(v128.load(a)) : exp64(v128.load(a)));
}

export function log<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? log32(v128.load(a)) : log64(v128.load(a)));
}

export function tanh<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? tanh32(v128.load(a)) : tanh64(v128.load(a)));
}

export function sigmoid<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? sigmoid32(v128.load(a)) : sigmoid64(v128.load(a)));
}

export function softplus<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? softplus32(v128.load(a)) : softplus64(v128.load(a)));
}

export function erf<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? erf32(v128.load(a)) : erf64(v128.load(a)));
}

export function erfc<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? erfc32(v128.load(a)) : erfc64(v128.load(a)));
}

export function expm1<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? expm132(v128.load(a)) : expm164(v128.load(a)));
}

export function log1p<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? log1p32(v128.load(a)) : log1p64(v128.load(a)));
}

export function sin<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? sine32(v128.load(a), 0) : sine64(v128.load(a), 0));
}

export function cos<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, sizeof<T>() == 4 ? sine32(v128.load(a), 1) : sine64(v128.load(a), 1));
}

/** Elements x of a where it is above 0, else b (e^(c x) − 1). */
export function elu<T>(y: usize, a: usize, b: usize, c: usize, end: usize): void {
  const zero = v128.splat<T>(0);
  for (; y < end; y += 16, a += 16, b += 16, c += 16) {
    const x = v128.load(a);
    const z = v128.mul<T>(x, v128.load(c));
    const below = v128.mul<T>(v128.load(b), sizeof<T>() == 4 ? expm132(z) : expm164(z));
    v128.store(y, v128.bitselect(x, below, v128.gt<T>(x, zero)));
  }
}

const SELU_ALPHA: f64 = 1.6732632423543772;
const SELU_SCALE: f64 = 1.0507009873554805;

export function selu<T>(y: usize, a: usize, end: usize): void {
  const zero = v128.splat<T>(0);
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const e = sizeof<T>() == 4 ? expm132(x) : expm164(x);
    const below = v128.mul<T>(v128.splat<T>(<T>SELU_ALPHA), e);
    const either = v128.bitselect(x, below, v128.gt<T>(x, zero));
    v128.store(y, v128.mul<T>(v128.splat<T>(<T>SELU_SCALE), either));
  }
}
