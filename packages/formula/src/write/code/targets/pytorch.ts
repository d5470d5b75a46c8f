import type { CodeProgram } from '../program.ts';
import type { Target } from '../target.ts';
import {
  docstring,
  floats,
  gradientWords,
  indented,
  joined,
  PYTHON_FORMS,
  pythonFunction,
  pythonLiteral,
  pythonNames,
  pythonNumber,
  pythonNumbers,
  pythonTuple,
} from './python.ts';
import { torchFunctions } from './pytorch-functions.ts';

const tensor = (number: string) => `torch.tensor(${number}, dtype=torch.float64)`;

export const pytorch: Target = {
  title: 'PyTorch',
  reserved: pythonNames('torch values'),
  gradientName: (name) => `${name}_gradient`,
  forms: PYTHON_FORMS,
  functions: torchFunctions,
  number: (x) => pythonNumber(x, 'torch'),
  literal: pythonLiteral('torch'),
  tuple: pythonTuple,
  array: (rows) => `torch.tensor(${floats(rows)}, dtype=torch.float64)`,
  stack: (arrays) => `torch.stack([${arrays.join(', ')}])`,
  asArray: tensor,
  asValue: tensor,
  size: (argument, axis) => `${argument}.shape[${axis}]`,
  castsTruth: true,
  derives: false,
  program,
};

function program(given: CodeProgram): string {
  return joined([
    ['import torch'],
    pythonFunction(given),
    gradientFunction(given),
    ...(given.check ? [checkOf(given)] : []),
  ]);
}

function gradientFunction(given: CodeProgram): string[] {
  const { name, gradientName, arguments: all, wrt } = given;
  if (wrt.length === 0) return [];
  const ids = all.map(({ id }) => id).join(', ');
  const leaves = wrt.map(({ id }) => id).join(', ');
  const result =
    wrt.length === 1
      ? `torch.autograd.grad(${name}(${ids}), ${leaves})[0]`
      : `torch.autograd.grad(${name}(${ids}), (${leaves}))`;
  return [
    `def ${gradientName}(${ids}):`,
    ...indented([
      ...docstring([[`${gradientWords(given)}, by reverse mode.`]]),
      ...wrt.map(({ id }) => `${id} = ${id}.detach().requires_grad_()`),
      `return ${result}`,
    ]),
  ];
}

function checkOf({ name, gradientName, arguments: all, wrt, resultName }: CodeProgram): string[] {
  const at = all.map((argument) => {
    const dtype = argument.value.dtype.startsWith('float') ? ', dtype=torch.float64' : '';
    return `    torch.tensor(${pythonNumbers(argument, 'torch')}${dtype}),  # ${argument.id}`;
  });
  const places = wrt.map((argument) => all.indexOf(argument));
  const checked =
    wrt.length === 0
      ? []
      : [
          `print("its gradient:", ${gradientName}(*at))`,
          '# Raises where the gradient is not that of finite differences.',
          `for k in ${pythonTuple(places.map(String))}:`,
          '    at[k].requires_grad_()',
          `torch.autograd.gradcheck(${name}, at)`,
        ];
  return [
    'if __name__ == "__main__":',
    ...indented([
      'at = [',
      ...at,
      ']',
      `print(${JSON.stringify(`${resultName} =`)}, ${name}(*at))`,
      ...checked,
    ]),
  ];
}
