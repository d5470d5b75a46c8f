import { Value } from '@chainrule/core';
import type { Literal } from '../../../expression/expression.ts';
import { Precedence } from '../../../expression/notation.ts';
import { functionNames, operationNamed, takesList } from '../../../read/functions.ts';
import { harmless } from '../../names.ts';
import type { Piece } from '../../writer.ts';
import { isPlain } from '../plain.ts';
import type { Argument, CodeProgram } from '../program.ts';
import type { SpokenCall } from '../spoken-call.ts';
import type { Rendering, Target } from '../target.ts';
import { signs } from '../writer.ts';

/*
 * chainrule itself: every operation is a method of a Value, or a function where it is large or begins with a number.
 */

const WORDS =
  'abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum ' +
  'export extends false finally for from function get if implements import in instanceof interface let new null number of ' +
  'package private protected public return set static string super switch this throw true try type typeof undefined var ' +
  'void while with yield arguments eval NaN Infinity Math console Value Names at report';

const { sum, product, sign, power, postfix, fraction } = Precedence;

/** Signs between numbers alone. */
const ON_NUMBERS: Target['forms'] = {
  add: signs('□ + □', sum, sum, product),
  sub: signs('□ - □', sum, sum, product),
  mul: signs('□ * □', product, product, fraction),
  div: signs('□ / □', product, product, fraction),
  neg: signs('-□', sign, postfix),
  // A sign may not stand before the base of a power.
  pow: signs('□ ** □', power, postfix, power),
  square: signs('□ ** 2', power, postfix),
};

const isMethod = (name: string) =>
  typeof (Value.prototype as unknown as Record<string, unknown>)[name] === 'function';

const operation: Rendering = (call) => numbersAlone(call) ?? methodOrFunction(call);

function numbersAlone(call: SpokenCall): Piece | undefined {
  const { name } = call.call;
  if (!Object.hasOwn(ON_NUMBERS, name) || !isPlain(call.call)) return undefined;
  const { pattern, precedence, operands } = ON_NUMBERS[name];
  let k = 0;
  const text = pattern.replaceAll('□', () => {
    const piece = call.piece(k);
    const bare = piece.precedence >= operands[k] && !(k > 0 && piece.negative);
    k++;
    return bare ? piece.text : `(${piece.text})`;
  });
  return { text, precedence, negative: name === 'neg' };
}

const COMMUTATIVE: ReadonlySet<string> = new Set(['add', 'mul']);

function methodOrFunction(call: SpokenCall): Piece | undefined {
  const { name, operands, options = {} } = call.call;
  if (!operationNamed(name)) return undefined;
  const keys = Object.keys(options).map((key) => `${property(key)}: ${call.option(key)}`);
  const named = keys.length > 0 ? [`{ ${keys.join(', ')} }`] : [];
  const begins = operands.findIndex((operand) => !isPlain(operand));
  const turned = COMMUTATIVE.has(name) && begins === 1;
  if (isMethod(name) && !takesList(name) && (begins === 0 || turned)) {
    const [own, ...others] = turned ? [1, 0] : operands.map((_, k) => k);
    const { text, precedence } = call.piece(own);
    const self = precedence >= Precedence.postfix ? text : `(${text})`;
    return {
      text: `${self}.${name}(${[...others.map((k) => argument(call, k)), ...named].join(', ')})`,
      precedence: postfix,
    };
  }
  const args = operands.map((_, k) => argument(call, k));
  return { text: `${name}(${[...args, ...named].join(', ')})`, precedence: Precedence.atom };
}

/** Lists that an operation takes as they are: operands, shapes, axes, indices. */
function argument(call: SpokenCall, k: number): string {
  const listed = k === 0 && takesList(call.call.name) ? call.arrays(0) : undefined;
  return listed ? `[${listed.join(', ')}]` : (call.numbers(k) ?? call.array(k));
}

const property = (key: string) => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));

function literal(value: Literal): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  return typeof value === 'number' ? number(value) : JSON.stringify(value);
}

function number(x: number): string {
  if (x === Math.PI) return 'Math.PI';
  return Object.is(x, -0) ? '-0' : String(x);
}

