import { constant, isAbstract, type Operand, type Tree, Value, value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { moduleErrors } from '../errors/modules.ts';
import { optionErrors } from '../errors/options.ts';
import type { Kinds } from '../options.ts';
import { type Slot, slotsOf } from '../slots.ts';

/** Numbers by name. */
export type StateDict = Record<string, Value>;

export interface StateOptions {
  /** The naming scheme: by their paths in the module (the default), or as in PyTorch. */
  names?: 'paths' | 'pytorch';
}

export interface LoadOptions extends StateOptions {
  /** Whether missing or unexpected names are errors. Default: true. */
  strict?: boolean;
}

export const LOAD: Kinds<LoadOptions> = { names: 'string', strict: 'boolean' };

/** Which names did not match when numbers were loaded. */
export interface LoadReport {
  /** Names in the module without numbers: their Values are unchanged. */
  readonly missing: readonly string[];
  /** Names of numbers that the module has no place for. */
  readonly unexpected: readonly string[];
}

const nameOf = (slot: Slot, { names = 'paths' }: StateOptions) =>
  (names === 'pytorch' ? slot.torchPath : slot.path).join('.');

/** Every Value of a tree by its name. */
export function stateOf(tree: Tree, options: StateOptions): StateDict {
  return Object.fromEntries(slotsOf(tree).map((slot) => [nameOf(slot, options), kept(slot.value)]));
}

/** A Value whose numbers will not change: a compiled step overwrites those of its last result unless they have been read. */
export function kept(x: Value): Value {
  if (!isAbstract(x)) void x.data;
  return x;
}

/** Puts numbers in the places of a tree, by name: all of them, or none if something does not fit. */
export function loadState(
  tree: Tree,
  state: Record<string, unknown>,
  { strict = true, ...options }: LoadOptions,
): LoadReport {
  if (typeof state !== 'object' || state === null)
    throw optionErrors.badOption('loadStateDict', 'state', 'an object of numbers by name', state);
  const slots = slotsOf(tree);
  const names = new Set(slots.map((slot) => nameOf(slot, options)));
  const unexpected = Object.keys(state).filter((name) => !names.has(name));
  const loaded = new Map<Value, Value>();
  for (const slot of slots) {
    const name = nameOf(slot, options);
    if (Object.hasOwn(state, name)) loaded.set(slot.value, fitting(name, slot.value, state[name] as Operand));
  }
  // A shared Value needs numbers under only one of its names.
  const missing = slots.filter(({ value: x }) => !loaded.has(x)).map((slot) => nameOf(slot, options));
  if (strict && missing.length + unexpected.length > 0) throw moduleErrors.stateNames(missing, unexpected);
  for (const slot of slots)
    if (loaded.has(slot.value) && !slot.isWritable())
      throw moduleErrors.notWritable('loadStateDict', slot.path);
  for (const slot of slots) {
    const replacement = loaded.get(slot.value);
    if (replacement) slot.set(replacement);
  }
  return { missing, unexpected };
}

/** Numbers as a leaf of the kind, the dtype and the name of the Value that they replace. */
function fitting(name: string, old: Value, given: Operand): Value {
  const numbers = given instanceof Value ? given : constant(given, { dtype: old.dtype });
  if (!sameShape(numbers.shape, old.shape))
    throw layerErrors.parameterShape('loadStateDict', name, old.shape, numbers.shape);
  return (old.wantsGradient ? value : constant)(numbers, { dtype: old.dtype, name: old.name });
}
