import { backward, hessian as hessianOf, type Nested, type Value } from '@chainrule/core';
import { expression, parse, toText } from '@chainrule/formula';
import { withoutNumbers } from './derive.ts';
import { type FormulaOptions, numbersText, put, toJSON } from './output.ts';
import { type Point, pointAt, targetsOf } from './point.ts';
import { formulaText } from './source.ts';
import { readingOf } from './syntax.ts';
import { InputError, type Terminal } from './terminal.ts';

const { derivative, name } = expression;

/** A line of output: `left = numbers`. */
type Line = readonly [left: expression.Expression, numbers: Nested];

/** Options of the two commands: numbers, or shapes where there are none. */
interface Options extends FormulaOptions {
  readonly where?: string;
}

/** Whether numbers are given, or not needed. */
const hasNumbers = async (options: Options, text: string) =>
  options.at.length > 0 || parse(text, await readingOf(options)).names.length === 0;

/** `chainrule grad`: the result, and its gradient with respect to each name; without numbers the gradients as formulas. */
export async function grad(given: string | undefined, options: Options, terminal: Terminal): Promise<void> {
  const text = await formulaText(given, options.file, terminal);
  if (!(await hasNumbers(options, text))) return withoutNumbers(text, 1, options, terminal);
  const point = await pointAt(text, options, terminal);
  const { root, nodes } = point;
  const walked = backward(root);
  const gradients = targetsOf(point).map((wrt) => [wrt, walked.of(nodes.get(wrt)!).toArray()] as const);
  const E = name(root.name!);
  const lines: Line[] = [
    [E, root.toArray()],
    ...gradients.map(([wrt, gradient]): Line => [derivative(E, name(wrt)), gradient]),
  ];
  const data = { name: root.name, value: root.toArray(), gradients: Object.fromEntries(gradients) };
  put(options.json ? toJSON(data) : textOf(lines), options, terminal);
}

/** `chainrule hessian`: every second derivative, without numbers as formulas. */
export async function hessian(
  given: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const text = await formulaText(given, options.file, terminal);
  if (!(await hasNumbers(options, text))) return withoutNumbers(text, 2, options, terminal);
  const point = await pointAt(text, options, terminal);
  const names = targetsOf(point);
  const defined = names.find((each) => !point.formula.names.includes(each));
  if (defined !== undefined)
    throw new InputError(
      `--wrt: hessian differentiates by ${point.formula.names.join(', ')}, and ${defined} is defined by them`,
    );
  const second = hessianAt(point, names);
  const E = name(point.root.name!);
  const lines = names.flatMap((a, i) =>
    names.map((b, j): Line => [derivative(derivative(E, name(a)), name(b)), second[i][j].toArray()]),
  );
  const rows = names.map((a, i) => [a, Object.fromEntries(names.map((b, j) => [b, second[i][j].toArray()]))]);
  const data = { name: point.root.name, value: point.root.toArray(), hessian: Object.fromEntries(rows) };
  put(options.json ? toJSON(data) : textOf(lines), options, terminal);
}

/** The second derivatives by the positions of the two names. */
function hessianAt({ formula, nodes }: Point, names: readonly string[]): Value[][] {
  const all = Object.fromEntries(formula.names.map((each) => [each, nodes.get(each)!]));
  const f = (variables: Value[]) =>
    formula({ ...all, ...Object.fromEntries(names.map((each, k) => [each, variables[k]])) });
  // The blocks of a list of variables are a list of lists, which the type of a tree cannot express.
  return hessianOf(f)(names.map((each) => nodes.get(each)!)) as unknown as Value[][];
}

function textOf(lines: readonly Line[]): string {
  const lefts = lines.map(([left]) => toText(left));
  const width = Math.max(...lefts.map((left) => left.length));
  return lines.map(([, numbers], k) => `${lefts[k].padEnd(width)} = ${numbersText(numbers)}\n`).join('');
}