export const typescript: Target = {
  title: 'TypeScript',
  reserved: new Set([...WORDS.split(' '), ...functionNames(), 'grad', 'checkGradients', 'constant', 'value']),
  gradientName: (name) => `${name}Gradient`,
  forms: {},
  functions: { none: () => 'null' },
  other: operation,
  number,
  literal,
  tuple: (items) => `[${items.join(', ')}]`,
  array: (rows) => `constant(${rows})`,
  stack: (arrays) => `stack([${arrays.join(', ')}])`,
  asValue: (text) => `constant(${text})`,
  size: (argument, axis) => `${argument}.shape[${axis}]`,
  castsTruth: false,
  derives: false,
  program,
};

function program(given: CodeProgram): string {
  const body = [functionOf(given), gradientOf(given), ...(given.check ? [checkOf(given)] : [])]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
  const code = body.replaceAll(/\/\*\*.*?\*\//gs, '');
  const known = [...functionNames(), 'checkGradients', 'constant', 'grad'];
  const used = known.filter((name) => new RegExp(`(?<![.\\w$"])${name}\\(`).test(code)).sort();
  return `import { ${[...new Set(used), 'type Value'].join(', ')} } from '@chainrule/core';\n\n${body}\n`;
}

const docText = (text: string) => harmless(text).replaceAll('*/', '*\\/');

function functionOf({ name, arguments: all, renamed, formula, lines, result }: CodeProgram): string[] {
  const original = new Map(renamed.map((each) => [each.id, each.name]));
  const others = renamed.filter(({ id }) => !all.some((argument) => argument.id === id));
  const docs = all.map(({ id, value: { shape } }) => {
    const kind = shape.length === 0 ? 'a number' : `an array, such as ${shape.join(' × ')}`;
    return `@param names.${id} ${original.has(id) ? `${original.get(id)}: ` : ''}${kind}`;
  });
  const ids = all.map(({ id }) => id).join(', ');
  return [
    ...(all.length > 0
      ? [
          '/** The names of the formula. */',
          'export interface Names {',
          ...all.map(({ id }) => `  ${id}: Value;`),
          '}',
          '',
        ]
      : []),
    '/**',
    ...[...formula, ...others.map((each) => `Here ${each.id} is ${each.name}.`), '', ...docs].map((line) =>
      ` * ${docText(line)}`.trimEnd(),
    ),
    ' */',
    `export function ${name}(${all.length > 0 ? `{ ${ids} }: Names` : ''}): Value {`,
    ...lines.map(({ id, code }) => `  const ${id} = ${code};`),
    `  return ${result};`,
    '}',
  ];
}

function gradientOf({ name, gradientName, wrt, resultName }: CodeProgram): string[] {
  if (wrt.length === 0) return [];
  const ids = wrt.map(({ id }) => id);
  const picked = ids.map((id) => `'${id}'`).join(' | ');
  return [
    `/** The gradient of ${docText(resultName)} by ${ids.join(', ')}. */`,
    `export const ${gradientName} = ({ ${ids.join(', ')}, ...others }: Names): Pick<Names, ${picked}> =>`,
    `  grad((by: Pick<Names, ${picked}>) => ${name}({ ...others, ...by }))({ ${ids.join(', ')} });`,
  ];
}

function checkOf({ name, gradientName, arguments: all, wrt, resultName }: CodeProgram): string[] {
  const ids = wrt.map(({ id }) => id);
  const at = all.map(({ id, value }) => `  ${id}: constant(${numbers({ id, value })}),`);
  const call = all.length > 0 ? `${name}(at)` : `${name}()`;
  return [
    ...(all.length > 0 ? ['const at = {', ...at, '};'] : []),
    `console.log(${JSON.stringify(`${resultName} =`)}, String(${call}));`,
    ...(ids.length === 0
      ? []
      : [
          `console.log('its gradient:', ${gradientName}(at));`,
          '// The gradient against forward mode and finite differences.',
          `const { ${ids.join(', ')}, ...others } = at;`,
          `const report = checkGradients((by: { ${ids.map((id) => `${id}: Value`).join('; ')} }) => ${name}({ ...others, ...by }), { ${ids.join(', ')} });`,
          'console.log(String(report));',
        ]),
  ];
}

function numbers({ value }: Pick<Argument, 'id' | 'value'>): string {
  const nested = (part: unknown): string =>
    Array.isArray(part)
      ? `[${part.map(nested).join(', ')}]`
      : typeof part === 'boolean'
        ? String(part)
        : number(part as number);
  const text = nested(value.toArray());
  return value.dtype === 'float64' ? text : `${text}, { dtype: '${value.dtype}' }`;
}
