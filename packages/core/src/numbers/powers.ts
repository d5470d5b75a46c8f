/** aᵇ. In IEEE 754, 1 to any power is 1, NaN and infinities included; JavaScript's own power gives NaN there. */
export function pow(a: number, b: number): number {
  return a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;
}

/** x 2ⁿ in steps, since 2ⁿ by itself may overflow or vanish. */
export function ldexp(x: number, n: number): number {
  let y = x;
  let rest = Math.max(-2200, Math.min(n, 2200));
  for (; rest > 1000; rest -= 1000) y *= 2 ** 1000;
  for (; rest < -1000; rest += 1000) y *= 2 ** -1000;
  return y * 2 ** rest;
}

/** −x ln x, 0 at x = 0 and −∞ below. */
export function entr(x: number): number {
  return x > 0 ? -x * Math.log(x) : x === 0 ? 0 : x < 0 ? -Infinity : Number.NaN;
}

/** sin(πx)/(πx), 1 at x = 0. */
export function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
