import { ChainruleError, DataError, Value } from '@chainrule/core';

/** A layer, loss or optimiser was given options or inputs that it cannot use. */
export class SetupError extends ChainruleError {}

const shapeText = (shape: readonly number[]) => `[${shape.join(', ')}]`;

const sampleText = (index: number, place: string) => `sample ${index}${place === '' ? '' : ` ${place}`}`;

/** A short description of a value: an array shows its first entries, and arrays within it their lengths. */
function shown(thing: unknown, isInside = false): string {
  if (typeof thing === 'function') return `a function (${thing.name || 'anonymous'})`;
  if (typeof thing === 'string') return `the string ${JSON.stringify(thing)}`;
  if (thing instanceof Value) return `a Value of shape ${shapeText(thing.shape)}`;
  if (Array.isArray(thing)) {
    if (isInside && thing.length > 8) return `an array of length ${thing.length}`;
    const entries = thing
      .slice(0, 8)
      .map((each) =>
        typeof each === 'string'
          ? each
          : isInside && Array.isArray(each)
            ? `an array of length ${each.length}`
            : shown(each, true),
      );
    return `[${entries.join(', ')}${thing.length > 8 ? ', …' : ''}]`;
  }
  if (typeof thing !== 'object' || thing === null) return String(thing);
  return `an object (${thing.constructor?.name ?? 'no prototype'})`;
}

/** Data of a file as JSON, of which only the first level is shown. */
export const shallowJSON = (data: unknown): string =>
  JSON.stringify(data, (key, each) => (key === '' || typeof each !== 'object' ? each : '…'));

/** If a result such as that of `adam()` is expected, passing the function itself is an easy slip. */
function uncalled(expected: string, got: unknown): string {
  if (typeof got !== 'function' || !/^a (rule|metric), such as /.test(expected)) return '';
  return `: call it, ${got.name || 'f'}(…)`;
}

