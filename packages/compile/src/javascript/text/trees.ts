import { type DType, isBranch, Value } from '@chainrule/core';
import { errors } from '../../errors.ts';

/** How arrays are written: as nested arrays, or as one typed array in row-major order. */
export type ArrayForm = 'nested' | 'flat';

const CONSTRUCTORS = {
  float64: 'Float64Array',
  float32: 'Float32Array',
  int32: 'Int32Array',
  bool: 'Uint8Array',
};

/** The typed array that holds a dtype. */
export const constructorOf = (dtype: DType): string => CONSTRUCTORS[dtype];

const key = (name: string): string => {
  // As a plain key it would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
};

/** A text in quotes, with everything escaped that would end it or be invisible. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;

/** The entries of a branch; undefined for anything else. */
function entriesOf(tree: unknown): [string, unknown][] | undefined {
  return isBranch(tree) ? Object.entries(tree) : undefined;
}

/** Whether there is a Value in a tree. */
const holdsValues = (tree: unknown): boolean =>
  tree instanceof Value || (entriesOf(tree) ?? []).some(([, x]) => holdsValues(x));

/** The type of a tree with arrays in place of Values: of an argument, which is read-only, or of a result. */
export function typeOf(tree: unknown, form: ArrayForm, role: 'argument' | 'result'): string {
  const prefix = role === 'argument' ? 'readonly ' : '';
  const listOf = (type: string) => `${prefix}${/^[\w[\]]+$/.test(type) ? type : `(${type})`}[]`;
  if (tree instanceof Value) {
    const { shape, dtype } = tree;
    if (form === 'flat' && shape.length > 0) return constructorOf(dtype);
    return shape.reduce((inner) => listOf(inner), 'number');
  }
  const entries = entriesOf(tree);
  if (!entries) return role === 'argument' ? 'unknown' : plainType(tree);
  if (Array.isArray(tree)) {
    const types = entries.map(([, x]) => typeOf(x, form, role));
    const isAlike = types.length > 0 && types.every((type) => type === types[0]);
    return isAlike ? listOf(types[0]) : `${prefix}[${types.join(', ')}]`;
  }
  const kept = entries.filter(([, x]) => (role === 'argument' ? holdsValues(x) : typeof x !== 'function'));
  return `{ ${kept.map(([name, x]) => `${prefix}${key(name)}: ${typeOf(x, form, role)}`).join('; ')} }`;
}

const plainType = (x: unknown): string => (x === null || typeof x === 'function' ? 'null' : typeof x);

/** The pattern that destructures an argument: `leaf` gives the name of a Value, or undefined if it is not read. */
export function patternOf(tree: unknown, leaf: (x: Value) => string | undefined): string | undefined {
  if (tree instanceof Value) return leaf(tree);
  const inner = (entriesOf(tree) ?? []).map(([name, x]) => [name, patternOf(x, leaf)] as const);
  const last = inner.findLastIndex(([, pattern]) => pattern !== undefined);
  if (last < 0) return undefined;
  if (Array.isArray(tree))
    return `[${inner
      .slice(0, last + 1)
      .map(([, pattern]) => pattern ?? '')
      .join(', ')}]`;
  const read = inner.flatMap(([name, pattern]) => (pattern === undefined ? [] : [[key(name), pattern]]));
  return `{ ${read.map(([name, text]) => (name === text ? name : `${name}: ${text}`)).join(', ')} }`;
}

/**
 * A tree as an expression: `leaf` gives that of a Value. Plain data is written as it is; a function, which a module may hold,
 * is left out, or null in an array.
 */
export function expressionOf(tree: unknown, leaf: (x: Value) => string, depth = 1): string {
  if (tree instanceof Value) return leaf(tree);
  const entries = entriesOf(tree);
  if (!entries) return plain(tree);
  const inner = entries.flatMap(([name, x]) => {
    if (Array.isArray(tree)) return [expressionOf(x, leaf, depth + 1)];
    if (typeof x === 'function') return [];
    const text = expressionOf(x, leaf, depth + 1);
    return [key(name) === text ? text : `${key(name)}: ${text}`];
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
  if (typeof x === 'function') return 'null';
  throw errors.unwrittenResult(x);
}
