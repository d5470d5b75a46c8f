/** What a message needs to know of a node: its name if it has one, the operation it came from, its shape and dtype. */
export interface Described {
  readonly name?: string | undefined;
  readonly primitive?: { readonly name: string } | undefined;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** The longest text that a message quotes. */
export const QUOTED = 80;

/** A text, without its middle if it is longer than `longest`. */
export function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const tail = Math.floor(longest / 4);
  const left = text.length - longest;
  return `${text.slice(0, longest - tail)} … (${left.toLocaleString('en')} characters left out) … ${text.slice(-tail)}`;
}

/** A shape as text: `[2, 3]`. */
export function shapeText(shape: readonly number[]): string {
  return `[${Array.from(shape, typeText).join(', ')}]`;
}

/** A node as text: `W1 [2, 3]`, or `matmul(…) [2, 3]` if it has no name. */
export function describe(node: Omit<Described, 'dtype'>): string {
  return `${labelOf(node)} ${shapeText(node.shape)}`;
}

/** The label of a node: its name, or the operation that it came from. */
export function labelOf({ name, primitive }: Pick<Described, 'name' | 'primitive'>): string {
  return name ?? (primitive ? `${primitive.name}(…)` : 'a value');
}

/** The key that Values of every copy of the package carry, and its value in this copy. */
export const BRAND: unique symbol = Symbol.for('@chainrule/core') as never;
export const COPY = Symbol();

/** A given thing as a message describes it. */
export function typeText(thing: unknown): string {
  if (thing === null) return 'null';
  if (typeof thing === 'string') return `the string ${clipped(JSON.stringify(thing), QUOTED)}`;
  if (Array.isArray(thing)) return `an array of length ${thing.length}`;
  if (((thing as { [BRAND]?: symbol } | undefined)?.[BRAND] ?? COPY) !== COPY)
    return 'a Value of another copy of @chainrule/core: two are loaded, as by import and by require';
  if (typeof thing === 'object') {
    const name = thing.constructor?.name ?? 'no prototype';
    return `an object (${name})${/^(Shared)?ArrayBuffer$|^DataView$/.test(name) ? ': make a typed array of it, such as new Float32Array(…), which says what numbers its bytes are' : ''}`;
  }
  return typeof thing === 'function' ? `a function (${thing.name || 'anonymous'})` : String(thing);
}

/** A position in nested arrays. */
export const place = (path: readonly number[]) => (path.length === 0 ? '' : ` at ${shapeText(path)}`);

/** The most axes that an array is made with, as in NumPy. */
export const MOST_AXES = 64;
