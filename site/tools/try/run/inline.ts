import { Value } from '@chainrule/core';

const MOST = 2_000;
const MOST_ITEMS = 24;
const DEEPEST = 3;

/** A value in one line, as it would be written; what is long is cut off. */
export function inline(value: unknown, depth = 0, seen: ReadonlySet<unknown> = new Set()): string {
  switch (typeof value) {
    case 'string':
      return depth === 0 ? value : JSON.stringify(clipped(value));
    case 'number':
      return Object.is(value, -0) ? '−0' : String(value).replace('-', '−');
    case 'bigint':
      return `${value}n`;
    case 'function':
      return /^class\b/.test(Function.prototype.toString.call(value))
        ? `class ${value.name}`
        : `ƒ ${value.name}`;
    case 'object':
      return value === null ? 'null' : clipped(ofObject(value, depth, seen));
    default:
      return String(value);
  }
}

function ofObject(value: object, depth: number, seen: ReadonlySet<unknown>): string {
  if (seen.has(value)) return '↻';
  if (value instanceof Value) return clipped(String(value));
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise';
  if (depth >= DEEPEST) return titleOf(value);
  const inside = new Set([...seen, value]);
  const each = (item: unknown) => inline(item, depth + 1, inside);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from((value as unknown[]).slice?.(0, MOST_ITEMS) ?? [], each);
    return `[${listed(items, (value as unknown[]).length)}]`;
  }
  if (value instanceof Map || value instanceof Set) {
    const items = [...value]
      .slice(0, MOST_ITEMS)
      .map((item) =>
        value instanceof Map ? (item as [unknown, unknown]).map(each).join(' → ') : each(item),
      );
    return `${titleOf(value, value.size)} { ${listed(items, value.size)} }`;
  }
  const keys = Object.keys(value);
  const items = keys
    .slice(0, MOST_ITEMS)
    .map((key) => `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${each(readOf(value, key))}`);
  const title = titleOf(value);
  const inner = items.length === 0 ? '{}' : `{ ${listed(items, keys.length)} }`;
  return title === 'Object' ? inner : `${title} ${inner}`;
}

/** Its class, and how much it holds. */
export function titleOf(value: object, size?: number): string {
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  const title = typeof name === 'string' && name !== '' ? name : 'Object';
  return size === undefined || title === 'Object' ? title : `${title}(${size})`;
}

const listed = (items: readonly string[], size: number) =>
  items.join(', ') + (size > items.length ? `, … ${size - items.length} more` : '');

const clipped = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

function readOf(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch (error) {
    return error;
  }
}
