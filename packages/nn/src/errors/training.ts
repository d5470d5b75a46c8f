import type { Value } from '@chainrule/core';
import { shapeText } from '@chainrule/core/extend';
import { SetupError } from './classes.ts';
import { shown } from './text.ts';

/** What optimisers and training refuse. */
export const trainingErrors = {
  emptyGroup: (operation: string, group: number, which: string) =>
    new SetupError(operation, `no parameter is in group ${group}, ${which}`),

  noProperty: (operation: string, name: string | symbol) =>
    new SetupError(
      operation,
      `there is no property ${String(name)}: its options are fixed at construction. Create a new ${operation}`,
    ),

  noOptimizerProperty: (name: string | symbol) =>
    new SetupError(
      'Optimizer',
      `there is no property ${String(name)}: a rule's options are fixed. For a changing learning rate give the rule a schedule, such as sgd({ learningRate: cosineDecay(0.1, { steps: 100 }) }), or set learningRateFactor, which multiplies every update; otherwise create a new Optimizer`,
    ),

  otherParameters: (operation: string, lost: readonly string[], added: readonly string[]) =>
    new SetupError(
      operation,
      `the parameters differ from those it was created with (${[
        ...(lost.length > 0 ? [`gone: ${lost.join(', ')}`] : []),
        ...(added.length > 0 ? [`new: ${added.join(', ')}`] : []),
      ].join('; ')}): create a new one after freezing or adding parameters`,
    ),

  stateDiffers: (operation: string, path: string, expected: string, got: unknown) =>
    new SetupError(
      operation,
      `${path}: expected ${expected}, got ${shown(got)}: it is the state of another rule or of other parameters; create a new optimizer, or restore the initial state of this one`,
    ),

  untrained: (operation: string, values: readonly Value[], places: readonly string[]) => {
    const shownValues = values
      .slice(0, 6)
      .map(({ name, shape }) => `${name ?? 'a Value'} ${shapeText(shape)}`);
    const list = `${shownValues.join(', ')}${values.length > 6 ? ', …' : ''}`;
    const where = places.length > 0 ? ` They are in ${places.join(', ')}.` : '';
    return new SetupError(
      operation,
      `the loss depends on ${values.length} ${values.length === 1 ? 'Value' : 'Values'} that no optimizer trains (${list}): used in forward, not among the parameters.${where} Parameters are found in fields, arrays and plain objects, not in #private fields, Maps, Sets, other classes or closures. Freeze what must not be trained, and make data with constant(…)`,
    );
  },

  nothingToMove: (operation: string) =>
    new SetupError(operation, 'there is nothing to optimise: expected numbers or float Values'),

  notResiduals: (operation: string, got: unknown) =>
    new SetupError(operation, `the function must return a Value of residuals, got ${shown(got)}`),

  gradientShape: (
    operation: string,
    name: string,
    expected: readonly number[],
    got: readonly number[] | undefined,
  ) =>
    new SetupError(
      operation,
      `expected a gradient of shape ${shapeText(expected)} for ${name}, got ${got ? `one of ${shapeText(got)}` : 'none: step takes what loss.backward() returns'}`,
    ),

  noneReached: (operation: string, names: readonly string[]) =>
    new SetupError(
      operation,
      `the loss does not depend on any of its parameters (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}): it belongs to another model, or to the parameters before the last step; compute it again`,
    ),

  notInState: (operation: string) =>
    new SetupError(
      operation,
      'a compiled function changes it, but would lose the change: make it part of the state, compile(step, { state: [model, optimizer] })',
    ),

  badLoss: (operation: string, what: string) =>
    new SetupError(
      operation,
      `${what}, and no operation in it creates such a number from finite ones: check the data`,
    ),

  otherMetrics: (operation: string, expected: readonly string[], got: readonly string[]) =>
    new SetupError(
      operation,
      `metrics: the checkpoint was written in the middle of an epoch with ${expected.join(', ') || 'no metrics'}, and ${got.join(', ') || 'no metrics'} would see only the rest of it: use the same metrics, or resume from the end of an epoch`,
    ),
};
