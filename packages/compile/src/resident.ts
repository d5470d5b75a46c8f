import { type NDArray, Value } from '@chainrule/core';
import type { Cell, Numbers } from './program/executable.ts';
import { productOf } from './program/shape.ts';

/** What a node remembers: whether it wants a gradient, its primitive, its inputs and its attributes. */
type Graph =
  ConstructorParameters<typeof Value> extends [unknown, unknown, unknown, ...infer Rest] ? Rest : never;

/** A Value whose numbers stay where they were computed until they are read. */
export class Resident extends Value {
  readonly cell: Cell;

  constructor(cell: Cell, { shape, dtype }: Pick<Value, 'shape' | 'dtype'>, ...graph: Graph) {
    super(0, shape, dtype, ...graph);
    this.cell = cell;
  }

  override get data(): NDArray['data'] {
    return this.cell.read();
  }

  // Value's constructor assigns it.
  override set data(_: NDArray['data']) {}

  override get size(): number {
    return productOf(this.shape);
  }

  /** A leaf shares the cell, so nothing is read. */
  override leaf(wantsGradient: boolean): Value {
    return new Resident(this.cell, this, wantsGradient);
  }
}

const isCell = (numbers: Numbers): numbers is Cell =>
  typeof numbers === 'object' && 'read' in numbers && typeof numbers.read === 'function';

/** A Value of numbers that may not have been fetched. */
export function valueOf(numbers: Numbers, like: Pick<Value, 'shape' | 'dtype'>, ...graph: Graph): Value {
  return isCell(numbers)
    ? new Resident(numbers, like, ...graph)
    : new Value(numbers as NDArray['data'], like.shape, like.dtype, ...graph);
}
