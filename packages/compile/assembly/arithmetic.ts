/*
 * Operations on blocks: y ← f(a, b, c), from y to end, 16 bytes at a time. Blocks are padded, so the last vector may
 * reach beyond the elements.
 */

// @ts-ignore: decorator
@inline
export function number<T>(x: f64): v128 {
  return v128.splat<T>(<T>x);
}

// @ts-ignore: decorator
@inline
function truth<T>(mask: v128): v128 {
  return v128.and(mask, number<T>(1));
}

export function add<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, v128.add<T>(v128.load(a), v128.load(b)));
}

export function sub<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, v128.sub<T>(v128.load(a), v128.load(b)));
}

export function mul<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, v128.mul<T>(v128.load(a), v128.load(b)));
}

export function div<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, v128.div<T>(v128.load(a), v128.load(b)));
}

export function identity<T>(y: usize, a: usize, end: usize): void {
  memory.copy(y, a, (end - y + 15) & -16);
}

export function neg<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.neg<T>(v128.load(a)));
}

export function reciprocal<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.div<T>(number<T>(1), v128.load(a)));
}

export function square<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    v128.store(y, v128.mul<T>(x, x));
  }
}

export function abs<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.abs<T>(v128.load(a)));
}

/** Zeros and NaN are their own sign. */
export function sign<T>(y: usize, a: usize, end: usize): void {
  const one = number<T>(1);
  const zero = number<T>(0);
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const above = v128.gt<T>(x, zero);
    const below = v128.lt<T>(x, zero);
    const unit = v128.sub<T>(v128.and(above, one), v128.and(below, one));
    v128.store(y, v128.bitselect(unit, x, v128.or(above, below)));
  }
}

export function sqrt<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.sqrt<T>(v128.load(a)));
}

/** In float32 the root is rounded once more than in core, which divides in double precision. */
export function rsqrt<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.div<T>(number<T>(1), v128.sqrt<T>(v128.load(a))));
}

export function maximum<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, v128.max<T>(v128.load(a), v128.load(b)));
}

export function minimum<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, v128.min<T>(v128.load(a), v128.load(b)));
}

// @ts-ignore: decorator
@inline
function unlessNaN<T>(y: v128, a: v128, b: v128): v128 {
  const withA = v128.bitselect(y, a, v128.eq<T>(b, b));
  return v128.bitselect(withA, b, v128.eq<T>(a, a));
}

export function fmax<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const u = v128.load(a);
    const v = v128.load(b);
    v128.store(y, unlessNaN<T>(v128.max<T>(u, v), u, v));
  }
}

export function fmin<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const u = v128.load(a);
    const v = v128.load(b);
    v128.store(y, unlessNaN<T>(v128.min<T>(u, v), u, v));
  }
}

export function clamp<T>(y: usize, a: usize, b: usize, c: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16, c += 16)
    v128.store(y, v128.min<T>(v128.max<T>(v128.load(a), v128.load(b)), v128.load(c)));
}

/** `pmax` keeps NaN and −0, which the sum turns into 0. */
export function relu<T>(y: usize, a: usize, end: usize): void {
  const zero = number<T>(0);
  for (; y < end; y += 16, a += 16) v128.store(y, v128.add<T>(v128.pmax<T>(v128.load(a), zero), zero));
}

export function relu6<T>(y: usize, a: usize, end: usize): void {
  const zero = number<T>(0);
  for (; y < end; y += 16, a += 16) {
    const above = v128.add<T>(v128.pmax<T>(v128.load(a), zero), zero);
    v128.store(y, v128.pmin<T>(above, number<T>(6)));
  }
}

export function leakyRelu<T>(y: usize, a: usize, b: usize, end: usize): void {
  const zero = number<T>(0);
  for (; y < end; y += 16, a += 16, b += 16) {
    const x = v128.load(a);
    v128.store(y, v128.bitselect(x, v128.mul<T>(x, v128.load(b)), v128.gt<T>(x, zero)));
  }
}

export function floor<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.floor<T>(v128.load(a)));
}

export function ceil<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.ceil<T>(v128.load(a)));
}

export function round<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.nearest<T>(v128.load(a)));
}

export function trunc<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, v128.trunc<T>(v128.load(a)));
}

export function frac<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    v128.store(y, v128.sub<T>(x, v128.trunc<T>(x)));
  }
}

export function greater<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.gt<T>(v128.load(a), v128.load(b))));
}

export function greaterEqual<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.ge<T>(v128.load(a), v128.load(b))));
}

export function equal<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.eq<T>(v128.load(a), v128.load(b))));
}

export function notEqual<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.ne<T>(v128.load(a), v128.load(b))));
}

// @ts-ignore: decorator
@inline
function holds<T>(a: usize): v128 {
  return v128.ne<T>(v128.load(a), number<T>(0));
}

export function logicalAnd<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.and(holds<T>(a), holds<T>(b))));
}

export function logicalOr<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.or(holds<T>(a), holds<T>(b))));
}

export function logicalXor<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16)
    v128.store(y, truth<T>(v128.xor(holds<T>(a), holds<T>(b))));
}

export function logicalNot<T>(y: usize, a: usize, end: usize): void {
  const zero = number<T>(0);
  for (; y < end; y += 16, a += 16) v128.store(y, truth<T>(v128.eq<T>(v128.load(a), zero)));
}

export function isNaN<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    v128.store(y, truth<T>(v128.ne<T>(x, x)));
  }
}

export function isFinite<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, truth<T>(v128.lt<T>(v128.abs<T>(v128.load(a)), number<T>(Infinity))));
}

export function isInf<T>(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, truth<T>(v128.eq<T>(v128.abs<T>(v128.load(a)), number<T>(Infinity))));
}

export function where<T>(y: usize, a: usize, b: usize, c: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16, c += 16)
    v128.store(y, v128.bitselect(v128.load(b), v128.load(c), holds<T>(a)));
}

/** Whether a is what was picked: b, or NaN. */
export function picked<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const x = v128.load(a);
    v128.store(y, truth<T>(v128.or(v128.eq<T>(x, v128.load(b)), v128.ne<T>(x, x))));
  }
}

export function heaviside<T>(y: usize, a: usize, b: usize, end: usize): void {
  const zero = number<T>(0);
  for (; y < end; y += 16, a += 16, b += 16) {
    const x = v128.load(a);
    const step = v128.bitselect(v128.load(b), truth<T>(v128.gt<T>(x, zero)), v128.eq<T>(x, zero));
    v128.store(y, v128.bitselect(step, x, v128.eq<T>(x, x)));
  }
}

/** NaN counts as positive. */
export function copySign<T>(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const s = v128.load(b);
    const bit = v128.and(v128.and(s, number<T>(-0.0)), v128.eq<T>(s, s));
    v128.store(y, v128.or(v128.abs<T>(v128.load(a)), bit));
  }
}
