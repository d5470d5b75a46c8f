import { applyPrimitive, noGrad, Value } from '@chainrule/core';
import { sizeOf } from '../../program/program.ts';
import type { HostUnit } from '../lower/units.ts';
import type { Layout } from './layout.ts';

/** Runs core's kernel on what lies in memory. */
export function callKernel(layout: Layout, { instruction, inputs }: HostUnit): void {
  const { primitive, attributes, result } = instruction;
  const { addresses } = layout;
  const values = inputs.map((place, k) => {
    const { shape, dtype } = instruction.inputs[k];
    const numbers = layout.view(addresses.of(place), dtype, sizeOf(instruction.inputs[k]));
    return new Value(shape.length === 0 ? numbers[0] : numbers, shape, dtype);
  });
  const { data } = noGrad(() => applyPrimitive(primitive, values, attributes));
  layout.put(addresses.at(result), result, data);
}
