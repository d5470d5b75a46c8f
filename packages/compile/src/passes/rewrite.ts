import type { Instruction, Program, Variable } from '../program/program.ts';

/** What takes the place of an instruction's result: another variable, after instructions that may have to come first. */
export interface Replacement {
  readonly before?: readonly Instruction[];
  readonly by: Variable;
}

/** The program with the results of instructions replaced where the rule says by what; it sees what is replaced already. */
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
