import { readingErrors } from '../errors/reading.ts';
import { type CallExpression, call, derivative, type Expression, name } from '../expression/expression.ts';
import { substitute } from '../expression/structure.ts';
import type { Parser, Statement } from './parser.ts';
import type { Source, Token } from './tokens.ts';

/** The functions that a text defines or differentiates, f(x) = … and f′(x) = …, with the names in their parentheses. */
export type Functions = ReadonlyMap<string, readonly string[]>;

/** A function that the text defines, at other arguments than those of its definition. */
interface Application extends CallExpression {
  readonly applies: string;
}

const isApplication = (each: Expression): each is Application => 'applies' in each;

const isSymbol = (token: Token | undefined, text: string) => token?.kind === 'symbol' && token.text === text;

/** Finds f(x) = … where lines begin. */
export function functionsIn(tokens: readonly Token[]): Functions {
  const found = new Map<string, readonly string[]>();
  tokens.forEach((token, k) => {
    const begins = k === 0 || tokens[k - 1].kind === 'separator';
    if (!begins || (token.kind !== 'name' && token.kind !== 'function')) return;
    const parameters = parametersAt(tokens, k + 1);
    if (parameters && !found.has(token.text)) found.set(token.text, parameters);
  });
  return found;
}

/** The names in the parentheses that follow, where `=` stands behind them. */
function parametersAt(tokens: readonly Token[], from: number): readonly string[] | undefined {
  let k = from;
  while (isSymbol(tokens[k], "'")) k++;
  if (!isSymbol(tokens[k], '(')) return undefined;
  const parameters: string[] = [];
  do {
    const parameter = tokens[++k];
    if (parameter?.kind !== 'name') return undefined;
    parameters.push(parameter.text);
  } while (isSymbol(tokens[++k], ','));
  return isSymbol(tokens[k], ')') && isSymbol(tokens[k + 1], '=') ? parameters : undefined;
}

/** A use of such a function, whose name has been read; undefined where no parenthesis follows. */
export function readUse(parser: Parser, written: string, start: number): Expression | undefined {
  const parameters = parser.grammar.functions.get(written);
  let primes = 0;
  while (parser.at("'", primes)) primes++;
  if (!parameters || !parser.at('(', primes)) return undefined;
  parser.position += primes;
  const operands = readOperands(parser);
  const at = parser.spanFrom(start);
  const isItself =
    operands.length === parameters.length &&
    operands.every((each, k) => each.kind === 'name' && each.name === parameters[k]);
  const symbol = name(written, { start, end: start + written.length });
  if (primes > 0) return derived(parser, symbol, operands, isItself ? primes : undefined, start);
  if (isItself) return { ...symbol, at };
  const made: Application = { ...call(written, operands, undefined, at), applies: written };
  return parser.measured(made, operands);
}

function readOperands(parser: Parser): Expression[] {
  const operands: Expression[] = [];
  parser.expect('(');
  parser.inside(')', () => {
    do operands.push(parser.expression());
    while (parser.accept(','));
  });
  parser.expect(')', ', or ) after an operand');
  return operands;
}

/** f′(x), a derivative by its only argument. */
function derived(
  parser: Parser,
  symbol: ReturnType<typeof name>,
  operands: readonly Expression[],
  primes: number | undefined,
  start: number,
): Expression {
  const at = parser.spanFrom(start);
  const [by, more] = operands;
  if (primes === undefined || more || by.kind !== 'name')
    throw readingErrors.at(parser.source, at, `expected the argument with which ${symbol.name} is defined`);
  if (!parser.grammar.derivatives) throw readingErrors.derivative(parser.source, at);
  const once = derivative(symbol, by, at);
  return primes === 1 ? once : derivative(once, by, at);
}

/** Statements in which functions that the text defines stand at their arguments. */
export function resolveApplications(
  source: Source,
  statements: readonly Statement[],
  functions: Functions,
): readonly Statement[] {
  const applied = new Set<string>();
  for (const { sides } of statements) for (const side of sides) collect(side, applied);
  if (applied.size === 0) return statements;
  const bodies = new Map(
    statements.flatMap(({ sides: [left, right] }) =>
      left.kind === 'name' && right ? [[left.name, right]] : [],
    ),
  );
  const expand = (each: Expression, inside: readonly string[]): Expression => {
    if (each.kind === 'list') return { ...each, items: each.items.map((item) => expand(item, inside)) };
    if (each.kind !== 'call') return each;
    const operands = each.operands.map((operand) => expand(operand, inside));
    if (!isApplication(each)) return { ...each, operands };
    const body = bodies.get(each.applies);
    const parameters = functions.get(each.applies) ?? [];
    if (!body || inside.includes(each.applies) || parameters.length !== operands.length)
      throw readingErrors.at(
        source,
        each.at!,
        `expected ${each.applies}(${parameters.join(', ')}), as it is defined`,
      );
    const at = new Map(parameters.map((parameter, k) => [parameter, operands[k]]));
    return substitute(expand(body, [...inside, each.applies]), (symbol) =>
      symbol.kind === 'name' ? at.get(symbol.name) : undefined,
    );
  };
  const resolved = statements.map((each) => ({ ...each, sides: each.sides.map((side) => expand(side, [])) }));
  return withoutUnused(resolved, applied);
}

function collect(each: Expression, applied: Set<string>): void {
  if (isApplication(each)) applied.add(each.applies);
  const parts = each.kind === 'call' ? each.operands : each.kind === 'list' ? each.items : [];
  for (const part of parts) collect(part, applied);
}

/** A function that stands at other arguments only is no node of its own. */
function withoutUnused(statements: readonly Statement[], applied: ReadonlySet<string>): readonly Statement[] {
  const used = new Set<string>();
  for (const { sides } of statements)
    for (const side of sides.slice(sides.length > 1 ? 1 : 0))
      substitute(side, (symbol) => {
        if (symbol.kind === 'name') used.add(symbol.name);
        return undefined;
      });
  return statements.filter(
    ({ sides: [left, right] }) =>
      !(right && left.kind === 'name' && applied.has(left.name) && !used.has(left.name)),
  );
}
