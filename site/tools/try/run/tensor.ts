import type { Value } from '@chainrule/core';
import { graphOf } from './graphs.ts';
import type { HeatMap, TensorView, View } from './views.ts';

const MOST_ROWS = 12;
const MOST_COLUMNS = 10;
/** How many cells a heat map has in each direction at most. */
const MOST_ON_MAP = 128;
/** From so many cells on their colours say more than their numbers. */
const SHADED = 4;

/** Numbers row by row, with as many axes as there are sizes. */
interface Numbers {
  readonly shape: readonly number[];
  at(index: number): number | boolean;
}

export function valueView(value: Value): View {
  const { data, shape, dtype } = value;
  const from = value.primitive ? `${value.primitive.name}(${value.inputs.map(nameOf).join(', ')})` : '';
  const title = [value.name, from].filter(Boolean).join(' = ');
  const asRead = (x: number) => (dtype === 'bool' ? x !== 0 : x);
  const about = shape.length === 0 ? dtype : `${dtype} [${shape.join(', ')}]`;
  const at = (k: number) => asRead(typeof data === 'number' ? data : data[k]);
  const graph = graphOf(value);
  return { ...tensorView({ shape, at }, title, about), ...(graph === undefined ? {} : { graph }) };
}

const nameOf = ({ name, primitive, shape, data }: Value) =>
  name ??
  (primitive ? `${primitive.name}(…)` : shape.length === 0 ? written(Number(data)) : `[${shape.join(', ')}]`);

/** Arrays of numbers that make up a matrix or a longer vector; undefined for anything else. */
export function arrayView(value: unknown): View | undefined {
  const found = numbersIn(value);
  if (!found || found.shape.reduce((a, b) => a * b, 1) < SHADED) return undefined;
  const name = (value as object).constructor.name;
  return tensorView(found, '', `${name === 'Array' ? 'numbers' : name} [${found.shape.join(', ')}]`);
}

function numbersIn(value: unknown): Numbers | undefined {
  if (ArrayBuffer.isView(value) && 'length' in value) {
    const typed = value as unknown as ArrayLike<number>;
    return { shape: [typed.length], at: (k) => Number(typed[k]) };
  }
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.every((each) => typeof each === 'number')) return { shape: [value.length], at: (k) => value[k] };
  const width = Array.isArray(value[0]) ? value[0].length : 0;
  const isRow = (row: unknown) =>
    Array.isArray(row) && row.length === width && row.every((each) => typeof each === 'number');
  if (width === 0 || !value.every(isRow)) return undefined;
  return { shape: [value.length, width], at: (k) => value[Math.floor(k / width)][k % width] };
}

function tensorView({ shape, at }: Numbers, title: string, about: string): TensorView {
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const [shownRows, shownColumns] = [Math.min(rows, MOST_ROWS), Math.min(columns, MOST_COLUMNS)];
  const empty = shape.includes(0);
  const part = empty
    ? []
    : Array.from({ length: shownRows }, (_, i) =>
        Array.from({ length: shownColumns }, (_, j) => at(i * columns + j)),
      );
  const isPart = shownRows < rows || shownColumns < columns || shape.length > 2;
  const isShaded = !empty && rows * columns >= SHADED && rows > 1;
  const most = isShaded ? largest({ shape: [rows, columns], at }) : 0;
  return {
    kind: 'tensor',
    title,
    about,
    cells: writtenAlike(part),
    ...(isShaded ? { shades: part.map((row) => row.map((x) => Number(x) / most || 0)) } : {}),
    ...(isPart ? { clipped: clipOf(shape, shownRows, shownColumns) } : {}),
    ...(isShaded && (shownRows < rows || shownColumns < columns)
      ? { map: mapOf(rows, columns, at, most) }
      : {}),
  };
}

function clipOf(shape: readonly number[], rows: number, columns: number): string {
  const firsts = shape.slice(0, -2).map(() => '0');
  const place = [...firsts, ...(shape.length > 1 ? [`0 … ${rows - 1}`] : []), `0 … ${columns - 1}`];
  return `[${place.join(', ')}]`;
}

function mapOf(rows: number, columns: number, at: Numbers['at'], most: number): HeatMap {
  const [m, n] = [Math.min(rows, MOST_ON_MAP), Math.min(columns, MOST_ON_MAP)];
  const shades = new Float32Array(m * n);
  let [least, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const x = Number(at(Math.floor((i * rows) / m) * columns + Math.floor((j * columns) / n)));
      shades[i * n + j] = x / most || 0;
      if (x < least) least = x;
      if (x > highest) highest = x;
    }
  return { rows: m, columns: n, shades, least: written(least), most: written(highest) };
}

function largest({ shape, at }: Numbers): number {
  const size = shape.reduce((a, b) => a * b, 1);
  let found = 0;
  for (let k = 0; k < size; k++) {
    const x = Math.abs(Number(at(k)));
    if (x > found && x < Number.POSITIVE_INFINITY) found = x;
  }
  return found || 1;
}

/** Numbers of which the decimal points stand below each other. */
function writtenAlike(rows: readonly (readonly (number | boolean)[])[]): string[][] {
  const numbers = rows.flat().map(Number).filter(Number.isFinite);
  const most = Math.max(...numbers.map(Math.abs), 0);
  const isWhole = numbers.every(Number.isInteger);
  if (numbers.length === 1)
    return rows.map((row) => row.map((x) => (typeof x === 'boolean' ? String(x) : written(x, 10))));
  const decimals = isWhole ? 0 : Math.min(Math.max(5 - Math.floor(Math.log10(most || 1)), 0), 6);
  const isPlain = (most < 1e7 && most >= 1e-3) || (isWhole && most < 1e12) || most === 0;
  const one = (x: number | boolean) => {
    if (typeof x === 'boolean' || !Number.isFinite(x)) return String(x).replace('-', '−');
    return (isPlain ? x.toFixed(decimals) : x.toExponential(3)).replace(/^-/, '−').replace('e-', 'e−');
  };
  return rows.map((row) => row.map(one));
}

/** A number by itself. */
export const written = (x: number, digits = 6) =>
  String(Number(x.toPrecision(digits)))
    .replace(/^-/, '−')
    .replace('e-', 'e−');
