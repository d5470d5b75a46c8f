import type { DType, Primitive } from '@chainrule/core';
import { CORE_KERNEL, type CoreKernel } from '../../know/core-kernel.ts';
import { wraps } from '../../know/elementwise.ts';
import { lookUp } from '../../know/look-up.ts';
import { type Instruction, sizeOf, uniform, type Variable } from '../../program/program.ts';
import { CHAIN_OPS, ELEMENTWISE_OPS, type MicroOp } from '../micro-table.ts';
import type { Lowering, Rule } from './lowering.ts';
import { broadcast } from './place.ts';
import type { ChainInput, ChainType } from './units.ts';

/** Makes an elementwise instruction part of a chain, if chains have its operation. */
export const elementwise: Rule = (instruction, lowering) => {
  const recipe = recipeOf(instruction);
  if (recipe) link(instruction, recipe, lowering);
  return recipe !== undefined;
};

/** Makes a conversion to another dtype part of a chain. */
export const cast: Rule = (instruction, lowering) => {
  link(instruction, castRecipe(instruction.inputs[0].dtype, instruction.attributes as DType), lowering);
  return true;
};

function link({ inputs, result }: Instruction, { steps, beside = [] }: Recipe, lowering: Lowering): void {
  const operands = inputs.map((x): ChainInput => uniform(x) ?? broadcast(lowering.placeOf(x), result.shape));
  lowering.link(result, sizeOf(result), typesOf([...inputs, result]), [...operands, ...beside], steps);
}

/** Operations of a chain: the first takes the operands and the numbers beside them, each later one the result before it. */
interface Recipe {
  readonly steps: readonly MicroOp[];
  readonly beside?: readonly number[];
}

/**
 * The dtypes in which a chain may compute: double precision if an operand is float64 or int32, which single precision would not
 * hold; either one for booleans.
 */
export function typesOf(variables: readonly Variable[]): ChainType[] {
  const has = (dtype: DType) => variables.some((x) => x.dtype === dtype);
  if (has('float64') || has('int32')) return ['float64'];
  return has('float32') ? ['float32'] : ['float32', 'float64'];
}

/** An elementwise primitive as an operation of chains; undefined if they do not have it. */
export function operationOf(primitive: Primitive): MicroOp | undefined {
  const operation = lookUp<MicroOp | CoreKernel>(ELEMENTWISE_OPS, primitive);
  return operation === CORE_KERNEL ? undefined : operation;
}

/** What gives the same in a chain as an instruction's primitive; undefined if nothing does. */
function recipeOf({ primitive, inputs, result }: Instruction): Recipe | undefined {
  const operation = operationOf(primitive);
  if (operation === undefined) return undefined;
  const { toInt32, mulInt32, toFloat32 } = CHAIN_OPS;
  if (result.dtype === 'int32') {
    if (operation === ELEMENTWISE_OPS.mul) return { steps: [mulInt32] };
    return wraps(primitive) ? { steps: [operation, toInt32] } : undefined;
  }
  const wide = typesOf([...inputs, result])[0] === 'float64';
  return { steps: wide && result.dtype === 'float32' ? [operation, toFloat32] : [operation] };
}

function castRecipe(from: DType, to: DType): Recipe {
  const { identity, toFloat32, toInt32 } = CHAIN_OPS;
  if (to === 'bool' && from !== 'bool') return { steps: [ELEMENTWISE_OPS.notEqual], beside: [0] };
  if (to === 'int32' && from !== 'bool') return { steps: [toInt32] };
  return { steps: [to === 'float32' && (from === 'float64' || from === 'int32') ? toFloat32 : identity] };
}
