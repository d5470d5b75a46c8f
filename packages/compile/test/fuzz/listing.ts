import { Random, type Value } from '@chainrule/core';
import { placeOf } from './pick.ts';
import type { RandomProgram } from './program.ts';
import { inputsOf, run } from './run.ts';

/** A program as one reads it: a line for each step. */
export function listing(program: RandomProgram): string {
  const lines: string[] = [];
  const xs = inputsOf(program);
  const { steps, inputs, ...rest } = program;
  const describe = (y: Value) => `${y.dtype} [${y.shape.join(', ')}]${y.wantsGradient ? ' ∂' : ''}`;
  xs.forEach((x, i) => {
    lines.push(`%${i} = input ${describe(x)}, numbers ${inputs[i].seed}`);
  });
  try {
    run(program, xs, new Random(5), (name, y) => {
      const { operation, operands, choices } = steps[lines.length - xs.length];
      const from = operands.map((k) => `%${placeOf(k, lines.length)}`);
      const chosen = [operation, ...choices].join(' ');
      lines.push(`%${lines.length} = ${name} ${from.join(' ')} (${chosen}) → ${describe(y)}`);
    });
  } catch (error) {
    lines.push(String(error));
  }
  return [...lines, JSON.stringify(rest)].join('\n');
}
