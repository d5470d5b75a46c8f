import type { CodeProgram, DerivedGradient } from '../program.ts';
import type { Target } from '../target.ts';
import { arrayFunctions } from './arrays.ts';
import { DEFINED, definitionsFor } from './numpy-functions.ts';
import {
  assignments,
  docstring,
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

/** Functions that SciPy has, by their names there. */
const SPECIAL =
  'erf erfc erfcx erfInv:erfinv lgamma:gammaln digamma:psi beta betaln gammainc gammaincc ndtr ndtri logNdtr:log_ndtr ' +
  'besselJ0:j0 besselJ1:j1 besselY0:y0 besselY1:y1 besselK0:k0 besselK1:k1 besselK0e:k0e besselK1e:k1e besselI0:i0 besselI0e:i0e besselI1:i1 besselI1e:i1e entr ' +
  'xlogy xlog1py';

const special = Object.fromEntries(
  SPECIAL.split(' ').map((entry) => {
    const [name, own = name] = entry.split(':');
    return [name, named(`special.${own}`)];
  }),
);

const IMPORTS: readonly (readonly [RegExp, string])[] = [
  [/(?<![.\w])np\./, 'import numpy as np'],
  [/(?<![.\w])linalg\./, 'from scipy import linalg'],
  [/(?<![.\w])special\./, 'from scipy import special'],
];

export const numpy: Target = {
  title: 'NumPy',
  reserved: pythonNames(`np special linalg differences ${Object.keys(DEFINED).join(' ')}`),
  gradientName: (name) => `${name}_gradient`,
  forms: PYTHON_FORMS,
  functions: {
    ...arrayFunctions('np'),
    ...special,
    ...Object.fromEntries(Object.values(DEFINED).map(({ of, options }) => [of, named(nameOf(of), options)])),
    relu: 'np.maximum(□, 0)',
    matrixExp: named('linalg.expm'),
  },
  number: (x) => pythonNumber(x, 'np'),
  literal: pythonLiteral('np'),
  tuple: pythonTuple,
  array: (rows) => `np.array(${floats(rows)})`,
  stack: (arrays) => `np.stack([${arrays.join(', ')}])`,
  size: (argument, axis) => `${argument}.shape[${axis}]`,
  castsTruth: true,
  derives: true,
  program,
};

function nameOf(operation: string): string {
  return Object.entries(DEFINED).find(([, { of }]) => of === operation)![0];
}

function program(given: CodeProgram): string {
  const code = [pythonFunction(given), gradientFunction(given), ...checkOf(given)];
  const text = code.flat().join('\n');
  const defined = definitionsFor(text);
  const all = [text, ...defined.flat(), 'np.'].join('\n');
  const imports = IMPORTS.filter(([pattern]) => pattern.test(all)).map(([, line]) => line);
  return joined([imports, ...defined, ...code]);
}

function gradientFunction(given: CodeProgram): string[] {
  const { gradient, gradientName, arguments: all } = given;
  if (!gradient) return [];
  const { forward, backward, results } = gradient;
  return [
    `def ${gradientName}(${all.map(({ id }) => id).join(', ')}):`,
    ...indented([
      ...docstring([[`${gradientWords(given)}, derived line by line.`]]),
      ...guards(gradient),
      ...(forward.length > 0 ? ['# Forward', ...assignments(forward)] : []),
      '# Backward',
      ...assignments(backward),
      `return ${results.join(', ')}`,
    ]),
  ];
}

/** Lines that hold for some shapes refuse the others. */
const guards = ({ shapes }: DerivedGradient): string[] =>
  shapes.flatMap(({ argument: { id }, shape }) => {
    const isWhole = shape.every((size) => size !== undefined);
    const wrong = isWhole
      ? [`np.shape(${id}) != ${pythonTuple(shape.map(String))}`]
      : shape.flatMap((size, axis) => (size === undefined ? [] : [`np.shape(${id})[${axis}] != ${size}`]));
    const wanted = pythonTuple(shape.map((size) => String(size ?? 'any')));
    return [`if ${wrong.join(' or ')}:`, `    raise ValueError("${id}: expected the shape ${wanted}")`];
  });

const DIFFERENCES = `def differences(f, at, name, h=1e-5):
    """The slopes of f by one of its arguments, entry by entry, by central differences."""
    x = np.array(at[name], dtype=float)
    slopes = np.empty_like(x)
    for i in np.ndindex(x.shape):
        ends = []
        for step in (h, -h):
            moved = x.copy()
            moved[i] += step
            ends.append(f(**{**at, name: moved}))
        slopes[i] = (ends[0] - ends[1]) / (2 * h)
    return slopes`;

function checkOf({
  check,
  name,
  gradientName,
  arguments: all,
  wrt,
  gradient,
  resultName,
}: CodeProgram): string[][] {
  if (!check) return [];
  const numbers = all.map((argument) => {
    const text = pythonNumbers(argument, 'np');
    return `    "${argument.id}": ${argument.value.rank > 0 ? `np.array(${text})` : text},`;
  });
  const value = [`at = {`, ...numbers, `}`, `print(${JSON.stringify(`${resultName} =`)}, ${name}(**at))`];
  if (!gradient) return [['if __name__ == "__main__":', ...indented(value)]];
  const gradients = wrt.length === 1 ? `[${gradientName}(**at)]` : `${gradientName}(**at)`;
  const names = wrt.map(({ id }) => `"${id}"`).join(', ');
  return [
    DIFFERENCES.split('\n'),
    [
      'if __name__ == "__main__":',
      ...indented([
        ...value,
        `for name, gradient in zip([${names}], ${gradients}):`,
        `    slopes = differences(${name}, at, name)`,
        '    assert np.allclose(gradient, slopes, rtol=1e-4, atol=1e-6), (name, gradient, slopes)',
        '    print("the gradient by", name, "is that of finite differences:", gradient)',
      ]),
    ],
  ];
}
