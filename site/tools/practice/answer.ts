import { graph } from '@chainrule/core';
import {
  type DerivationLine,
  type Diagnosis,
  diagnose,
  expression,
  readDerivation,
  toText,
} from '@chainrule/formula';
import { InputMistake, within } from '../share/formula-point.ts';
import { markup } from '../share/math.ts';
import { words } from '../strings/typed.ts';
import { askedOf, type Exercise, exerciseOf } from './exercise.ts';
import type { Source } from './source.ts';
import { texFor } from './tex.ts';

type Expression = expression.Expression;

/** An answer that was read. */
interface Answer {
  readonly lines: readonly DerivationLine[];
  /** The line that answers; the others give names to parts of it. */
  readonly line: DerivationLine;
  readonly left: Expression;
  readonly text: string;
}

/**
 * Besides what is said of any claim: right and of no use here (`aside`), nothing but what stands there already (`repeats`),
 * and a gradient in terms of others that were to be found (`open`).
 */
export type Verdict = Diagnosis['verdict'] | 'aside' | 'repeats' | 'open';

export interface Judged {
  readonly verdict: Verdict;
  readonly diagnosis?: Diagnosis;
}

/** An answer in MathML, as it was read. */
export async function readAnswer(source: Source, text: string): Promise<string> {
  const exercise = exerciseOf(source);
  read(exercise, text);
  const { lineTeX } = texFor(exercise.point);
  return markup(lineTeX(withLeft(exercise, text)));
}

/** Whether an answer is right. Throws an InputMistake where it cannot be read. */
export function judgeAnswer(exercise: Exercise, text: string): Judged {
  const answer = read(exercise, text);
  if (exercise.begun) return judgeLine(exercise, answer);
  if (derivativesIn(answer.line).length > 0) return { verdict: 'open' };
  return judged(exercise, asFormula(exercise, answer));
}

/** The next line of a derivation: any line that is right, says something new, and is on the way. */
function judgeLine(exercise: Exercise, answer: Answer): Judged {
  const { begun, point } = exercise;
  const { line, left } = answer;
  if (left.kind !== 'derivative' || left.of.kind !== 'name') return { verdict: 'aside' };
  const known = readDerivation(begun!.lines.join('\n'), { names: point.symbols });
  if (derivativesIn(line).some((each) => expression.equal(each, left))) return { verdict: 'repeats' };
  if (known.some((each) => each.rights.some((right) => saysTheSame(each.left, right, answer))))
    return { verdict: 'repeats' };
  const found = judged(exercise, { derivation: `${toText(left)} = ${rightOf(exercise, answer)}` });
  return found.verdict === 'right' && !isOnTheWay(exercise, left) ? { verdict: 'aside' } : found;
}

function judged(
  { point: { root, wrt } }: Exercise,
  claim: { claim: string } | { derivation: string },
): Judged {
  const diagnosis = within('claim', () => diagnose(root, { wrt, ...claim }));
  return { verdict: diagnosis.verdict, diagnosis: diagnosis.parts[0] ?? diagnosis };
}

function read(exercise: Exercise, text: string): Answer {
  const lines = within('claim', () =>
    readDerivation(withLeft(exercise, text), { names: exercise.point.symbols }),
  );
  const answers = lines.filter(({ left }) => left?.kind === 'derivative');
  const [line] = answers;
  if (answers.length > 1 || !line?.left) throw mistake(words.oneLine);
  if (exercise.begun && lines.length > 1) throw mistake(words.oneLine);
  const asked = readDerivation(askedOf(exercise), { names: exercise.point.symbols })[0].rights[0];
  if (!exercise.begun && !expression.equal(line.left, asked))
    throw mistake(words.otherLine(toText(line.left), toText(asked)));
  return { lines, line, left: line.left, text };
}

const mistake = (message: string) => new InputMistake({ part: 'claim', message });

/** The answer with its left side, where the reader has left that away, as most do. */
function withLeft(exercise: Exercise, text: string): string {
  const lines = within('claim', () => readDerivation(text, { names: exercise.point.symbols }));
  const bare = lines.filter(({ left }) => left === undefined);
  if (bare.length !== 1) return text;
  const { start } = bare[0].at;
  return `${text.slice(0, start)}${askedOf(exercise)} = ${text.slice(start)}`;
}

/** A claim as diagnose takes it. */
function asFormula(exercise: Exercise, answer: Answer): { claim: string } {
  if (answer.lines.length === 1) return { claim: rightOf(exercise, answer) };
  return { claim: withLeft(exercise, answer.text) };
}

/**
 * The right side. Numbers alone are made a formula, so that they are compared at other numbers too: a reader who types the
 * value of the gradient has not found the gradient.
 */
function rightOf({ point: { symbols, wrt } }: Exercise, { line }: Answer): string {
  const right = line.rights[line.rights.length - 1];
  const text = line.rights.map((each) => toText(each)).join(' = ');
  const isNumber = !symbolsIn(right).some(
    (each) => each.kind === 'derivative' || symbols.includes(each.name),
  );
  return isNumber ? `${text} + 0*${wrt.name}` : text;
}

type Symbol = expression.NameExpression | expression.DerivativeExpression;

function symbolsIn(whole: Expression): Symbol[] {
  const found: Symbol[] = [];
  expression.substitute(whole, (symbol) => {
    found.push(symbol);
    return undefined;
  });
  return found;
}

const derivativesIn = ({ rights }: DerivationLine) =>
  rights.flatMap(symbolsIn).filter((each) => each.kind === 'derivative');

const saysTheSame = (left: Expression | undefined, right: Expression, answer: Answer) =>
  left !== undefined &&
  expression.equal(left, answer.left) &&
  answer.line.rights.some((each) => expression.equal(each, right));

/** Whether what a derivative is taken by depends on the variable of the exercise, so that it is a link of the chain. */
function isOnTheWay(
  { point: { nodes, wrt } }: Exercise,
  { wrt: by }: expression.DerivativeExpression,
): boolean {
  const [name] = expression.namesLike(nodes.keys())(by.name);
  const node = nodes.get(name);
  return node === undefined || graph(node).nodes.includes(wrt);
}
