import type { Numbers } from './numbers.ts';

/** The shape that a text is, such as 3×2 for three rows of two; undefined if it is none. */
export function shapeOfText(text: string): readonly number[] | undefined {
  return /^\d{1,4}(\s*[×x*]\s*\d{1,4}){1,5}$/.test(text) ? text.split(/\s*[×x*]\s*/).map(Number) : undefined;
}

/** As many numbers as a shape asks for, all in (0, 1) and in no pattern, so that no matrix of them is singular. */
export function numbersOfShape([size, ...inner]: readonly number[], start: number): Numbers {
  if (size === undefined) return Number(fraction(0.3 + 0.618034 * start ** 2).toFixed(4));
  const each = inner.reduce((product, next) => product * next, 1);
  return Array.from({ length: size }, (_, k) => numbersOfShape(inner, start + k * each));
}

/** Neither 0 nor 1. */
const fraction = (x: number) => 0.05 + 0.9 * (x - Math.floor(x));
