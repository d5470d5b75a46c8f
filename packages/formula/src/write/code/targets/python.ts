import type { Literal } from '../../../expression/expression.ts';
import { Precedence } from '../../../expression/notation.ts';
import { harmless } from '../../names.ts';
import type { Argument, CodeLine, CodeProgram } from '../program.ts';
import type { Rendering, Target } from '../target.ts';
import { signs } from '../writer.ts';

/*
 * What the libraries of Python have in common.
 */

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
  'import in is lambda nonlocal not or pass raise return try while with yield match case type ' +
  'abs all any bool complex dict dir divmod float hash id int iter len list max min next object open pow print range round ' +
  'set sorted str sum super tuple vars zip enumerate map filter input exec eval format repr reversed ValueError ' +
  '__name__ at name gradient moved step ends slopes i h';

export const pythonNames = (own: string): ReadonlySet<string> => new Set(`${KEYWORDS} ${own}`.split(' '));

const { comparison, sum, product, sign, power, postfix } = Precedence;

const infix = (precedence: number, text: string) =>
  signs(`□ ${text} □`, precedence, precedence, precedence + 1);
const compared = (text: string) => signs(`□ ${text} □`, comparison, sum, sum);

export const PYTHON_FORMS: Target['forms'] = {
  equal: compared('=='),
  notEqual: compared('!='),
  less: compared('<'),
  lessEqual: compared('<='),
  greater: compared('>'),
  greaterEqual: compared('>='),
  add: infix(sum, '+'),
  sub: infix(sum, '-'),
  mul: infix(product, '*'),
  div: infix(product, '/'),
  matmul: infix(product, '@'),
  neg: signs('-□', sign, product),
  pow: signs('□ ** □', power, postfix, power),
  square: signs('□ ** 2', power, postfix),
  reciprocal: signs('1 / □', product, power),
  slice: { ...signs('□[□]', postfix, postfix, Precedence.enclosed), layout: 'index' },
};

/** A whole number that is exact stays one; larger ones are floats, as they are everywhere else. */
export function pythonNumber(x: number, prefix: string): string {
  if (Number.isNaN(x)) return `${prefix}.nan`;
  if (!Number.isFinite(x)) return x > 0 ? `${prefix}.inf` : `-${prefix}.inf`;
  if (x === Math.PI) return `${prefix}.pi`;
  if (Object.is(x, -0)) return '-0.0';
  return Number.isInteger(x) && !Number.isSafeInteger(x) ? x.toExponential() : String(x);
}

export const pythonLiteral =
  (prefix: string) =>
  (literal: Literal): string => {
    if (Array.isArray(literal)) return pythonTuple(literal.map(pythonLiteral(prefix)));
    if (typeof literal === 'number') return pythonNumber(literal, prefix);
    if (typeof literal === 'string') return JSON.stringify(literal);
    return literal === null ? 'None' : literal ? 'True' : 'False';
  };

export const pythonTuple = (items: readonly string[]): string =>
  items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;

/** Whole numbers in an array of numbers are floats too. */
export const floats = (rows: string): string =>
  rows.replaceAll(/(?<![\w.])\d+(?![\w.])/g, (digits) => `${digits}.0`);

/** A function of arrays, with those of its named arguments that Python has, under their names there. */
export const named =
  (code: string, options: Readonly<Record<string, string>> = {}): Rendering =>
  (call) => {
    const args = Array.from({ length: call.count }, (_, k) => call.array(k));
    for (const [key, own] of Object.entries(options)) {
      const given = call.option(key);
      if (given !== undefined) args.push(`${own}=${given}`);
    }
    return `${code}(${args.join(', ')})`;
  };

const docText = (text: string) => harmless(text).replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');

export const indented = (lines: readonly string[], by = 1): string[] =>
  lines.map((line) => (line === '' ? '' : '    '.repeat(by) + line));

/** The docstring of a function, its first line and its paragraphs. */
export function docstring(paragraphs: readonly (readonly string[])[]): string[] {
  const [[first, ...more], ...rest] = paragraphs.filter((each) => each.length > 0);
  const body = [more, ...rest]
    .filter((each) => each.length > 0)
    .flatMap((each) => ['', ...each.map(docText)]);
  return body.length === 0 ? [`"""${docText(first)}"""`] : [`"""${docText(first)}`, ...body, '"""'];
}

/** `w: array of shape (3, 2)`; a name that was changed says what it is in the formula. */
export function argumentDocs({ arguments: all, renamed }: CodeProgram): string[] {
  const original = new Map(renamed.map(({ name, id }) => [id, name]));
  const docs = all.map(({ id, value: { shape } }) => {
    const kind = shape.length === 0 ? 'number' : `array, such as ${shape.join(' × ')}`;
    return `    ${id}: ${original.has(id) ? `${original.get(id)}, ` : ''}${kind}`;
  });
  const others = renamed.filter(({ id }) => !all.some((argument) => argument.id === id));
  return [
    ...(docs.length > 0 ? ['Args:', ...docs] : []),
    ...(others.length > 0
      ? ['', `Here ${others.map(({ name, id }) => `${id} is ${name}`).join(', ')}.`]
      : []),
  ];
}

export const assignments = (lines: readonly CodeLine[]): string[] =>
  lines.map(({ id, code }) => `${id} = ${code}`);

/** The function of the formula. */
export function pythonFunction(program: CodeProgram): string[] {
  const { name, arguments: all, lines, result, formula } = program;
  return [
    `def ${name}(${all.map(({ id }) => id).join(', ')}):`,
    ...indented([
      ...docstring([
        formula.length === 1 ? formula : [`The value of ${program.resultName}.`],
        formula.length === 1 ? [] : formula,
        argumentDocs(program),
      ]),
      ...assignments(lines),
      `return ${result}`,
    ]),
  ];
}

/** What a gradient is said to be. */
export const gradientWords = ({ resultName, wrt }: CodeProgram): string =>
  `The gradient of ${resultName} by ${wrt.map(({ id }) => id).join(', ')}`;

/** The numbers of an argument, every digit of them. */
export function pythonNumbers({ value }: Argument, prefix: string): string {
  const rows = (nested: unknown): string => {
    if (Array.isArray(nested)) return `[${nested.map(rows).join(', ')}]`;
    if (typeof nested === 'boolean') return nested ? 'True' : 'False';
    return pythonNumber(nested as number, prefix);
  };
  const text = rows(value.toArray());
  return value.dtype.startsWith('float') ? floats(text) : text;
}

export const joined = (parts: readonly (readonly string[])[]): string =>
  `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n\n')}\n`;
