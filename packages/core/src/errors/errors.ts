/** What a message needs to know of a node: its name if it has one, the operation it came from, its shape and dtype. */
export interface Described {
  readonly name?: string | undefined;
  readonly primitive?: { readonly name: string } | undefined;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** The most axes that an array is made with, as in NumPy. */
export const MOST_AXES = 64;

/** The longest message, and the longest text that one quotes. */
const LONGEST = 800;
const QUOTED = 80;

/** A text with its middle left out if it is longer than that; the beginning and the end are kept. */
function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const tail = Math.floor(longest / 4);
  const left = text.length - longest;
  return `${text.slice(0, longest - tail)} … (${left.toLocaleString('en')} characters left out) … ${text.slice(-tail)}`;
}

/** The base of every error that chainrule throws. `operation` is the function that was called. A message echoes no whole input. */
export class ChainruleError extends Error {
  readonly operation: string;

  constructor(operation: string, message: string) {
    super(clipped(`${operation}: ${message}`, LONGEST));
    this.operation = operation;
    this.name = new.target.name;
  }
}

/** Shapes, ranks or axes that do not fit the operation. */
export class ShapeError extends ChainruleError {}

/** Data that cannot become a Value: ragged, not numeric, of the wrong length. */
export class DataError extends ChainruleError {}

/** A derivative that was asked for and is not there to give. */
export class GradientError extends ChainruleError {}

/** A shape as people write it: `[2, 3]`. */
export function shapeText(shape: readonly number[]): string {
  return `[${Array.from(shape, typeText).join(', ')}]`;
}

/** A node as people speak of it: `W1 [2, 3]`, or `matmul(…) [2, 3]` where it has no name. */
export function describe(node: Omit<Described, 'dtype'>): string {
  return `${labelOf(node)} ${shapeText(node.shape)}`;
}

/** What a node goes by: its name, or the operation it came from. */
export function labelOf({ name, primitive }: Pick<Described, 'name' | 'primitive'>): string {
  return name ?? (primitive ? `${primitive.name}(…)` : 'a value');
}

/** The key that Values of every copy of the package carry, and what stands there in this copy. */
export const BRAND: unique symbol = Symbol.for('@chainrule/core') as never;
export const COPY = Symbol();

function typeText(thing: unknown): string {
  if (thing === null) return 'null';
  if (typeof thing === 'string') return `the string ${clipped(JSON.stringify(thing), QUOTED)}`;
  if (Array.isArray(thing)) return `an array of length ${thing.length}`;
  if (((thing as { [BRAND]?: symbol } | undefined)?.[BRAND] ?? COPY) !== COPY)
    return 'a Value of another copy of @chainrule/core: two are loaded, as by import and by require';
  if (typeof thing === 'object') {
    const name = thing.constructor?.name ?? 'no prototype';
    return `an object (${name})${/^(Shared)?ArrayBuffer$|^DataView$/.test(name) ? ': make a typed array of it, such as new Float32Array(…), which says what numbers its bytes are' : ''}`;
  }
  return typeof thing === 'function' ? `a function (${thing.name || 'anonymous'})` : String(thing);
}

/** An argument that nothing takes: by the names of its options, if it looks like options. */
function surplusText(got: unknown): string {
  const names = Object.prototype.toString.call(got) === '[object Object]' ? Object.keys(got as object) : [];
  const isOptions = names.length > 0 && (got as { [BRAND]?: symbol })[BRAND] === undefined;
  return isOptions ? `there is no option ${names.join(', ')}` : `${typeText(got)} is one argument too many`;
}

const countText = (most: number) =>
  most === 0 ? 'no arguments' : `at most ${most} argument${most === 1 ? '' : 's'}`;

const place = (path: readonly number[]) => (path.length === 0 ? '' : ` at ${shapeText(path)}`);

function transposeHint(a: Described, b: Described): string {
  const inner = a.shape[a.shape.length - 1];
  if (b.shape.length > 1 && b.shape[b.shape.length - 1] === inner)
    return ` (${b.name ?? 'the second'} transposed would fit)`;
  const outer = b.shape[Math.max(b.shape.length - 2, 0)];
  if (a.shape.length > 1 && a.shape[a.shape.length - 2] === outer)
    return ` (${a.name ?? 'the first'} transposed would fit)`;
  return '';
}

function axisRange({ shape }: Described): string {
  if (shape.length === 0) return 'it is a scalar and has no axes';
  return `expected a whole number from ${-shape.length} to ${shape.length - 1}`;
}

