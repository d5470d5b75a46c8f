import { argumentErrors } from '../errors/arguments.ts';
import { deriveErrors } from '../errors/derive.ts';
import { hint } from '../errors/nearest.ts';
import { namesLike } from '../expression/names.ts';
import { checkOptions } from '../options.ts';
import { type Formula, type ParseOptions, parse } from '../read/parse.ts';
import { inferred } from './infer.ts';
import type { Subject } from './trace.ts';
import { type Variable, variablesIn } from './where.ts';

export interface DeriveOptions extends ParseOptions {
  /** The names to differentiate by, free or defined. Default: the only free name. */
  wrt?: string | readonly string[] | undefined;
  /** Shapes and what else is known: `'x[n], A[n,n] symmetric, c'`. Default: found from the formula, and stated in the result. */
  where?: string | undefined;
  /** How many times to differentiate. Default: 1. */
  order?: number | undefined;
  /** The name of a direction of the shape of the variable: the derivative along it in place of the gradient. */
  along?: string | undefined;
  /** A name y that the equation `formula = 0` defines: dy/dx in place of the derivative of the formula. */
  implicit?: string | undefined;
}

/** What was asked for, checked. */
export interface Asked {
  readonly subject: Subject;
  /** What the result is called. */
  readonly result: string;
  /** For each derivative the names by which it is taken, one after the other. */
  readonly paths: readonly (readonly string[])[];
  readonly along: string | undefined;
  readonly implicit: string | undefined;
}

/** No derivative is taken more often. */
const MOST_ORDERS = 6;

export function askedFor(formula: string | Formula, options: DeriveOptions): Asked {
  checkOptions('derive', options, {
    wrt: 'any',
    where: 'any',
    order: 'any',
    along: 'any',
    implicit: 'any',
    syntax: 'any',
    names: 'any',
    result: 'any',
  });
  const { order = 1, where = '', along, implicit } = options;
  if (!Number.isInteger(order) || order < 1 || order > MOST_ORDERS)
    throw argumentErrors.badOption('derive', 'order', `a whole number from 1 to ${MOST_ORDERS}`, order);
  if (typeof where !== 'string')
    throw argumentErrors.badOption('derive', 'where', "shapes such as 'x[n], A[n,n]'", where);
  for (const [option, name] of Object.entries({ along, implicit }))
    if (name !== undefined && (typeof name !== 'string' || name === ''))
      throw argumentErrors.badOption('derive', option, 'a name', name);
  if (order > 1 && (along !== undefined || implicit !== undefined))
    throw argumentErrors.badOption(
      'derive',
      'order',
      `1 with ${along === undefined ? 'implicit' : 'along'}`,
      order,
    );
  const subject = subjectOf(formula, where, options);
  const names = wrtOf(subject, options.wrt, implicit);
  if (implicit !== undefined && names.includes(implicit)) throw deriveErrors.implicitBySelf(implicit);
  checkDirection(subject, names, along);
  const { program } = subject;
  const taken = new Set([...program.names, ...program.definitions.map(({ name }) => name)]);
  const result = program.result ?? ['f', 'g', 'h', 'F', 'f_1'].find((name) => !taken.has(name)) ?? 'f';
  return {
    subject,
    result,
    paths: pathsOf(names, order),
    along,
    implicit: implicit && known('implicit', implicit, program.names),
  };
}

function subjectOf(given: string | Formula, where: string, options: DeriveOptions): Subject {
  const formula = typeof given === 'string' ? read(given, where, options) : given;
  if (typeof formula !== 'function' || !Array.isArray(formula.definitions))
    throw argumentErrors.badOption('derive', 'formula', 'text, or what parse gives', given);
  const source = { operation: 'derive', text: String(formula), holes: [] };
  const stated = variablesIn(where).map((each) => {
    const found = namesLike(formula.names)(each.name);
    return found.length === 1 ? { ...each, name: found[0] } : each;
  });
  checkStated(formula.names, stated);
  const program = {
    names: formula.names,
    definitions: formula.definitions,
    result: formula.result,
    expression: formula.expression,
  };
  return { source, program, variables: inferred(source, program, stated) };
}

/** Reads a formula. Names of several letters that were stated are known in LaTeX. */
function read(text: string, where: string, { syntax, names = [], result }: DeriveOptions): Formula {
  const stated = variablesIn(where).map(({ name }) => name);
  // What is no array of names is refused by parse.
  return parse(text, {
    syntax,
    result,
    names: Array.isArray(names) ? [...new Set([...names, ...stated])] : names,
  });
}

/** A direction that is a variable of the formula has to have the shape of what is differentiated by. */
function checkDirection({ variables }: Subject, names: readonly string[], along: string | undefined): void {
  const direction = variables.find(({ name }) => name === along);
  const other = variables.find(
    ({ name, shape }) => direction && names.includes(name) && shape.join() !== direction.shape.join(),
  );
  if (other) throw deriveErrors.badDirection(along!, other.name);
}

function checkStated(names: readonly string[], stated: readonly Variable[]): void {
  const sizes = new Set(stated.flatMap(({ shape }) => shape));
  for (const { name, shape } of stated) {
    if (!names.includes(name)) throw deriveErrors.unknownVariable(name, names, hint(name, names));
    if (sizes.has(name) && shape.length > 0) throw deriveErrors.sizeIsVariable(name);
  }
}

function wrtOf(
  { program, variables }: Subject,
  wrt: DeriveOptions['wrt'],
  implicit: string | undefined,
): readonly string[] {
  const free = variables.map(({ name }) => name);
  if (wrt === undefined) {
    const others = free.filter((name) => name !== implicit);
    if (others.length !== 1) throw deriveErrors.noVariable(others);
    return others;
  }
  const asked = typeof wrt === 'string' ? [wrt] : wrt;
  if (!Array.isArray(asked) || asked.length === 0 || !asked.every((name) => typeof name === 'string'))
    throw argumentErrors.badOption('derive', 'wrt', 'a name or an array of names', wrt);
  const all = [...free, ...program.definitions.map(({ name }) => name)].filter(
    (name) => name !== program.result,
  );
  return [...new Set(asked.map((name) => known('wrt', name, all)))];
}

/** A name as the formula has it, which LaTeX may have written with a command. */
function known(option: string, name: string, names: readonly string[]): string {
  const found = namesLike(names)(name.replace(/^\\/, ''));
  if (found.length !== 1) throw deriveErrors.notAName(option, name, names, hint(name, names));
  return found[0];
}

/** All orders in which so many derivatives can be taken, each once. */
function pathsOf(names: readonly string[], order: number): readonly (readonly string[])[] {
  let all: (readonly string[])[] = [[]];
  for (let k = 0; k < order; k++)
    all = all.flatMap((path) =>
      names.slice(names.indexOf(path.at(-1) ?? names[0])).map((name) => [...path, name]),
    );
  return all;
}
