import { ChainruleError } from '@chainrule/core';

/** A layer, loss or optimiser that was set up with what it cannot use. */
export class SetupError extends ChainruleError {}

const shapeText = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** Every message of the package, by what went wrong. */
export const errors = {
  badSize: (operation: string, option: string, got: unknown) =>
    new SetupError(operation, `${option}: expected a whole number above zero, got ${String(got)}`),

  parameterShape: (
    operation: string,
    parameter: string,
    expected: readonly number[],
    got: readonly number[],
  ) =>
    new SetupError(operation, `${parameter}: expected shape ${shapeText(expected)}, got ${shapeText(got)}`),

  badRate: (operation: string, option: string, expected: string, got: unknown) =>
    new SetupError(operation, `${option}: expected ${expected}, got ${String(got)}`),

  lossShapes: (
    operation: string,
    prediction: { name?: string | undefined; shape: readonly number[] },
    target: { name?: string | undefined; shape: readonly number[] },
  ) =>
    new SetupError(
      operation,
      `prediction and target must have one shape: ${prediction.name ?? 'the prediction'} ${shapeText(prediction.shape)} and ${target.name ?? 'the target'} ${shapeText(target.shape)}`,
    ),
};
