import { Random } from '@chainrule/core';
import { range, type Samples, type Setup } from './setup.ts';

/** The samples of a setup. */
export function samplesFor({ data, given, count, noise, seed }: Setup): Samples {
  if (data === 'given') return given!;
  const random = new Random(seed);
  const jitter = (std: number) => random.normal([], { std }).item() as number;
  if (data === 'xor') {
    return { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] }; // biome-ignore format: a table
  }
  if (data === 'sine' || data === 'steps') {
    const f = data === 'sine' ? Math.sin : (x: number) => Math.floor(x + 0.5) / 2;
    const inputs = range(count).map((k) => [Math.PI * ((2 * k) / (count - 1) - 1)]);
    return { inputs, targets: inputs.map(([x]) => [f(x) + jitter(noise)]) };
  }
  const labels = range(count).map((k) => k % 2);
  const inputs = labels.map((label) => {
    const [x, y] = PLACES[data](random.next(), label);
    return [x + jitter(noise), y + jitter(noise)];
  });
  return { inputs, targets: labels.map((label) => [label]) };
}

/** Where a sample of a class lies, by a number in [0, 1). */
const PLACES: Readonly<Record<'moons' | 'spirals' | 'circles', (t: number, label: number) => number[]>> = {
  moons: (t, label) => {
    const [x, y] = [Math.cos(Math.PI * t), Math.sin(Math.PI * t)];
    return label === 1 ? [0.5 - x, -y + 0.25] : [x - 0.5, y - 0.25];
  },
  spirals: (t, label) => {
    const [radius, angle] = [0.1 + 1.2 * t, 3.5 * Math.PI * t ** 0.8 + Math.PI * label];
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  circles: (t, label) => {
    const radius = label === 1 ? 0.45 : 1.1;
    return [radius * Math.cos(2 * Math.PI * t), radius * Math.sin(2 * Math.PI * t)];
  },
};