/** What the system's codes mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk (ENOSPC)',
  EDQUOT: 'the quota of the disk is used up (EDQUOT)',
  EISDIR: 'it is a folder (EISDIR)',
  ENOTDIR: 'part of the path is not a folder (ENOTDIR)',
  ENOENT: 'a folder of the path cannot be created (ENOENT)',
  EACCES: 'permission is denied (EACCES)',
  EPERM: 'permission is denied (EPERM)',
  EROFS: 'the disk is read-only (EROFS)',
  ENAMETOOLONG: 'the path is too long (ENAMETOOLONG)',
  EFBIG: 'the file would be too large (EFBIG)',
};

function because<E extends Error>(error: E, cause: Error): E {
  error.cause = cause;
  return error;
}

/** Every message of the package, by what went wrong. */
export const errors = {
  badSize: (operation: string, option: string, got: unknown) =>
    new SetupError(operation, `${option}: expected a whole number above zero, got ${shown(got)}`),

  parameterShape: (
    operation: string,
    parameter: string,
    expected: readonly number[],
    got: readonly number[],
  ) =>
    new SetupError(operation, `${parameter}: expected shape ${shapeText(expected)}, got ${shapeText(got)}`),

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

  stateNames: (missing: readonly string[], unexpected: readonly string[]) =>
    new SetupError(
      'loadStateDict',
      [
        ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
        ...(unexpected.length > 0 ? [`unexpected: ${unexpected.join(', ')}`] : []),
      ].join('; '),
    ),

  /** A number, a name or a list that is not allowed. */
  badRate: (operation: string, option: string, expected: string, got: unknown) =>
    typeof got === 'string' || Array.isArray(got)
      ? new SetupError(
          operation,
          `${option}: expected ${expected}, got ${typeof got === 'string' ? got : shown(got)}`,
        )
      : errors.badOption(operation, option, expected, got),

  /** The same for a value of any type, which the message describes. */
  badOption: (operation: string, option: string, expected: string, got: unknown): SetupError =>
    new SetupError(operation, `${option}: expected ${expected}, got ${shown(got)}${uncalled(expected, got)}`),

  asynchronous: (operation: string) =>
    new SetupError(operation, 'a batch is a promise: write for await (… of loader)'),

  /** A file that could not be read or written, with the system's own error as its cause. */
  file: (operation: string, path: string, done: 'read' | 'written', cause: NodeJS.ErrnoException) => {
    const reason = REASONS[cause.code ?? ''] ?? cause.message;
    return because(new DataError(operation, `${path} cannot be ${done}: ${reason}`), cause);
  },

  folderInUse: (
    operation: string,
    folder: string,
    lock: string,
    { pid, host, since }: { pid: number | string; host: string; since: string },
  ) =>
    new SetupError(
      operation,
      `${folder} is in use by the training of process ${pid} on ${host}, since ${since}: give each training its own folder, or delete ${lock} if that process is gone`,
    ),

  notSaved: (operation: string, place: string, cause: Error) =>
    because(
      new DataError(
        operation,
        `the checkpoint ${place} was not written (${cause.message}); earlier checkpoints are intact, and the model in memory is as trained`,
      ),
      cause,
    ),

  damagedCheckpoint: (operation: string, place: string, cause: Error, others: readonly string[]) =>
    because(
      new DataError(
        operation,
        `the checkpoint ${place} is damaged: ${cause.message}. ${others.length > 0 ? `Resume from ${others.join(' or ')}` : 'No other checkpoint is intact: start again, without resume'}`,
      ),
      cause,
    ),

  noFiles: (operation: string) => new SetupError(operation, 'files need Node 20.16 or newer'),

  badLoss: (operation: string, what: string) =>
    new SetupError(
      operation,
      `${what}, and no operation in it creates such a number from finite ones: check the data`,
    ),

  /** Something wrong with data or a file; `where` says in which part of it. */
  badSample: (index: number, place: string, got: unknown) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: expected numbers, a Value, a string, or an array or object of these, got ${shown(got)}`,
    ),

  symbolInSample: (index: number, place: string, symbol: symbol) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: ${String(symbol)} cannot be a key in a batch: use strings`,
    ),

  cyclicSample: (index: number, place: string) =>
    new DataError('DataLoader', `${sampleText(index, place)}: contains itself`),

  namedEntry: (index: number, place: string, name: string) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: expected an array without named entries, got one called ${name}: use an object for parts with names`,
    ),

  unevenSample: (index: number, place: string, message: string, isArray: boolean) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: ${message}${isArray ? ' (an array of numbers is one part: for a tuple use Values, or names, { x, y })' : ''}`,
    ),

  otherSample: (index: number, place: string, expected: string, first: number, got: string) =>
    new DataError(
      'DataLoader',
      `${sampleText(index, place)}: expected ${expected}, as in sample ${first}, got ${got}`,
    ),

  notASource: (got: unknown) =>
    new DataError(
      'DataLoader',
      `source: expected a Dataset, an array of samples, or an object with a length and at(index) or take(indices), got ${shown(got)}`,
    ),

  otherMetrics: (operation: string, expected: readonly string[], got: readonly string[]) =>
    new SetupError(
      operation,
      `metrics: the checkpoint was written in the middle of an epoch with ${expected.join(', ') || 'no metrics'}, and ${got.join(', ') || 'no metrics'} would see only the rest of it: use the same metrics, or resume from the end of an epoch`,
    ),

  badPosition: (what: string, expected: unknown, got: unknown) =>
    new SetupError(
      'DataLoader',
      `position: it is in the middle of an epoch with { ${what}: ${expected} }, and with { ${what}: ${got} } other samples would follow: use the same options, or continue from the end of the epoch`,
    ),

  badData: (operation: string, where: string, expected: string, got: unknown) =>
    new DataError(
      operation,
      `${where}: expected ${expected}, got ${typeof got === 'string' ? got : shown(got)}`,
    ),

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

  noParameters: (operation: string) =>
    new SetupError(operation, 'the model has no parameters: expected Values that want a gradient, value(…)'),

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

  sameName: (operation: string, names: readonly string[]) =>
    new SetupError(
      operation,
      `two parameters are called ${names.find((name, i) => names.indexOf(name) < i)}: keys with a dot are read as paths`,
    ),

  nothingToMove: (operation: string) =>
    new SetupError(operation, 'there is nothing to optimise: expected numbers or float Values'),

  notResiduals: (operation: string, got: unknown) =>
    new SetupError(operation, `the function must return a Value of residuals, got ${shown(got)}`),

  otherForm: (operation: string) =>
    new SetupError(operation, 'the model does not have the structure of the one it was created with'),

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
