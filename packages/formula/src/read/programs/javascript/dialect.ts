import { operations } from '@chainrule/core';
import { call, type Expression, type Literal, number } from '../../../expression/expression.ts';
import type { Call } from '../call.ts';
import type { Dialect, Rule } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import { chosen, entrywise, itself, table, text } from '../rules.ts';
import type { Translator } from '../translator.ts';
import type { BinaryTerm, Entry, IndexTerm, MemberTerm, Term, UnaryTerm } from '../tree.ts';

/** What an operation of core is told: operands, and an object of options at the end. */
const core =
  (operation: string): Rule =>
  (given) => {
    const first = given.count > given.restCount ? [given.operand('x')] : [];
    const rest = given.rest();
    const last = rest[rest.length - 1];
    const told = last?.kind === 'object' ? optionsOf(given, last) : undefined;
    const operands = (told ? rest.slice(0, -1) : rest).map((each) => operandOf(given, each));
    given.end();
    return given.make(operation, [...first, ...operands], told);
  };

function operandOf(given: Call, entry: Entry): Expression {
  const { translator } = given;
  if (entry.kind === 'text') return text(entry.text);
  if (entry.kind === 'word' && entry.value === null) return call('none', [], undefined, entry.at);
  if (entry.kind === 'list')
    return translator.list(
      entry.items.map((each) => operandOf(given, each)),
      entry.at,
    );
  return translator.expression(entry as Term);
}

function optionsOf(given: Call, { entries }: Term & { kind: 'object' }): Record<string, Literal> {
  const found = entries.map(([key, term]) => {
    const literal = given.translator.literal(term);
    if (literal === undefined) throw given.expected(term.at, `a plain value for ${key}`);
    return [key, literal] as const;
  });
  return Object.fromEntries(found);
}

const OPERATIONS: ReadonlyMap<string, Rule> = new Map(
  Object.keys(operations).map((name) => [name, core(name)] as const),
);

/** Math.max(a, b, c) */
const several =
  (operation: string): Rule =>
  (given) => {
    const found: Expression[] = [];
    while (found.length < given.count) found.push(given.operand('x'));
    if (found.length < 2) throw given.cannotSay('write two numbers at least');
    return found.reduce((a, b) => given.make(operation, [a, b]));
  };

const MATH: ReadonlyMap<string, Rule> = new Map([
  ...table(
    `exp log log2 log10 log1p expm1 sqrt cbrt abs sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sign floor ceil
     trunc`,
    (operation) => entrywise(operation, 1),
  ),
  ...table('pow atan2', (operation) => entrywise(operation, 2)),
  ['max', several('maximum')],
  ['min', several('minimum')],
  ['hypot', several('hypot')],
]);

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['Math.PI', Math.PI],
  ['Math.E', Math.E],
  ['Math.LN2', Math.LN2],
  ['Math.LN10', Math.LN10],
  ['Math.SQRT2', Math.SQRT2],
  ['Infinity', Infinity],
  ['NaN', NaN],
]);

const FUNCTIONS: ReadonlyMap<string, Rule> = new Map([
  ...OPERATIONS,
  ['value', itself],
  ['constant', itself],
]);

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
  ['%', 'fmod'],
  ['**', 'pow'],
  ['<', 'less'],
  ['<=', 'lessEqual'],
  ['>', 'greater'],
  ['>=', 'greaterEqual'],
  ['==', 'equal'],
  ['===', 'equal'],
  ['!=', 'notEqual'],
  ['!==', 'notEqual'],
]);

