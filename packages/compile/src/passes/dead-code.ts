import { hasEffect, type Program } from '../program/program.ts';

/** Leaves out what no result depends on: the gradients of inputs that nobody asked for, say. Random draws stay. */
export function withoutDeadCode(program: Program): Program {
  const needed = new Set(program.results);
  const kept = [...program.instructions].reverse().filter((instruction) => {
    if (!needed.has(instruction.result) && !hasEffect(instruction)) return false;
    for (const x of instruction.inputs) needed.add(x);
    return true;
  });
  return { ...program, instructions: kept.reverse() };
}
