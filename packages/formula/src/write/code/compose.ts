import { graph, type Value } from '@chainrule/core';
import { argumentErrors } from '../../errors/arguments.ts';
import { codeErrors } from '../../errors/code.ts';
import { checkRoot } from '../../explain/targets.ts';
import type { CallExpression } from '../../expression/expression.ts';
import { toText } from '../text.ts';
import { type WrittenGradient, writtenGradient } from './gradient.ts';
import { Identifiers } from './identifiers.ts';
import { type Meaning, meaningOf, spelledOut } from './meaning.ts';
import { isPlain } from './plain.ts';
import type { Argument, CodeLine, DerivedGradient } from './program.ts';
import type { Line } from './shared.ts';
import { sizeName } from './sizes.ts';
import type { Subject } from './subject.ts';
import type { Target } from './target.ts';
import { codeWriter } from './writer.ts';

interface Asked {
  readonly name: string;
  readonly check: boolean;
  readonly wrt: string | readonly string[] | undefined;
}

/** The program of a formula in a language. */
export function composed(target: Target, subject: Subject, { name, check, wrt }: Asked): string {
  const { source, program, values } = subject;
  const meaning = meaningOf(source, program, values);
  const by = checkedWrt(subject, meaning, wrt);
  const lines = linesOf(subject, meaning, target.castsTruth);
  const ids = new Identifiers(target.reserved);
  const [own, gradientName] = [ids.add(name), ids.add(target.gradientName(name))];
  const names = new Map<string, string>();
  const given = [...values.keys(), ...program.definitions.map((definition) => definition.name)];
  for (const each of given) names.set(each, ids.add(each));
  const refuse = (call: CallExpression, what: string) => {
    throw codeErrors.cannotSay(source, call.at, target.title, what);
  };
  // What the formula says that the language cannot is told before what its gradient says.
  const formulaWriter = codeWriter(target, names, refuse);
  for (const { expression } of lines) formulaWriter(expression);
  const derived = target.derives && by.length > 0 ? derivedFor(target, subject, meaning, by) : undefined;
  for (const { name: line } of derived ? [...derived.forward, ...derived.backward] : [])
    if (!names.has(line)) names.set(line, ids.add(line.replace('/', '_')));
  const write = codeWriter(target, withSizes(names, values, target), refuse);
  const code = (all: readonly Line[]): CodeLine[] =>
    all.map(({ name: line, expression }) => {
      const { text } = write(expression);
      const isNumber = isPlain(expression) && expression.kind !== 'list';
      return { id: names.get(line) ?? '', code: isNumber ? (target.asValue?.(text) ?? text) : text };
    });
  const args = [...values].map(([each, value]): Argument => ({ id: names.get(each)!, name: each, value }));
  const written = code(lines);
  return target.program({
    name: own,
    gradientName,
    formula: formulaText(subject),
    arguments: args,
    lines: program.result === undefined ? written.slice(0, -1) : written,
    result: program.result === undefined ? written[written.length - 1].code : names.get(program.result)!,
    resultName: resultOf(subject),
    wrt: by.map((each) => args.find((argument) => argument.name === each)!),
    renamed: given.flatMap((each) =>
      names.get(each) === each ? [] : [{ name: each, id: names.get(each)! }],
    ),
    gradient: derived && gradientCode(derived, args, names, code),
    check,
  });
}

/** The definitions with what their signs mean, and last the result where it has no name. */
function linesOf(subject: Subject, meaning: Meaning, castsTruth: boolean): Line[] {
  const { definitions, result, expression } = subject.program;
  const all: Line[] = [...definitions];
  if (result === undefined) all.push({ name: resultOf(subject), expression });
  return all.map((line) => ({
    name: line.name,
    expression: spelledOut(line.expression, meaning, castsTruth),
  }));
}

/** What the result is called. */
function resultOf({ program, values }: Subject): string {
  if (program.result !== undefined) return program.result;
  const taken = new Set([...values.keys(), ...program.definitions.map(({ name }) => name)]);
  let name = 'y';
  for (let k = 1; taken.has(name); k++) name = `y_${k}`;
  return name;
}

/** The names to differentiate by. */
function checkedWrt({ values }: Subject, { result }: Meaning, wrt: Asked['wrt']): readonly string[] {
  const reached = new Set(graph(result).nodes);
  const wants = (leaf: Value) => leaf.wantsGradient && reached.has(leaf);
  if (wrt === undefined) {
    checkRoot('toCode', result);
    const all = [...values].filter(([, leaf]) => wants(leaf)).map(([name]) => name);
    if (all.length === 0) throw argumentErrors.nothingToDifferentiateBy('toCode', result);
    return all;
  }
  const asked = typeof wrt === 'string' ? [wrt] : wrt;
  if (!Array.isArray(asked) || !asked.every((name) => typeof name === 'string'))
    throw argumentErrors.badOption('toCode', 'wrt', 'a name or an array of names', wrt);
  if (asked.length > 0) checkRoot('toCode', result);
  for (const name of asked) {
    const leaf = values.get(name);
    if (!leaf) throw codeErrors.notAnArgument(name, [...values.keys()]);
    if (!wants(leaf)) throw argumentErrors.notConnected('toCode', result, leaf);
  }
  return [...new Set(asked)];
}

function derivedFor(
  target: Target,
  subject: Subject,
  meaning: Meaning,
  wrt: readonly string[],
): WrittenGradient {
  const result = resultOf(subject);
  const lines = linesOf(subject, meaning, false);
  const found = writtenGradient(subject, lines, result, wrt, target.castsTruth);
  if (!found) throw codeErrors.notDerived(target.title, result);
  return found;
}

function withSizes(
  names: ReadonlyMap<string, string>,
  values: ReadonlyMap<string, Value>,
  target: Target,
): ReadonlyMap<string, string> {
  const all = new Map(names);
  for (const [argument, { shape }] of values)
    shape.forEach((_, axis) => {
      all.set(sizeName({ argument, axis }), target.size(names.get(argument)!, axis));
    });
  return all;
}

function gradientCode(
  { forward, backward: back, results, shapes }: WrittenGradient,
  args: readonly Argument[],
  names: ReadonlyMap<string, string>,
  code: (lines: readonly Line[]) => CodeLine[],
): DerivedGradient {
  return {
    forward: code(forward),
    backward: code(back),
    results: results.map((line) => names.get(line)!),
    shapes: args
      .map((argument) => ({ argument, shape: shapes.get(argument.name)! }))
      .filter(({ shape }) => shape.some((size) => size !== undefined)),
  };
}

function formulaText({ program }: Subject): readonly string[] {
  const lines = program.definitions.map(({ name, expression }) => `${name} = ${toText(expression)}`);
  return program.result === undefined ? [...lines, toText(program.expression)] : lines;
}