const ofStack = ({ shape }: Described, matrix: number) =>
  shape.length > 2 ? ` (matrix ${matrix} of the stack)` : '';

/** The messages of operations, leaves and the walk, by what went wrong. */
export const errors = {
  notANumber: (operation: string, got: unknown, path: readonly number[] = []) =>
    new DataError(operation, `expected a number${place(path)}, got ${typeText(got)}`),

  ragged: (operation: string, path: readonly number[], expected: string, got: unknown) =>
    new DataError(
      operation,
      `the array is ragged${place(path)}: expected ${expected} as in the first entry, got ${typeText(got)}`,
    ),

  notHeld: (operation: string, got: number | bigint, dtype: string, path: readonly number[]) =>
    new DataError(
      operation,
      `${dtype} does not hold ${got}${place(path)}: ${
        dtype === 'int32'
          ? "name another dtype, as in constant(…, { dtype: 'float64' })"
          : 'round it beforehand, as Float64Array.from(…, Number) does'
      }`,
    ),

  detached: (operation: string, kind: string) =>
    new DataError(
      operation,
      `expected numbers, got a ${kind} whose memory was transferred: copy it before (slice)`,
    ),

  notHeldAsItIs: (operation: string, dtype: string | undefined, got: unknown) =>
    errors.badOption(
      operation,
      'data',
      dtype === 'bool'
        ? 'a Uint8Array of zeros and ones for bool'
        : "a Float64Array, Float32Array or Int32Array, or a Uint8Array with { dtype: 'bool' } (constant(…) copies any other)",
      got,
    ),

  tooDeep: (operation: string) =>
    new DataError(
      operation,
      `expected arrays nested at most ${MOST_AXES} deep, one level for each axis, and got more, or an array that holds itself`,
    ),

  wrongLength: (operation: string, shape: readonly number[], expected: number, got: number) =>
    new DataError(operation, `shape ${shapeText(shape)} holds ${expected} numbers, got ${got}`),

  badShape: (operation: string, got: unknown) =>
    new ShapeError(
      operation,
      Array.isArray(got) && got.length > MOST_AXES
        ? `expected a shape of at most ${MOST_AXES} axes, got ${got.length}`
        : `expected a shape of whole numbers, none below zero, got ${
            Array.isArray(got)
              ? `[${Array.from(got, typeText)}]`
              : `${typeText(got).replace('the string ', '')}: a shape is an array, as [2, 3]`
          }`,
    ),

  tooLarge: (operation: string, size: number, dtype: string) =>
    new ShapeError(operation, `${size} numbers of ${dtype} do not fit into memory`),

  integerGradient: (operation: string, dtype: string) =>
    new GradientError(
      operation,
      `a ${dtype} value has no gradient: expected float64 or float32 data (constant(…) holds integers and booleans)`,
    ),

  notAValue: (operation: string, got: unknown) =>
    new DataError(operation, `expected a Value as the object of the method, got ${typeText(got)}`),

  notBroadcastable: (operation: string, nodes: readonly Described[]) =>
    new ShapeError(
      operation,
      `shapes do not broadcast: ${nodes.map(describe).join(' and ')} (aligned from the right, each pair of sizes must be equal or hold a 1)`,
    ),

  cannotBroadcastTo: (operation: string, node: Described, shape: readonly number[]) =>
    new ShapeError(operation, `${describe(node)} does not broadcast to ${shapeText(shape)}`),

  cannotReshape: (node: Described, shape: readonly number[], size: number) =>
    new ShapeError(
      'reshape',
      `${describe(node)} holds ${size} numbers, and ${shapeText(shape)} cannot hold them`,
    ),

  badAxis: (operation: string, axis: unknown, node: Described) =>
    new ShapeError(
      operation,
      `axis ${typeText(axis)} is out of range for ${describe(node)}: ${axisRange(node)}`,
    ),

  repeatedAxis: (operation: string, axes: readonly number[], node: Described) =>
    new ShapeError(operation, `an axis of ${describe(node)} is named twice in ${shapeText(axes)}`),

  badAxes: (operation: string, axes: readonly number[], node: Described) =>
    new ShapeError(operation, `expected each axis of ${describe(node)} once, got ${shapeText(axes)}`),

  innerSizes: (a: Described, b: Described, operation = 'matmul') =>
    new ShapeError(operation, `inner sizes differ: ${describe(a)} × ${describe(b)}${transposeHint(a, b)}`),

  wrongRank: (operation: string, node: Described, expected: string) =>
    new ShapeError(operation, `expected ${expected}, got ${describe(node)} of rank ${node.shape.length}`),

  usedAsNumber: (node: Described) =>
    new DataError(
      'Value',
      `${describe(node)} was used as a number, by an operator such as * or > or by Math, which keep no graph: call mul, greater, exp, …, or item() for the number`,
    ),

  notAScalar: (operation: string, node: Described) =>
    new ShapeError(operation, `expected a single number, got ${describe(node)}`),

  needsSeed: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `expected a scalar, got ${describe(node)}: reduce it first (.sum(), .mean()) or ${operation === 'backward' ? 'give the cotangent as { seed }' : 'take jacobian or vjp'}`,
    ),

  seedShape: (operation: string, node: Described, seed: Described) =>
    new GradientError(
      operation,
      `the seed must have the shape of the result: expected ${shapeText(node.shape)} for ${describe(node)}, got ${shapeText(seed.shape)}`,
    ),

  noDerivative: (operation: string, node: Described, operand: string) =>
    new GradientError(
      operation,
      `there is no derivative with respect to its ${operand} operand, ${describe(node)}, which wants one: constant(…) holds it fixed`,
    ),

  notAFunction: (operation: string, got: unknown) =>
    new DataError(operation, `expected a function, got ${typeText(got)}`),

  asynchronous: (operation: string) =>
    new DataError(
      operation,
      'the function must not be async: what comes after an await would run outside of it',
    ),

  notFloat: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} is ${node.dtype}: only float64 and float32 have derivatives`,
    ),

  badDType: (operation: string, got: unknown) =>
    errors.badOption(operation, 'dtype', 'float64, float32, int32 or bool', got),

  notBroadcastFrom: (operation: string, node: Described, shape: readonly number[]) =>
    new ShapeError(
      operation,
      `${shapeText(shape)} does not broadcast to ${describe(node)}, so nothing can be summed back to it`,
    ),

  notANode: (operation: string, got: unknown) =>
    new DataError(operation, `expected a Value, got ${typeText(got)}`),

  surplus: (operation: string, most: number, got: unknown) =>
    new DataError(operation, `${surplusText(got)}: ${operation}(…) takes ${countText(most)}`),

  badOption: (operation: string, option: string, expected: string, got: unknown) =>
    new DataError(operation, `${option}: expected ${expected}, got ${typeText(got)}`),

  badIndex: (operation: string, index: number, path: readonly number[], n: number, of: string) =>
    new ShapeError(
      operation,
      `index ${index}${place(path)} is out of range for ${of}: ${
        n === 0 ? 'it is empty' : `expected a whole number from ${-n} to ${n - 1}`
      }`,
    ),

  notIndices: (operation: string, node: Described) =>
    new DataError(
      operation,
      `expected whole numbers as indices, got ${describe(node)} of dtype ${node.dtype} (.astype('int32') makes them whole)`,
    ),

  badNewAxis: (operation: string, axes: readonly number[], node: Described, rank: number) =>
    new ShapeError(
      operation,
      `expected different axes from ${-rank} to ${rank - 1} for ${describe(node)} made rank ${rank}, got ${shapeText(axes)}`,
    ),

  unfit: (operation: string, expected: string, node: Omit<Described, 'dtype'>) =>
    new ShapeError(operation, `expected ${expected}, got ${describe(node)}`),

  singular: (operation: string, node: Described, matrix: number, pivot: number) =>
    new DataError(
      operation,
      `${describe(node)} is singular${ofStack(node, matrix)}: pivot ${pivot} of ${node.shape[node.shape.length - 1]} is 0`,
    ),

  notPositiveDefinite: (operation: string, node: Described, matrix: number, order: number) =>
    new DataError(
      operation,
      `${describe(node)} is not positive-definite${ofStack(node, matrix)}: its leading minor of order ${order} is not above 0`,
    ),

  unpairedAxes: (
    operation: string,
    a: Described,
    ofA: readonly number[],
    b: Described,
    ofB: readonly number[],
  ) =>
    new ShapeError(
      operation,
      `expected axes of equal sizes in pairs, got ${shapeText(ofA)} of ${describe(a)} and ${shapeText(ofB)} of ${describe(b)}`,
    ),

  einsum: (problem: string, equation: string) =>
    new ShapeError('einsum', `${problem}, in ${JSON.stringify(equation)}`),
};

/** Those of transforms, and of graphs that are run or read again: apart, so that a program without them is smaller. */
export const transformErrors = {
  placedByNumbers: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `the places that ${describe(node)} reads were found in the numbers it was made from, and these have changed`,
    ),

  counterpartShape: (
    operation: string,
    counterpart: 'cotangent' | 'tangent' | 'replacement',
    node: Described,
    got: Described | undefined,
  ) =>
    new GradientError(
      operation,
      `expected a ${counterpart} of the shape of ${describe(node)}, got ${got ? describe(got) : 'none'}`,
    ),

  unequalLengths: (operation: string, axis: number, nodes: readonly Described[]) =>
    new ShapeError(
      operation,
      `expected inputs of one length, above 0, along axis ${axis}, got ${nodes.map(describe).join(' and ') || 'none'}`,
    ),

  drawnForAll: () => new GradientError('vmap', 'random numbers are drawn for each slice'),

  escaped: (node: Described) =>
    new GradientError('vmap', `${describe(node)} has numbers only while the function runs: return it`),

  captured: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `its forward part reads ${describe(node)}, which wants a gradient and is no input, so it would get none: make it an input, or constant(…)`,
    ),

  madeByOtherCall: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `its rule uses ${describe(node)}, which the forward part of another call made: compute it again from the inputs, or keep it for each call`,
    ),

  madeInForward: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `its rule uses ${describe(node)}, which its forward part made: a constant, of whichever call was the last. Compute it again from the inputs`,
    ),

  readWhileTracing: (operation: string, asked: string, node: Described) =>
    new GradientError(
      operation,
      `${asked} of ${describe(node)} is not possible while the function is traced, when there are no numbers yet: return the Value and read it afterwards; where(…) takes the place of a branch`,
    ),

  capturedByTrace: (operation: string, node: Described, reader: string) =>
    new GradientError(
      operation,
      `${reader} reads ${describe(node)}, which wants a gradient and comes from outside of the function: its numbers of now would be kept for ever. Make it an argument, or part of the state; or constant(…)`,
    ),

  changedWhileTraced: (operation: string, what: string) =>
    new GradientError(
      operation,
      `the function changes ${what}, which is not part of the program that is being traced, so a run of it would not: make what is changed part of the state, or return it`,
    ),

  changedSlice: (what: string) =>
    new GradientError(
      'vmap',
      `the function changes ${what} in its argument, which is a slice of what was given, so nobody would see it: return it`,
    ),

  traceEnded: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} has no numbers: it was made while a function was traced, and kept outside of that. Return it, or make what keeps it part of the state`,
    ),

  frozenDraw: (operation: string) =>
    new DataError(
      operation,
      'the program that is being traced would give the same numbers each time it is run: draw before it, or by a distribution, which is drawn anew',
    ),

  cyclic: (operation: string, where: string) =>
    new DataError(operation, `expected a tree, got a cycle at ${where}`),

  tooNested: (operation: string, where: string, most: number) =>
    new DataError(
      operation,
      `expected a tree of at most ${most} levels, got more, or one that holds itself, at ${clipped(where, QUOTED)}`,
    ),

  sparse: (operation: string, where: string) =>
    new DataError(operation, `${where} is an array with holes: expected an entry at every place`),

  unreadable: (operation: string, where: string, error: unknown) =>
    new DataError(operation, `${where} cannot be read: ${String((error as Error)?.message ?? error)}`),

  notLookedInto: (operation: string, where: string, got: unknown) =>
    new DataError(
      operation,
      `${where} is ${typeof got === 'symbol' ? 'an entry under a symbol' : typeText(got)}, which is not looked into: use an array, a plain object, or a class with readonly [treeNode] = true`,
    ),

  nothingToDifferentiate: (operation: string, got: unknown) =>
    new DataError(
      operation,
      `expected numbers, float Values or a tree of these as the argument, got ${typeText(got)}`,
    ),

  missingGradient: (operation: string, node: Described, input: number) =>
    new GradientError(
      operation,
      `its rule gives no gradient for input ${input}, ${describe(node)}, which wants one`,
    ),

  notReturned: (operation: string, got: unknown) =>
    new GradientError(operation, `the function must return a Value, got ${typeText(got)}`),

  notWritable: (operation: string, node: Described) =>
    new GradientError(
      operation,
      `${describe(node)} has a rule that is part of the program and can't be written down`,
    ),

  sharedName: (operation: string, name: string) =>
    new GradientError(
      operation,
      `this program has several operations of its own called ${JSON.stringify(name)}, and a graph names them: give each a name of its own`,
    ),

  notAGraph: (expected: string, got: unknown) =>
    new DataError('graphFromJSON', `expected ${expected}, got ${typeText(got)}`),
};
