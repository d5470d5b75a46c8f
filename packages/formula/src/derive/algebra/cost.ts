import type { Expression } from '../../expression/expression.ts';
import { operations } from './operations.ts';
import type { Tensor } from './tensor.ts';
import { writeTensor } from './write.ts';

/** A form of a tensor with what it costs to read. */
export interface Form {
  readonly tensor: Tensor;
  readonly expression: Expression;
  readonly cost: number;
}

export function formOf(tensor: Tensor): Form {
  const expression = writeTensor(tensor);
  return { tensor, expression, cost: operations(expression) };
}
