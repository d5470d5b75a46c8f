import { type DType, type Shape, treeNode, Value } from '@chainrule/core';
import { errors } from '../../errors.ts';

/** How arrays are written: nested as people write them, or as one typed array in row-major order. */
export type ArrayForm = 'nested' | 'flat';

const CONSTRUCTORS = {
  float64: 'Float64Array',
  float32: 'Float32Array',
  int32: 'Int32Array',
  bool: 'Uint8Array',
};

/** The typed array that holds a dtype. */
export const constructorOf = (dtype: DType): string => CONSTRUCTORS[dtype];

/** The type of an argument that stands for a Value. */
export function argumentType({ shape, dtype }: { shape: Shape; dtype: DType }, form: ArrayForm): string {
  if (shape.length === 0) return 'number';
  if (form === 'flat') return constructorOf(dtype);
  return shape.reduce((inner, _, axis) => (axis === 0 ? 'readonly number[]' : `readonly (${inner})[]`), '');
}

const key = (name: string): string => {
  // A plain key of this name would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
};

/** A text in quotes, with nothing in it that ends it or hides what it says. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;

type Branch = Readonly<Record<string, unknown>>;

/** The entries of a tree that has any; undefined for what is none. */
function entriesOf(tree: unknown): [string, unknown][] | undefined {
  if (typeof tree !== 'object' || tree === null || tree instanceof Value) return undefined;
  const prototype = Object.getPrototypeOf(tree);
  const isTree =
    Array.isArray(tree) || treeNode in tree || prototype === Object.prototype || prototype === null;
  return isTree ? Object.entries(tree as Branch) : undefined;
}

/** What takes an argument of a tree's form apart, and its type; undefined where nothing of it is read. */
export interface Pattern {
  readonly text: string;
  readonly type: string;
}

/** The pattern of an argument: `leaf` gives the name of a Value, or undefined where it is not read. */
export function patternOf(
  tree: unknown,
  leaf: (x: Value) => string | undefined,
  form: ArrayForm,
): Pattern | undefined {
  if (tree instanceof Value) {
    const text = leaf(tree);
    return text === undefined ? undefined : { text, type: argumentType(tree, form) };
  }
  const inner = (entriesOf(tree) ?? []).map(([name, x]) => [name, patternOf(x, leaf, form)] as const);
  const last = inner.findLastIndex(([, pattern]) => pattern !== undefined);
  if (last < 0) return undefined;
  if (Array.isArray(tree)) {
    const read = inner.slice(0, last + 1);
    const types = read.map(([, pattern]) => pattern?.type ?? 'unknown').join(', ');
    const rest = last + 1 < inner.length ? ', ...unknown[]' : '';
    return {
      text: `[${read.map(([, pattern]) => pattern?.text ?? '').join(', ')}]`,
      type: `readonly [${types}${rest}]`,
    };
  }
  const read = inner.flatMap(([name, pattern]) => (pattern ? [[key(name), pattern] as const] : []));
  return {
    text: `{ ${read.map(([name, { text }]) => (name === text ? name : `${name}: ${text}`)).join(', ')} }`,
    type: `{ ${read.map(([name, { type }]) => `readonly ${name}: ${type}`).join('; ')} }`,
  };
}

/** A tree as an expression: `leaf` gives that of a Value. What is neither is written as it is. */
export function expressionOf(tree: unknown, leaf: (x: Value) => string, depth = 1): string {
  if (tree instanceof Value) return leaf(tree);
  const entries = entriesOf(tree);
  if (!entries) return plain(tree);
  const inner = entries.map(([name, x]) => {
    const text = expressionOf(x, leaf, depth + 1);
    if (Array.isArray(tree)) return text;
    return key(name) === text ? text : `${key(name)}: ${text}`;
  });
  const [open, close] = Array.isArray(tree) ? ['[', ']'] : ['{', '}'];
  if (inner.length === 0) return open + close;
  const space = open === '{' ? ' ' : '';
  const line = `${open}${space}${inner.join(', ')}${space}${close}`;
  if (line.length <= 90 && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth);
  return `${open}\n${inner.map((text) => `${indent}  ${text},\n`).join('')}${indent}${close}`;
}

function plain(x: unknown): string {
  if (typeof x === 'string') return quoted(x);
  if (typeof x === 'number') return Object.is(x, -0) ? '-0' : Number.isNaN(x) ? 'Number.NaN' : String(x);
  if (typeof x === 'boolean' || x === null || x === undefined) return String(x);
  throw errors.unwrittenResult(x);
}
