import type { Instruction, Program, Variable } from '../program/program.ts';

/** What replaces the result of an instruction: another variable, and the instructions that have to come before it. */
export interface Replacement {
  readonly before?: readonly Instruction[];
  readonly by: Variable;
}

/** The program with results replaced as the rule says; the rule sees earlier replacements. */
export function rewrite(
  program: Program,
  rule: (instruction: Instruction) => Replacement | undefined,
): Program {
  const replaced = new Map<Variable, Variable>();
  const now = (x: Variable) => replaced.get(x) ?? x;
  const instructions: Instruction[] = [];
  for (const given of program.instructions) {
    const stale = replaced.size > 0 && given.inputs.some((x) => replaced.has(x));
    const instruction = stale ? { ...given, inputs: given.inputs.map(now) } : given;
    const replacement = rule(instruction);
    if (replacement === undefined) {
      instructions.push(instruction);
    } else {
      replaced.set(given.result, replacement.by);
      if (replacement.before) instructions.push(...replacement.before);
    }
  }
  return { inputs: program.inputs, instructions, results: program.results.map(now) };
}
