import type { Rule } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import { LOSSES } from '../losses.ts';
import { reversed, table } from '../rules.ts';
import { along, COMMON, extreme, OF_MODULES, reduces, spread } from './functions.ts';

/*
 * What the libraries of Python call by one name and mean differently.
 */

const leaky: Rule = (given) => {
  const x = given.operand('input', 'x');
  const negativeSlope = given.number(0.01, 'negative_slope');
  given.ignore('inplace').end();
  return given.make('leakyRelu', [x], { negativeSlope });
};

const elu: Rule = (given) => {
  const x = given.operand('input', 'x');
  const alpha = given.number(1, 'alpha');
  given.ignore('inplace').end();
  return given.make('elu', [x], { alpha });
};

/** PyTorch's goes over to x itself where βx is above a threshold. */
const softplus =
  (threshold: number | undefined): Rule =>
  (given) => {
    const x = given.operand('input', 'x');
    if (threshold === undefined) {
      given.end();
      return given.make('softplus', [x]);
    }
    const [beta, limit] = [given.number(1, 'beta'), given.number(threshold, 'threshold')];
    given.end();
    return given.make('softplus', [x], { beta, threshold: limit });
  };

/** PyTorch's is exact if it is not told otherwise, and JAX's is not. */
const gelu =
  (isExact: boolean): Rule =>
  (given) => {
    const x = given.operand('input', 'x');
    const told = given.literal('approximate');
    given.end();
    const exact = told === undefined || told === null ? isExact : told === 'none' || told === false;
    return given.make('gelu', [x], { approximate: exact ? 'none' : 'tanh' });
  };

/** x Wᵀ + b */
const linear: Rule = (given) => {
  const [x, weight] = [given.operand('input'), given.operand('weight')];
  const bias = given.optional('bias');
  given.end();
  const product = given.make('matmul', [x, given.notation('transpose', [weight], reversed())]);
  return bias ? given.make('add', [product, bias]) : product;
};

/** A softmax without an axis is that of a vector. */
const softmaxOfVector =
  (operation: string, otherwise: number | undefined): Rule =>
  (given) => {
    if (given.count > 1 || given.has('axis', 'dim') || otherwise !== undefined)
      return along(operation, otherwise)(given);
    const x = given.operand('x', 'input');
    given.end();
    return given.notation(operation, [x], ([{ shape, expression }]) => {
      if (shape.length > 1)
        throw programErrors.shapes(
          given.translator.source,
          given.at,
          `${given.written}: expected an axis for an array of several, as in ${given.written}(x, dim=1)`,
          [shape],
        );
      return given.make(operation, [expression]);
    });
  };

const SOFTMAXES = 'softmax log_softmax=logSoftmax';

/** What NumPy and JAX give by these names. */
const NUMPY: readonly (readonly [string, Rule])[] = [
  ...table('var=variance std', (operation) => spread(operation, 'numpy')),
  ...table('max min', reduces),
];

const PYTORCH: readonly (readonly [string, Rule])[] = [
  ...table('var=variance std', (operation) => spread(operation, 'pytorch')),
  ['max', extreme('max', 'maximum')],
  ['min', extreme('min', 'minimum')],
  ['leaky_relu', leaky],
  ['elu', elu],
  ['softplus', softplus(20)],
  ['gelu', gelu(true)],
  ['linear', linear],
  ...table(SOFTMAXES, (operation) => softmaxOfVector(operation, undefined)),
  ...LOSSES,
];

const JAX: readonly (readonly [string, Rule])[] = [
  ...NUMPY,
  ['leaky_relu', leaky],
  ['elu', elu],
  ['softplus', softplus(undefined)],
  ['gelu', gelu(false)],
  ...table(SOFTMAXES, (operation) => softmaxOfVector(operation, -1)),
];

const LIBRARIES: ReadonlyMap<string, ReadonlyMap<string, Rule>> = new Map([
  ['numpy', new Map([...OF_MODULES, ...NUMPY])],
  ['torch', new Map([...OF_MODULES, ...PYTORCH])],
  ['jax', new Map([...OF_MODULES, ...JAX])],
  [
    'math',
    new Map(
      [...COMMON].filter(([name]) =>
        /^(exp|log\w*|sqrt|sin|cos|tan|a?(sin|cos|tan)h?|tanh|sinh|cosh|pow|fabs|floor|ceil|hypot|atan2|expm1|erf|erfc|lgamma|prod|radians|degrees|cbrt|exp2|fmod)$/.test(
          name,
        ),
      ),
    ),
  ],
  [
    'scipy',
    new Map([
      ...OF_MODULES,
      ...NUMPY,
      ...table(SOFTMAXES, (operation) => softmaxOfVector(operation, undefined)),
    ]),
  ],
]);

/** Parts of the path of a module that say nothing of the function. */
const LAYERS = new Set('numpy nn functional linalg special scipy lax Tensor'.split(' '));

/** The function of a path: numpy.linalg.norm, torch.nn.functional.relu. */
export function libraryFunction(path: string): Rule | undefined {
  const [library, ...rest] = path.split('.');
  const inside = rest.slice(0, -1);
  return inside.every((each) => LAYERS.has(each))
    ? LIBRARIES.get(library)?.get(rest[rest.length - 1])
    : undefined;
}

/** Methods that the libraries do not agree on: the rule asks which library it is. */
export const METHODS: ReadonlyMap<string, Rule> = new Map([
  ...COMMON,
  ...table('var=variance std', (operation) => spread(operation, undefined)),
  ['max', extreme('max', 'maximum')],
  ['min', extreme('min', 'minimum')],
]);

export const libraryNames = (): string[] => [...LIBRARIES.values()].flatMap((each) => [...each.keys()]);

/** What plain names mean that programs define without saying how: `sigmoid(z)`. */
export const ACTIVATIONS: ReadonlyMap<string, Rule> = new Map(
  [...COMMON].filter(([name]) =>
    /^(sigmoid|relu|silu|exp|log|sqrt|tanh|softmax|dot|sin|cos|square|maximum|minimum)$/.test(name),
  ),
);

export const CONSTANTS: ReadonlyMap<string, number> = new Map(
  ['numpy', 'math', 'torch', 'jax.numpy', 'scipy'].flatMap((library) => [
    [`${library}.pi`, Math.PI],
    [`${library}.e`, Math.E],
    [`${library}.inf`, Infinity],
    [`${library}.nan`, NaN],
  ]),
);
