import type { NDArray, Value } from '@chainrule/core';

/** Tensors with more numbers than this are shown by their shape alone. */
const LARGEST = 12;

/** A number to so many significant digits, without trailing zeros, with a real minus sign. */
function formatNumber(x: number, digits: number): string {
  return String(Number(x.toPrecision(digits))).replaceAll('-', '−');
}

/** The shape as `[2, 3]`, with the dtype where it is not the usual one; nothing for a usual scalar. */
export function formatShape(x: NDArray): string {
  const shape = x.shape.length === 0 ? '' : `[${x.shape.join(', ')}]`;
  return [shape, x.dtype === 'float64' ? '' : x.dtype].filter(Boolean).join(' ');
}

/** The numbers as lines of text, a matrix row by row; no line where there are too many. */
export function formatNumbers(x: Value, digits: number): string[] {
  if (x.size > LARGEST) return [];
  const text = (nested: unknown): string => {
    if (Array.isArray(nested)) return `[${nested.map(text).join(', ')}]`;
    return typeof nested === 'number' ? formatNumber(nested, digits) : String(nested);
  };
  const nested = x.toArray();
  return Array.isArray(nested) && x.rank > 1 ? nested.map(text) : [text(nested)];
}
