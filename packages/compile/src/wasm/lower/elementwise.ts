import { byPrimitive, coreName, type DType } from '@chainrule/core';
import { type Instruction, sizeOf, uniform, type Variable } from '../../program/program.ts';
import { MICRO_OPS, type MicroOp } from '../micro-table.ts';
import type { Lowering } from './lowering.ts';
import { broadcast } from './place.ts';
import type { ChainInput, ChainType } from './units.ts';

/** Makes an elementwise instruction part of a chain; false where chains do not have its operation. */
export function elementwise(instruction: Instruction, lowering: Lowering): boolean {
  const recipe = recipeOf(instruction);
  if (recipe === undefined) return false;
  const { inputs, result } = instruction;
  const operands = inputs.map((x): ChainInput => uniform(x) ?? broadcast(lowering.placeOf(x), result.shape));
  const types = typesOf([...inputs, result]);
  lowering.link(result, sizeOf(result), types, [...operands, ...(recipe.beside ?? [])], recipe.steps);
  return true;
}

/** The operations of a chain, of which the first takes the operands and numbers beside them, and each other one takes what came before. */
interface Recipe {
  readonly steps: readonly MicroOp[];
  readonly beside?: readonly number[];
}

/**
 * In what a chain may compute: in double precision where there is an operand of that or an integer, which single
 * precision would not hold; booleans do not mind.
 */
export function typesOf(variables: readonly Variable[]): ChainType[] {
  const has = (dtype: DType) => variables.some((x) => x.dtype === dtype);
  if (has('float64') || has('int32')) return ['float64'];
  return has('float32') ? ['float32'] : ['float32', 'float64'];
}

/** Operations that give whole numbers in int32's range of such, or may leave it by a carry. */
const INTEGER: ReadonlySet<string> = new Set([
  'add',
  'sub',
  'neg',
  'abs',
  'sign',
  'maximum',
  'minimum',
  'where',
]);

const OPERATIONS = byPrimitive(MICRO_OPS);

/** What gives the same in a chain as an instruction's primitive; undefined where nothing does. */
function recipeOf({ primitive, inputs, attributes, result }: Instruction): Recipe | undefined {
  const name = coreName(primitive);
  if (name === 'astype') return castRecipe(inputs[0].dtype, attributes as DType);
  const operation = OPERATIONS.get(primitive);
  if (name === undefined || operation === undefined) return undefined;
  const { toInt32, mulInt32, toFloat32 } = MICRO_OPS;
  if (result.dtype === 'int32') {
    if (name === 'mul') return { steps: [mulInt32] };
    return INTEGER.has(name) ? { steps: [operation, toInt32] } : undefined;
  }
  const wide = typesOf([...inputs, result])[0] === 'float64';
  return { steps: wide && result.dtype === 'float32' ? [operation, toFloat32] : [operation] };
}

function castRecipe(from: DType, to: DType): Recipe {
  const { identity, toFloat32, toInt32, notEqual } = MICRO_OPS;
  if (to === 'bool' && from !== 'bool') return { steps: [notEqual], beside: [0] };
  if (to === 'int32' && from !== 'bool') return { steps: [toInt32] };
  return { steps: [to === 'float32' && (from === 'float64' || from === 'int32') ? toFloat32 : identity] };
}
