import { isAbstract, type Tree, treeNode, Value } from '@chainrule/core';
import { trainingErrors } from '../errors/training.ts';
import { branchesOf, slotsOf } from '../slots.ts';

/** An optimiser of a model. */
interface Trainer {
  readonly model: Tree;
}

/** All living trainers: the loss of one may depend on what another trains, as with the two halves of a GAN. */
const trainers = new Set<WeakRef<Trainer>>();
const dropped = new FinalizationRegistry((ref: WeakRef<Trainer>) => trainers.delete(ref));

/** Trainers whose first loss was checked, and the Values that the user was warned about. */
const stepped = new WeakSet<Trainer>();
const reported = new WeakSet<Value>();

/** Registers that the parameters of a model are trained from now on. */
export function noteTrainer(trainer: Trainer): void {
  const ref = new WeakRef(trainer);
  trainers.add(ref);
  dropped.register(trainer, ref);
}

/**
 * Warns, at the first step of a trainer, about leaves that its loss depends on and that nothing trains: parameters of a layer
 * in a `#private` field, a Map or a closure. Frozen parameters are constants, so they do not count; nor do inputs of a traced
 * function.
 */
export function warnOfUntrained(operation: string, trainer: Trainer, leaves: () => readonly Value[]): void {
  if (stepped.has(trainer)) return;
  stepped.add(trainer);
  const trained = new Set(slotsOf(trainer.model).map(({ value: x }) => x));
  const others = leaves().filter((x) => !trained.has(x) && !isAbstract(x) && !reported.has(x));
  if (others.length === 0) return;
  for (const ref of trainers) for (const x of trainedBy(ref.deref())) trained.add(x);
  const untrained = others.filter((x) => !trained.has(x));
  if (untrained.length === 0) return;
  for (const x of untrained) reported.add(x);
  console.warn(
    trainingErrors.untrained(operation, untrained, hiddenPlaces(trainer.model, new Set(untrained))).message,
  );
}

/** What another trainer trains. One whose model is not a tree (any more) cannot make a step: its own error says so. */
function trainedBy(trainer: Trainer | undefined): readonly Value[] {
  try {
    return slotsOf(trainer?.model).map(({ value: x }) => x);
  } catch {
    return [];
  }
}

/** Where in a model Values are that are in no field of a tree: `blocks (a Map)`. */
function hiddenPlaces(model: Tree, values: ReadonlySet<Value>): string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (thing: unknown, path: readonly string[], hidden: string | undefined) => {
    if (values.has(thing as Value) && hidden !== undefined) found.add(hidden);
    if (typeof thing !== 'object' || thing === null || thing instanceof Value || seen.has(thing)) return;
    seen.add(thing);
    const container = containerOf(thing);
    const place = hidden ?? (container && `${path.join('.')} (${container})`);
    for (const [key, entry] of entriesOf(thing)) visit(entry, [...path, key], place);
  };
  visit(model, [], undefined);
  return [...found];
}

/** What kind of thing it is that is not searched for parameters. */
function containerOf(thing: object): string | undefined {
  if (Array.isArray(thing) || treeNode in thing) return undefined;
  const prototype = Object.getPrototypeOf(thing);
  if (prototype === Object.prototype || prototype === null) return undefined;
  return `a ${prototype.constructor?.name ?? 'class instance'}`;
}

function entriesOf(thing: object): [string, unknown][] {
  if (thing instanceof Map) return [...thing].map(([key, entry]) => [String(key), entry]);
  if (thing instanceof Set) return [...thing].map((entry, i) => [String(i), entry]);
  return ArrayBuffer.isView(thing) ? [] : containerOf(thing) ? Object.entries(thing) : branchesOf(thing);
}