/** Operators that a formula does not have, and what to write. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['^', 'it is exclusive or in JavaScript: write ** for a power'],
  ['&&', 'write logicalAnd(a, b)'],
  ['||', 'write logicalOr(a, b)'],
  ['++', 'write x = x + 1 on a line of its own'],
  ['--', 'write x = x - 1 on a line of its own'],
]);

/** JavaScript and TypeScript: numbers with Math, and Values with the operations of chainrule. */
export const JAVASCRIPT: Dialect = {
  language: 'JavaScript',
  modules: new Map([['Math', 'Math']]),
  columns: false,
  callsIndex: false,
  constantOf: (path) => CONSTANTS.get(path),
  functionOf: (path) => (path.startsWith('Math.') ? MATH.get(path.slice(5)) : FUNCTIONS.get(path)),
  methodOf: (name) => OPERATIONS.get(name),
  names: () => [...FUNCTIONS.keys(), ...MATH.keys()],
  unary,
  binary,
  member,
  index,
  assigned: (target, _current, _stored, translator) => {
    throw programErrors.cannotSay(
      translator.source,
      target.at,
      'storing in a part of an array',
      'write where(mask, a, b)',
    );
  },
  list: (items, at, translator) =>
    translator.list(
      items.map((item) => translator.expression(item)),
      at,
    ),
  part: () => undefined,
  choice: chosen,
};

function unary({ operator, operand, at }: UnaryTerm, translator: Translator): Expression {
  const operation = { '-': 'neg', '!': 'logicalNot' }[operator];
  if (operator !== '+' && !operation)
    throw programErrors.cannotSay(
      translator.source,
      at,
      operator,
      OTHERS.get(operator) ?? 'write it otherwise',
    );
  const x = translator.expression(operand);
  if (!operation) return x;
  return operator === '-' && x.kind === 'number' && operand.kind === 'number'
    ? number(-x.value, at)
    : ofNumbers(operation, [x], operator, at, translator);
}

function binary({ operator, operatorAt, left, right, at }: BinaryTerm, translator: Translator): Expression {
  const operation = OPERATORS.get(operator);
  if (!operation)
    throw programErrors.cannotSay(
      translator.source,
      operatorAt,
      operator,
      OTHERS.get(operator) ?? 'write an operation',
    );
  return ofNumbers(
    operation,
    [translator.expression(left), translator.expression(right)],
    operator,
    at,
    translator,
  );
}

/** Signs of JavaScript work on numbers alone. */
function ofNumbers(
  operation: string,
  operands: readonly Expression[],
  sign: string,
  at: Call['at'],
  translator: Translator,
): Expression {
  if (operands.every((each) => each.kind === 'number')) return translator.make(operation, operands, at);
  return translator.notation(operation, operands, at, (each) => {
    if (each.some(({ shape }) => shape.length > 0))
      throw programErrors.shapes(
        translator.source,
        at,
        `${sign} works on numbers in JavaScript: expected numbers (${operation}(…) takes arrays)`,
        each.map(({ shape }) => shape),
      );
    return call(
      operation,
      each.map(({ expression }) => expression),
      undefined,
      at,
    );
  });
}

/** `x.length`, and the numbers of x.shape. */
function member({ of, name, at }: MemberTerm, translator: Translator): Expression | undefined {
  if (name !== 'length' && name !== 'size') return undefined;
  return translator.size('size', [translator.expression(of)], at, ([{ shape }]) =>
    number(name === 'length' ? (shape[0] ?? 1) : shape.reduce((a, b) => a * b, 1), at),
  );
}

/** `x[0]`, `x[0][1]`, `x.shape[0]`. */
function index(
  { of, entries: [entry], at }: Pick<IndexTerm, 'of' | 'entries' | 'at'>,
  translator: Translator,
): Expression {
  const k = entry.kind === 'range' || entry.kind === 'ellipsis' ? undefined : translator.literal(entry);
  if (typeof k !== 'number' || !Number.isInteger(k) || k < 0)
    throw programErrors.cannotSay(
      translator.source,
      entry.at,
      'an index that is not a whole number',
      'write the number',
    );
  if (of.kind === 'member' && of.name === 'shape')
    return translator.size('size', [translator.expression(of.of)], at, ([{ shape }]) =>
      number(shape[k] ?? NaN, at),
    );
  return translator.make(
    'slice',
    [translator.expression(of), translator.list([number(k, entry.at)], entry.at)],
    at,
  );
}
