import type { Instruction } from '../../program/program.ts';
import type { Opcodes } from '../spelling/opcode.ts';
import type { Ref, Scalars } from './scalars.ts';

/**
 * Returns a function that applies an elementwise operation to one number of each operand. Its result is a new operation, or an
 * operand if a constant decides which one.
 */
export function applying(
  scalars: Scalars,
  opcodes: Opcodes,
  { primitive, inputs, result: { dtype } }: Instruction,
): (...xs: Ref[]) => Ref {
  const code = opcodes.of(primitive, dtype, inputs.length);
  const chooses = code.spelling?.chooses;
  if (!chooses) return (...xs) => scalars.push(code, ...xs);
  return (...xs) => {
    const condition = scalars.leaf(xs[0]);
    if (condition?.kind !== 'constant') return scalars.push(code, ...xs);
    const chosen = chooses(condition.value);
    const rounding = opcodes.rounding(inputs[chosen].dtype, dtype);
    return rounding ? scalars.push(rounding, xs[chosen]) : xs[chosen];
  };
}
