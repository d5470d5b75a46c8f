import type { Random } from '@chainrule/core';

/** A point of the plane, and whether it belongs to the lower moon. */
export interface Sample {
  readonly point: readonly [x: number, y: number];
  readonly lower: boolean;
}

/**
 * Two interleaved half circles of radius 1, every other point on the lower one, with normal noise in both directions.
 *
 *       ╭───╮
 *      ╱     ╲      upper: (cos a, sin a)
 *     │   │   │  │
 *          ╲     ╱  lower: (1 − cos a, ½ − sin a)
 *           ╰───╯
 */
export function moons(count: number, noise: number, random: Random): Sample[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = Math.PI * random.next();
    const [dx, dy] = random.normal([2], { std: noise }).toArray() as number[];
    const lower = i % 2 === 1;
    const [x, y] = lower ? [1 - Math.cos(angle), 0.5 - Math.sin(angle)] : [Math.cos(angle), Math.sin(angle)];
    return { point: [x + dx, y + dy], lower };
  });
}
