import { constant, type Operand, type Tree, Value } from '@chainrule/core';
import { isFloat, sameShape } from '@chainrule/core/extend';
import { trainingErrors } from '../errors/training.ts';
import { branchesOf } from '../slots.ts';
import type { GradientTransform } from './transform.ts';

type Parameters = Readonly<Record<string, Value>>;

/**
 * The rule and parameters that a state was made for. Rules are compared by their function, since copying a tree copies the
 * rule's object.
 */
const madeFor = new WeakMap<object, { update: GradientTransform['update']; values: readonly Value[] }>();

/** Notes that a state fits a rule and these parameters, so that the next step needs no check. */
export function noteFitting(rule: GradientTransform, state: unknown, parameters: Parameters): void {
  if (typeof state === 'object' && state !== null)
    madeFor.set(state, { update: rule.update, values: Object.values(parameters) });
}

/**
 * The state of a rule for these parameters: itself if it was made for Values of their shapes and dtypes. Any other state
 * (read from a file or JSON, or made before a weight was replaced) is compared with the initial state of the rule. Plain
 * numbers become Values again and floats are converted to the parameter's float type.
 *
 * Throws a SetupError that names the first place that does not fit, such as `state.slots.w.velocity`.
 */
export function fittingState(
  operation: string,
  rule: GradientTransform,
  state: unknown,
  parameters: Parameters,
): unknown {
  const known = typeof state === 'object' && state !== null ? madeFor.get(state) : undefined;
  if (known?.update === rule.update && areAlike(known.values, Object.values(parameters))) return state;
  return fitted(operation, state, rule.init(parameters), 'state');
}

const areAlike = (before: readonly Value[], now: readonly Value[]) =>
  before.length === now.length && before.every((x, i) => x === now[i] || isAlike(x, now[i]));

const isAlike = (a: Value, b: Value) => a.dtype === b.dtype && sameShape(a.shape, b.shape);

/** Throws unless the names of the parameters are those that an optimiser was created with. */
export function checkNames(operation: string, expected: readonly string[], got: readonly string[]): void {
  const [before, now] = [new Set(expected), new Set(got)];
  const lost = expected.filter((name) => !now.has(name));
  const added = got.filter((name) => !before.has(name));
  if (lost.length + added.length > 0) throw trainingErrors.otherParameters(operation, lost, added);
}

/** A tree with the structure of another, place by place. */
function fitted(operation: string, given: Tree, like: Tree, path: string): Tree {
  const mismatch = (expected: string) => trainingErrors.stateDiffers(operation, path, expected, given);
  if (like instanceof Value) return fittedValue(given, like, mismatch);
  if (typeof like !== 'object' || like === null) {
    // Functions and undefined are not data: JSON leaves them out, or writes null.
    if (like === undefined && given !== undefined && given !== null) throw mismatch('nothing');
    return given ?? like;
  }
  if (typeof given !== 'object' || given === null || given instanceof Value)
    throw mismatch(`an object with ${Object.keys(like).join(', ') || 'nothing'}`);
  const expected = new Map(branchesOf(like));
  const found = new Map(branchesOf(given));
  const entries = [...new Set([...expected.keys(), ...found.keys()])].map(
    (key) => [key, fitted(operation, found.get(key), expected.get(key), `${path}.${key}`)] as const,
  );
  return Array.isArray(like) ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
}

function fittedValue(given: Tree, like: Value, mismatch: (expected: string) => Error): Value {
  const kind = `${like.dtype} numbers of shape [${like.shape.join(', ')}]`;
  let x: Value;
  try {
    // No dtype is given yet, so that non-numbers are refused and not converted.
    x = given instanceof Value ? given : constant(given as Operand);
  } catch {
    throw mismatch(kind);
  }
  const isKind =
    given instanceof Value
      ? isFloat(x.dtype) === isFloat(like.dtype)
      : isFloat(x.dtype) || x.dtype === like.dtype;
  if (!isKind || (!sameShape(x.shape, like.shape) && x.size + like.size > 0)) throw mismatch(kind);
  return x.dtype === like.dtype ? x : x.asType(like.dtype);
}
