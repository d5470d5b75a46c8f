import { shapeText } from '@chainrule/core/extend';
import { SetupError } from './classes.ts';

/** What is wrong with the inputs of layers and losses. */
export const layerErrors = {
  parameterShape: (
    operation: string,
    parameter: string,
    expected: readonly number[],
    got: readonly number[],
  ) =>
    new SetupError(operation, `${parameter}: expected shape ${shapeText(expected)}, got ${shapeText(got)}`),

  residualShapes: (kept: readonly number[], added: readonly number[]) =>
    new SetupError(
      'Residual',
      `the layer gave ${shapeText(added)} for ${shapeText(kept)}: a shortcut can change the shape`,
    ),

  badInput: (
    operation: string,
    expected: string,
    got: { name?: string | undefined; shape: readonly number[] },
  ) =>
    new SetupError(operation, `expected ${expected}, got ${got.name ?? 'an input'} ${shapeText(got.shape)}`),

  attentionInputs: (
    batchFirst: boolean,
    inputs: readonly { readonly shape: readonly number[] }[],
    sizes: readonly number[],
  ) => {
    const [q, k, v] = inputs.map(({ shape }) => shapeText(shape));
    const axes = (length: string, size: number) =>
      batchFirst ? `[batch, ${length}, ${size}]` : `[${length}, batch, ${size}]`;
    const expected = `queries ${axes('L', sizes[0])}, keys ${axes('S', sizes[1])} and values ${axes('S', sizes[2])}`;
    return new SetupError('MultiheadAttention', `expected ${expected}, got ${q}, ${k} and ${v}`);
  },

  notAMask: (got: { name?: string | undefined; shape: readonly number[]; dtype: string }) =>
    new SetupError(
      'attention',
      `expected a mask of booleans, or of floats that are added to the scores, got ${got.name ?? 'one'} ${shapeText(got.shape)} of dtype ${got.dtype}; .asType('bool') makes it booleans`,
    ),

  badWeightShape: (initializer: string, expected: string, got: readonly number[]) =>
    new SetupError(initializer, `shape: expected ${expected}, got ${shapeText(got)}`),

  classShape: (
    operation: string,
    scores: { name?: string | undefined; shape: readonly number[] },
    expected: readonly number[],
    got: { name?: string | undefined; shape: readonly number[] },
  ) =>
    new SetupError(
      operation,
      `expected classes of shape ${shapeText(expected)} for ${scores.name ?? 'scores'} ${shapeText(scores.shape)}, got ${got.name ?? 'targets'} ${shapeText(got.shape)}`,
    ),

  notClasses: (
    operation: string,
    got: { name?: string | undefined; shape: readonly number[]; dtype: string },
  ) =>
    new SetupError(
      operation,
      `expected whole numbers, plain or as an int32 Value, got ${got.name ?? 'targets'} ${shapeText(got.shape)} of dtype ${got.dtype}; .asType('int32') makes them whole`,
    ),

  pairShapes: (
    operation: string,
    expected: string,
    a: { name?: string | undefined; shape: readonly number[] },
    b: { name?: string | undefined; shape: readonly number[] },
  ) =>
    new SetupError(
      operation,
      `expected two inputs of ${expected}, got ${a.name ?? 'the first'} ${shapeText(a.shape)} and ${b.name ?? 'the second'} ${shapeText(b.shape)}`,
    ),

  lossShapes: (
    operation: string,
    prediction: { name?: string | undefined; shape: readonly number[] },
    target: { name?: string | undefined; shape: readonly number[] },
  ) =>
    new SetupError(
      operation,
      `prediction and target must have the same shape: ${prediction.name ?? 'the prediction'} ${shapeText(prediction.shape)} and ${target.name ?? 'the target'} ${shapeText(target.shape)}`,
    ),
};
