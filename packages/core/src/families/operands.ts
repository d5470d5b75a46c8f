import { promote } from '../array/dtype.ts';
import { type Operand, operand } from '../make/create.ts';
import { Value } from '../value.ts';

/** The operands of one operation: a plain number takes the promoted dtype of the Values among them. */
export function operandsOf(operation: string, xs: readonly Operand[]): Value[] {
  const values = xs.filter((x) => x instanceof Value);
  const dtype = values.map((x) => x.dtype).reduce(promote, 'bool');
  const beside = values.find((x) => x.dtype === dtype);
  return xs.map((x) => operand(operation, x, beside));
}
