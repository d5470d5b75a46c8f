// Every operation of core on the samples of the laws, with its gradients, to the last digit. Prints them as JSON: in the
// repository those of the sources, in a mirrored folder those of the installed packages (see mirror.ts).
import { backward, type Primitive, type Value } from '@chainrule/core';
import { project } from '../test-support/finite-differences.ts';
import { elementwiseOperations, otherCases } from '../test-support/laws/table.ts';
import { sampleInputs } from '../test-support/samples.ts';
import { calls, textOf } from './forms.ts';

const anywhere = { kink: (x: number) => x } as unknown as Primitive;
const SHAPES = [[2, 3], [3], [2, 1]];

function numbersOf(f: (...xs: Value[]) => Value, xs: readonly Value[]): string {
  const y = f(...xs);
  if (!(y.wantsGradient ?? false)) return textOf(y);
  const gradients = backward(project(y));
  return [y, ...xs.map((x) => gradients.of(x))].map(textOf).join(' ');
}

const elementwise = elementwiseOperations.map(([name, operation]) => {
  const op = operation as unknown as ((...xs: Value[]) => Value) & { primitive: Primitive };
  return [name, numbersOf(op, sampleInputs(op.primitive, SHAPES.slice(0, op.length), 7))] as const;
});
const others = otherCases.map(
  ([name, { f, shapes }]) => [name, numbersOf(f, sampleInputs(anywhere, shapes, 7))] as const,
);

console.log(
  JSON.stringify({
    numbers: Object.fromEntries([...elementwise, ...others]),
    functions: [...calls.function.keys()],
    methods: [...calls.method.keys()],
  }),
);
