import { type Interval, type Primitive, Random, type Value, value } from '../../packages/core/src/index.ts';

const ANYWHERE: Interval = { min: -Infinity, max: Infinity };

/** How far from a kink a sample stays: many times the step of the finite differences. */
const CLEARANCE = 0.05;

function within({ min, max }: Interval, u: number): number {
  if (min === -Infinity && max === Infinity) return 4 * u - 2;
  if (max === Infinity) return min + 0.2 + 2.5 * u;
  return min + (max - min) * (0.05 + 0.9 * u);
}

/** Inputs of these shapes in the domain of a primitive and away from its kinks. */
export function sampleInputs(
  primitive: Primitive,
  shapes: readonly (readonly number[])[],
  seed: number,
): Value[] {
  const random = new Random(seed);
  for (;;) {
    const inputs = shapes.map((shape, i) => {
      const interval = primitive.domain?.[i] ?? ANYWHERE;
      const data = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
        within(interval, random.next()),
      );
      return value(data, { shape });
    });
    if (!primitive.kink || awayFromKinks(primitive.kink, inputs)) return inputs;
  }
}

/** Whether every combination of entries is away from the kinks, which is more than broadcasting needs. */
function awayFromKinks(kink: (...xs: number[]) => number, inputs: readonly Value[]): boolean {
  const entries = inputs.map((x) => [x.toArray()].flat(9) as number[]);
  const [a, b] = entries;
  return a.every((p) => (b ?? [0]).every((q) => Math.abs(kink(p, q)) > CLEARANCE));
}
