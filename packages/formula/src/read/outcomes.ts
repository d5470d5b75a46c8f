import { graph, replay, Value } from '@chainrule/core';

/*
 * No derivative passes through a comparison, so a graph keeps what came of it as a constant. What a formula compared is
 * remembered here, for those who look at the graph at other numbers.
 */

interface Origin {
  readonly operands: readonly unknown[];
  readonly compute: (operands: readonly unknown[]) => unknown;
}

const origins = new WeakMap<Value, Origin>();

/** Remembers what a constant was computed from. */
export function rememberOrigin(made: unknown, { operands, compute }: Origin): void {
  if (made instanceof Value && !made.primitive && operands.some((operand) => operand instanceof Value))
    origins.set(made, { operands, compute });
}

/** Whether it is known from what a constant was computed. */
export const hasOrigin = (node: Value): boolean => origins.has(node);

/** The constants of a graph that were computed from others, as they are where these have moved. */
export function outcomesAt(root: Value, moved: ReadonlyMap<Value, Value>): ReadonlyMap<Value, Value> {
  const found = new Map<Value, Value>();
  findOutcomes(root, moved, found);
  return found;
}

function findOutcomes(root: Value, moved: ReadonlyMap<Value, Value>, found: Map<Value, Value>): void {
  for (const node of graph(root).nodes) {
    const origin = origins.get(node);
    if (!origin || found.has(node)) continue;
    const operands = origin.operands.map((operand) => {
      if (!(operand instanceof Value)) return operand;
      findOutcomes(operand, moved, found);
      const numbers = new Map([...moved, ...found]);
      return numbers.get(operand) ?? replay(operand, numbers).get(operand) ?? operand;
    });
    const made = origin.compute(operands);
    if (made instanceof Value) found.set(node, made);
  }
}
