/** Sines and cosines of position · base^(−2i/size) for each pair i, [length, pairs] each. */
export function waves(length: number, size: number, base: number): { sin: number[][]; cos: number[][] } {
  const pairs = Array.from({ length: Math.ceil(size / 2) }, (_, i) => base ** ((-2 * i) / size));
  const table = (f: (angle: number) => number) =>
    Array.from({ length }, (_, place) => pairs.map((rate) => f(place * rate)));
  return { sin: table(Math.sin), cos: table(Math.cos) };
}
