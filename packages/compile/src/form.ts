import { born, type DType, isBranch, kindOf, type Shape, Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';

/*
 * The form of a tree: what must be the same for a program to be reused. Of Values that is their shape, their dtype, whether
 * they want a gradient, and where the same Value is used twice; anything else must be identical.
 */

export type Form = ValueForm | BranchForm | FixedForm;

interface ValueForm {
  readonly kind: 'value';
  readonly shape: Shape;
  readonly dtype: DType;
  readonly wantsGradient: boolean;
  /** The index among the different Values of the tree. */
  readonly index: number;
}

export interface BranchForm {
  readonly kind: 'branch';
  readonly prototype: object | null;
  readonly isArray: boolean;
  readonly keys: readonly string[];
  readonly branches: readonly Form[];
}

interface FixedForm {
  readonly kind: 'fixed';
  readonly thing: unknown;
}

type Branch = Record<string, unknown>;

/** The form of a tree, and its different Values in order. */
export function formOf(tree: unknown): { form: Form; values: Value[] } {
  const indices = new Map<Value, number>();
  const visit = (node: unknown): Form => {
    if (node instanceof Value) {
      const { shape, dtype, wantsGradient } = node;
      if (!indices.has(node)) indices.set(node, indices.size);
      return { kind: 'value', shape, dtype, wantsGradient, index: indices.get(node)! };
    }
    if (!isBranch(node)) return { kind: 'fixed', thing: isTypedArray(node) ? node.slice() : node };
    const keys = Object.keys(node);
    return {
      kind: 'branch',
      prototype: Object.getPrototypeOf(node),
      isArray: Array.isArray(node),
      keys,
      branches: keys.map((key) => visit(node[key])),
    };
  };
  const form = visit(tree);
  return { form, values: [...indices.keys()] };
}

/** The tree with copies of the Values that it shares with another tree. */
export function apart<T extends object>(tree: T, other: unknown): T {
  const taken = new Set(formOf(other).values);
  const { form, values } = formOf(tree);
  if (!values.some((x) => taken.has(x))) return tree;
  return build(
    form,
    values.map((x) => (taken.has(x) ? x.leaf(x.wantsGradient) : x)),
  ) as T;
}

/** For each Value of a form, by its index, whether it wants a gradient. */
export function wantsOf(form: Form, wants: boolean[] = []): boolean[] {
  if (form.kind === 'value') wants[form.index] = form.wantsGradient;
  if (form.kind === 'branch') for (const branch of form.branches) wantsOf(branch, wants);
  return wants;
}

/** The Values of a tree, by their index, if it has this form; undefined otherwise. */
export function match(form: Form, tree: unknown): Value[] | undefined {
  const values: Value[] = [];
  if (!matches(form, tree, values)) return undefined;
  // One Value in two places, if the form has two Values, would get the sum of two gradients.
  return new Set(values).size === values.length ? values : undefined;
}

function matches(form: Form, node: unknown, values: Value[]): boolean {
  if (form.kind === 'fixed') return same(form.thing, node);
  if (form.kind === 'value') {
    if (!(node instanceof Value) || node.dtype !== form.dtype) return false;
    if (node.wantsGradient !== form.wantsGradient || !sameShape(node.shape, form.shape)) return false;
    if (form.index < values.length) return values[form.index] === node;
    values.push(node);
    return true;
  }
  if (!isBranch(node) || Object.getPrototypeOf(node) !== form.prototype) return false;
  const { keys, branches } = form;
  let k = 0;
  for (const key of Object.keys(node)) {
    if (key !== keys[k] || !matches(branches[k], node[key], values)) return false;
    k++;
  }
  return k === keys.length;
}

export const isTypedArray = (thing: unknown): thing is Float64Array => kindOf(thing) !== undefined;

/** Whether two things other than Values are the same: typed arrays by their numbers, which may be changed in place. */
function same(a: unknown, b: unknown): boolean {
  if (!isTypedArray(a) || !isTypedArray(b)) return Object.is(a, b);
  return areOfOneKind(a, b) && a.every((x, i) => Object.is(x, b[i]));
}

const areOfOneKind = (a: Float64Array, b: Float64Array) =>
  a.constructor === b.constructor && a.length === b.length;

/** The tree of this form with these Values. */
export function build(form: Form, values: readonly Value[]): unknown {
  if (form.kind === 'fixed') return isTypedArray(form.thing) ? form.thing.slice() : form.thing;
  if (form.kind === 'value') return values[form.index];
  const made = form.isArray ? [] : Object.create(form.prototype);
  if (!form.isArray) born(made);
  form.keys.forEach((key, k) => {
    const value = build(form.branches[k], values);
    // Plain assignment to __proto__ would set the prototype instead.
    if (key === '__proto__')
      Object.defineProperty(made, key, { value, writable: true, enumerable: true, configurable: true });
    else made[key] = value;
  });
  return made;
}

/** Puts the Values into an existing tree, and adds the branches of this form that it lacks. */
export function fill(tree: unknown, form: Form, values: readonly Value[]): void {
  if (form.kind !== 'branch') return;
  const branch = tree as Branch;
  form.keys.forEach((key, k) => {
    const inner = form.branches[k];
    if (inner.kind === 'branch' && isBranch(branch[key])) fill(branch[key], inner, values);
    else if (inner.kind !== 'fixed' || !put(inner.thing, branch[key])) branch[key] = build(inner, values);
  });
  keepOnly(branch, form.keys);
}

/** Whether a thing is there, or was copied over what is there: a typed array may be referenced elsewhere, too. */
function put(thing: unknown, there: unknown): boolean {
  if (!isTypedArray(thing) || !isTypedArray(there)) return Object.is(thing, there);
  if (!areOfOneKind(thing, there)) return false;
  if (!same(thing, there)) there.set(thing);
  return true;
}

/** Removes all keys of a branch but these. */
export function keepOnly(branch: Branch, keys: readonly string[]): void {
  const all = Object.keys(branch);
  if (all.length === keys.length) return;
  for (const key of all) if (!keys.includes(key)) delete branch[key];
  if (Array.isArray(branch)) branch.length = keys.filter((key) => /^\d+$/.test(key)).length;
}

/** The path at which a tree that was built from these Values has been changed. */
export function changeIn(
  form: Form,
  node: unknown,
  values: readonly Value[],
  path: string,
): string | undefined {
  if (form.kind === 'fixed') return same(form.thing, node) ? undefined : path;
  if (form.kind === 'value') return values[form.index] === node ? undefined : path;
  if (!isBranch(node) || Object.keys(node).join() !== form.keys.join()) return path;
  for (const [k, key] of form.keys.entries()) {
    const found = changeIn(form.branches[k], node[key], values, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A form in words, for a message: `{ x: float64 [2], scale: 3 }`. */
export function formText(form: Form): string {
  if (form.kind === 'fixed') return text(form.thing).replace(/^another (?=function)/, 'a ');
  if (form.kind === 'value') return `${form.dtype} [${form.shape.join(', ')}]`;
  const inner = form.branches.slice(0, MOST_SHOWN).map((branch, k) => {
    const own = formText(branch);
    return form.isArray ? own : `${form.keys[k]}: ${own}`;
  });
  if (form.branches.length > MOST_SHOWN) inner.push('…');
  if (form.isArray) return `[${inner.join(', ')}]`;
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
}

/** How many entries of a branch a message lists. */
const MOST_SHOWN = 6;

/** The difference between a form and a tree that does not have it, in words, for a message. */
export function difference(form: Form, node: unknown, path = 'the arguments'): string | undefined {
  if (form.kind === 'fixed')
    return same(form.thing, node) ? undefined : `${path}: ${text(form.thing)} before, now ${text(node)}`;
  if (form.kind === 'value') {
    if (!(node instanceof Value)) return `${path}: a Value before, now ${text(node)}`;
    const [before, now] = [form, node].map(
      ({ dtype, shape, wantsGradient }) =>
        `${dtype} [${shape.join(', ')}]${wantsGradient ? ' that wants a gradient' : ''}`,
    );
    return before === now ? undefined : `${path}: ${before} before, now ${now}`;
  }
  if (!isBranch(node)) return `${path}: a tree before, now ${text(node)}`;
  const keys = Object.keys(node);
  if (keys.join() !== form.keys.join()) return `${path}: keys ${form.keys.join()} before, now ${keys.join()}`;
  for (const [k, key] of keys.entries()) {
    const found = difference(form.branches[k], node[key], `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const text = (thing: unknown): string =>
  typeof thing === 'object' && thing !== null
    ? `another ${thing.constructor?.name ?? 'object'}`
    : typeof thing === 'function'
      ? 'another function'
      : String(thing);
