import { SetupError } from './classes.ts';
import { shown } from './text.ts';

/** What is wrong with a model and its parameters. */
export const moduleErrors = {
  cyclicModule: (path: readonly string[]) => new SetupError('module', `${path.join('.')} contains itself`),

  notLookedInto: (path: readonly string[], got: unknown) =>
    new SetupError(
      'module',
      `${path.length === 0 ? 'it' : path.join('.')} is ${shown(got)} with Values in it, which is not searched: use an array, a plain object or a module`,
    ),

  notWritable: (operation: string, path: readonly string[]) =>
    new SetupError(
      operation,
      `${path.join('.')} cannot be replaced by its next value: the object is frozen, or has no setter for it`,
    ),

  stateNames: (missing: readonly string[], unexpected: readonly string[]) =>
    new SetupError(
      'loadStateDict',
      [
        ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
        ...(unexpected.length > 0 ? [`unexpected: ${unexpected.join(', ')}`] : []),
      ].join('; '),
    ),

  otherForm: (operation: string) =>
    new SetupError(operation, 'the model does not have the structure of the one it was created with'),

  sameName: (operation: string, names: readonly string[]) =>
    new SetupError(
      operation,
      `two parameters are called ${names.find((name, i) => names.indexOf(name) < i)}: keys with a dot are read as paths`,
    ),

  noParameters: (operation: string) =>
    new SetupError(operation, 'the model has no parameters: expected Values that want a gradient, value(…)'),
};
