/** A point of the plane and the side that it belongs to. */
export interface Sample {
  readonly point: readonly [number, number];
  readonly label: 1 | -1;
}

/** Two interleaved half circles with a little noise, the same every time. */
export function moons(count: number): Sample[] {
  const random = uniform(1);
  return Array.from({ length: count }, (_, i) => {
    const angle = Math.PI * random();
    const [dx, dy] = [0.2 * (random() - 0.5), 0.2 * (random() - 0.5)];
    return i % 2 === 0
      ? { point: [Math.cos(angle) + dx, Math.sin(angle) + dy], label: 1 }
      : { point: [1 - Math.cos(angle) + dx, 0.5 - Math.sin(angle) + dy], label: -1 };
  });
}

/** Numbers in [0, 1) by Lehmer's rule s ← 48271 s mod (2³¹ − 1): enough for samples, and no dependence on chainrule. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
