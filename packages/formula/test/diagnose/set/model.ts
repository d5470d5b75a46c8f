import { constant, operations, type Random, Value, value } from '@chainrule/core';
import { STEPS, type StepKind, type StepName } from './table.ts';
import { evaluate, type Scope, type Term } from './term.ts';

/** A number that a formula is given. */
export interface Leaf {
  readonly name: string;
  readonly number: number;
  /** Whether it is a parameter; inputs and targets are none. */
  readonly trained: boolean;
}

/** A named step: `out_1 = sigmoid(net_1)`. */
export interface Step {
  readonly name: string;
  readonly step: StepName;
  readonly inputs: readonly string[];
}

/** A formula as steps, each after what it is made of; the last is what is differentiated. */
export interface Model {
  readonly leaves: readonly Leaf[];
  readonly steps: readonly Step[];
}

export const kindOf = ({ step }: Step): StepKind => STEPS[step];

export const bodyOf = (step: Step): Term => kindOf(step).body(...step.inputs);

export const rootOf = ({ steps }: Model): Step => steps[steps.length - 1];

/** The numbers of all names, with these for the leaves. */
export function scopeOf(model: Model, leaves: Scope): Scope {
  const scope: Record<string, number> = { ...leaves };
  for (const step of model.steps) scope[step.name] = evaluate(bodyOf(step), scope);
  return scope;
}

export const givenScope = (model: Model): Scope =>
  scopeOf(model, Object.fromEntries(model.leaves.map(({ name, number }) => [name, number])));

const isFinite = (scope: Scope) => Object.values(scope).every(Number.isFinite);

/** The given point and some at random about it. */
export function scopesOf(model: Model, random: Random, count = 6): Scope[] {
  const found = [givenScope(model)];
  for (let tries = 0; found.length <= count && tries < 20 * count; tries++) {
    const moved = model.leaves.map(
      ({ name, number }) => [name, number * (1 + 0.8 * (random.next() - 0.5))] as const,
    );
    const scope = scopeOf(model, Object.fromEntries(moved));
    if (isFinite(scope)) found.push(scope);
  }
  return found;
}

/** The nodes of a model's graph by their names. */
export function graphOf(model: Model): ReadonlyMap<string, Value> {
  const nodes = new Map<string, Value>(
    model.leaves.map(({ name, number, trained }) => [name, (trained ? value : constant)(number, { name })]),
  );
  for (const step of model.steps) nodes.set(step.name, operand(bodyOf(step), nodes).named(step.name));
  return nodes;
}

function operand(each: Term, nodes: ReadonlyMap<string, Value>): Value {
  const made = built(each, nodes);
  return made instanceof Value ? made : constant(made);
}

function built(each: Term, nodes: ReadonlyMap<string, Value>): Value | number {
  if (typeof each === 'number') return each;
  if (typeof each === 'string') return nodes.get(each)!;
  const operation = operations[each.op] as (...xs: (Value | number)[]) => Value;
  return operation(...each.args.map((arg) => built(arg, nodes)));
}
