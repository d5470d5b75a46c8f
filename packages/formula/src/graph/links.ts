import { backward, type Gradients, isAbstract, replay, type Value, value } from '@chainrule/core';
import type { Expression } from '../expression/expression.ts';
import { expressionOf } from './expression-of.ts';
import type { Landmark } from './landmarks.ts';

/**
 * The step from the landmarks before it to a landmark, cut out of the graph: its inputs are copies, so a derivative here
 * is taken with respect to one of them while the others are held.
 */
export interface Step {
  readonly landmark: Landmark;
  /** The landmark computed from the copies. */
  readonly result: Value;
  /** The copy of each input that can have a derivative. */
  readonly variables: ReadonlyMap<Landmark, Value>;
}

/** Cuts the step of a landmark out of the graph, at other numbers where some are given for its inputs or for constants. */
export function stepOf(
  landmark: Landmark,
  numbers: (input: Landmark) => Value = (input) => input.node,
  constants: ReadonlyMap<Value, Value> = new Map(),
): Step {
  const { node, inputs } = landmark;
  const variables = new Map<Landmark, Value>();
  // Constants too: a derivative that holds one is recorded in its name only if the copy wants a gradient.
  for (const input of inputs)
    if (input.node.dtype.startsWith('float')) variables.set(input, variableOf(numbers(input)));
  const copies = new Map(constants);
  for (const [input, copy] of variables) copies.set(input.node, copy);
  return { landmark, result: replay(node, copies).get(node) ?? node, variables };
}

/** A leaf with the same numbers that wants a gradient; while a function is traced it is one of the trace. */
export const variableOf = (of: Value): Value => (isAbstract(of) ? of.leaf(true) : value(of));

/** What one step hands on to each of its inputs, gᵀ ∂landmark/∂input, as a graph; g is 1 where it is left out. */
export function handOn({ result }: Step, g?: Value): Gradients {
  return backward(result, { ...(g && { seed: g }), createGraph: true });
}

/** How a landmark and the g that comes in to it are written. */
export interface StepSymbols {
  readonly own: Expression;
  readonly g?: { readonly node: Value; readonly symbol: Expression } | undefined;
}

/** A node of what a step hands on, written in the names of the landmarks. */
export function handedOnExpression(step: Step, node: Value, { own, g }: StepSymbols): Expression {
  const names = new Map<Value, Expression>([[step.result, own]]);
  for (const input of step.landmark.inputs) names.set(step.variables.get(input) ?? input.node, input.symbol);
  if (g) names.set(g.node, g.symbol);
  return names.get(node) ?? expressionOf(node, names);
}
