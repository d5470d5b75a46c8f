import { hasEffect, type Program } from '../program/program.ts';

/** Removes what no result depends on, such as gradients that nobody asked for. Random draws stay. */
export function withoutDeadCode(program: Program): Program {
  const needed = new Set(program.results);
  const kept = [...program.instructions].reverse().filter((instruction) => {
    if (!needed.has(instruction.result) && !hasEffect(instruction)) return false;
    for (const x of instruction.inputs) needed.add(x);
    return true;
  });
  return { ...program, instructions: kept.reverse() };
}
