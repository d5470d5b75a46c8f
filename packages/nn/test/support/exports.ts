import * as compiled from '../../../compile/src/index.ts';
import * as core from '../../../core/src/index.ts';
import * as formulas from '../../../formula/src/index.ts';
import * as nn from '../../src/index.ts';

export type Callable = (...given: unknown[]) => unknown;

/** Functions that take any number of arguments, or that others call with more than they take. */
const EXEMPT = new Set([
  'arange', // its last argument is options, wherever it stands
  'chain', // of any number of rules
  'formula', // a tag of template literals
  'mapTree', // of any number of other trees
  'Value', // made by functions, not by its constructor
  // For packages that are built on core; some are on hot paths.
  ...['applyPrimitive', 'announce', 'isAbstract', 'isRecording', 'checkCount', 'operand', 'toValues'],
  ...['halfOf', 'kindOf', 'isBranch', 'keysOf', 'hidesValues', 'checkDepth', 'byPrimitive', 'coreName'],
  ...['born', 'dryRun', 'isNoting', 'remember', 'transaction'],
  'History', // made by fit
  'Sequential', // which says of layers one by one that they go in an array
  'Module', // whose constructor takes none and hands none on
]);
export const isClass = (thing: unknown): thing is new (...given: unknown[]) => object =>
  typeof thing === 'function' && /^class\b/.test(Function.prototype.toString.call(thing));

const packages = { compile: compiled, core, formula: formulas, nn };
/** Every function and class that a package exports, operations and errors apart. */
export const callables = Object.entries(packages).flatMap(([name, exports]) =>
  Object.entries(exports)
    .filter(([each]) => !EXEMPT.has(each) && !each.endsWith('Error') && !(each in core.operations))
    .filter(([, thing]) => typeof thing === 'function')
    .map(([each, thing]) => [`${name}: ${each}`, thing as Callable] as const),
);
