import type { CodeProgram } from '../program.ts';
import type { Target } from '../target.ts';
import { arrayFunctions } from './arrays.ts';
import {
  floats,
  gradientWords,
  indented,
  joined,
  named,
  PYTHON_FORMS,
  pythonFunction,
  pythonLiteral,
  pythonNames,
  pythonNumber,
  pythonNumbers,
  pythonTuple,
} from './python.ts';

const ALONG = { axis: 'axis' };

const SPECIAL =
  'erf erfc erfInv:erfinv lgamma:gammaln digamma beta:beta betaln gammainc gammaincc logNdtr:log_ndtr ndtri besselI0:i0 besselI0e:i0e besselI1:i1 besselI1e:i1e ' +
  'entr xlogy xlog1py';

const special = Object.fromEntries(
  SPECIAL.split(' ').map((entry) => {
    const [name, own = name] = entry.split(':');
    return [name, named(`jax.scipy.special.${own}`)];
  }),
);

export const jax: Target = {
  title: 'JAX',
  reserved: pythonNames('jax jnp check_grads'),
  gradientName: (name) => `${name}_gradient`,
  forms: PYTHON_FORMS,
  functions: {
    ...arrayFunctions('jnp'),
    ...special,
    relu: 'jax.nn.relu(□)',
    relu6: 'jax.nn.relu6(□)',
    sigmoid: 'jax.nn.sigmoid(□)',
    logSigmoid: 'jax.nn.log_sigmoid(□)',
    softplus: 'jax.nn.softplus(□)',
    softSign: 'jax.nn.soft_sign(□)',
    silu: 'jax.nn.silu(□)',
    mish: 'jax.nn.mish(□)',
    selu: 'jax.nn.selu(□)',
    elu: named('jax.nn.elu', { alpha: 'alpha' }),
    celu: named('jax.nn.celu', { alpha: 'alpha' }),
    leakyRelu: named('jax.nn.leaky_relu', { negativeSlope: 'negative_slope' }),
    gelu: (call) => `jax.nn.gelu(${call.array(0)}, approximate=False)`,
    logit: 'jax.scipy.special.logit(□)',
    softmax: named('jax.nn.softmax', ALONG),
    logSoftmax: named('jax.nn.log_softmax', ALONG),
    logSumExp: named('jax.nn.logsumexp', { axis: 'axis', keepDims: 'keepdims' }),
    matrixExp: 'jax.scipy.linalg.expm(□)',
  },
  number: (x) => pythonNumber(x, 'jnp'),
  literal: pythonLiteral('jnp'),
  tuple: pythonTuple,
  array: (rows) => `jnp.array(${floats(rows)})`,
  stack: (arrays) => `jnp.stack([${arrays.join(', ')}])`,
  size: (argument, axis) => `${argument}.shape[${axis}]`,
  castsTruth: true,
  derives: false,
  program,
};

function program(given: CodeProgram): string {
  const { name, gradientName, arguments: all, wrt, check } = given;
  const places = wrt.map((argument) => all.indexOf(argument));
  const argnums = places.length === 1 ? String(places[0]) : pythonTuple(places.map(String));
  const gradient =
    wrt.length === 0
      ? []
      : [`# ${gradientWords(given)}.`, `${gradientName} = jax.grad(${name}, argnums=${argnums})`];
  return joined([
    [
      'import jax',
      'import jax.numpy as jnp',
      ...(check && wrt.length > 0 ? ['from jax.test_util import check_grads'] : []),
      '',
      'jax.config.update("jax_enable_x64", True)',
    ],
    pythonFunction(given),
    gradient,
    ...(check ? [checkOf(given, places)] : []),
  ]);
}

function checkOf(
  { name, gradientName, arguments: all, wrt, resultName }: CodeProgram,
  places: readonly number[],
): string[] {
  const at = all.map((argument) => `    jnp.array(${pythonNumbers(argument, 'jnp')}),  # ${argument.id}`);
  const rest = all.map((argument, k) => (places.includes(k) ? argument.id : `at[${k}]`));
  const moved = wrt.map(({ id }) => id).join(', ');
  return [
    'if __name__ == "__main__":',
    ...indented([
      'at = [',
      ...at,
      ']',
      `print(${JSON.stringify(`${resultName} =`)}, ${name}(*at))`,
      ...(wrt.length === 0
        ? []
        : [
            `print("its gradient:", ${gradientName}(*at))`,
            '# Raises where the gradient is not that of finite differences.',
            `check_grads(lambda ${moved}: ${name}(${rest.join(', ')}), [${places.map((k) => `at[${k}]`).join(', ')}], order=1)`,
          ]),
    ]),
  ];
}
