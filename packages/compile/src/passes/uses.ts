import type { Program, Variable } from '../program/program.ts';

/** How often each variable is read, as an input of an instruction or as a result. */
export function usesOf({ instructions, results }: Program): Map<Variable, number> {
  const uses = new Map<Variable, number>();
  const read = (x: Variable) => uses.set(x, (uses.get(x) ?? 0) + 1);
  for (const { inputs } of instructions) inputs.forEach(read);
  results.forEach(read);
  return uses;
}
