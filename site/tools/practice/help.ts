import { Derivation, type Diagnosis, type Step } from '@chainrule/formula';
import { InputMistake, type Mistake } from '../share/formula-point.ts';
import { markup } from '../share/math.ts';
import { sentence } from '../share/sentence.ts';
import { judgeAnswer, type Verdict } from './answer.ts';
import { bookBody, bookDerivation } from './book.ts';
import { askedOf, type Exercise, exerciseOf } from './exercise.ts';
import type { Source } from './source.ts';
import { texFor } from './tex.ts';

/** From the least telling to the answer: right or wrong, which link, why, the line, the derivation. */
export const STEPS = ['verdict', 'link', 'reason', 'line', 'derivation'] as const;

/** Help up to a step, and nothing beyond it. */
export interface Help {
  readonly verdict?: Verdict;
  readonly note?: string;
  readonly mistake?: Mistake;
  readonly link?: LinkHint;
  /** In words; absent where nothing explains the answer. */
  readonly reason?: string;
  readonly idea?: string;
  /** In MathML. */
  readonly line?: string;
  readonly derivation?: string;
}

/** Where to look: links of the chain that were handled wrongly, or else what lies on the way. */
export type LinkHint =
  | { readonly links: readonly string[] }
  | { readonly kind: string }
  | { readonly way: readonly string[] };

export async function help(source: Source, text: string, steps: number): Promise<Help> {
  const exercise = exerciseOf(source);
  const { found, ...first } = verdictOf(exercise, text);
  const reason = found && reasonOf(exercise, found);
  const derivation = bookDerivation(exercise.point);
  const reached = (step: (typeof STEPS)[number]) => steps > STEPS.indexOf(step);
  return {
    ...first,
    ...(reached('link') && { link: linkHint(reason, derivation) }),
    ...(reached('reason') && { reason: reason && said(exercise, reason), idea: exercise.template?.idea }),
    ...(reached('line') && { line: await lineOf(exercise, derivation, reason) }),
    ...(reached('derivation') && { derivation: await bookBody(derivation) }),
  };
}

/** What is shown of an exercise once it is solved or given up. */
export interface Solution {
  /** The answer in a line, where the exercise has one, in MathML. */
  readonly answer?: string;
  readonly slip?: { readonly math: string; readonly reason: string };
  readonly derivation: string;
}

export async function solution(source: Source): Promise<Solution> {
  const exercise = exerciseOf(source);
  const { point, slip } = exercise;
  const { lineTeX } = texFor(point);
  const reason = slip && verdictOf(exercise, slip).found?.reasons[0];
  return {
    ...(exercise.solution && {
      answer: await markup(lineTeX(`${askedOf(exercise)} = ${exercise.solution}`)),
    }),
    ...(slip &&
      reason && { slip: { math: await markup(lineTeX(slip), false), reason: said(exercise, reason) } }),
    derivation: await bookBody(bookDerivation(point)),
  };
}

function verdictOf(
  exercise: Exercise,
  text: string,
): Pick<Help, 'verdict' | 'note' | 'mistake'> & { found?: Diagnosis } {
  if (text.trim() === '') return {};
  try {
    const { verdict, diagnosis: found } = judgeAnswer(exercise, text);
    return {
      verdict,
      ...(found && { found }),
      ...(found?.note !== undefined && { note: sentence(found.note, exercise.point.symbols) }),
    };
  } catch (error) {
    if (error instanceof InputMistake) return { mistake: error.mistake };
    throw error;
  }
}

type Reason = Diagnosis['reasons'][number];

/** The best reason that speaks of what the reader can see: the smallest steps have names of their own, as u1. */
function reasonOf({ point }: Exercise, { reasons }: Diagnosis): Reason | undefined {
  const isHidden = (name: string) => !point.symbols.includes(name);
  const visible = reasons.filter(
    ({ kind, message }) => kind !== 'unknown' && !(message.match(/\bu\d+\b/g) ?? []).some(isHidden),
  );
  return visible[0];
}

function linkHint(reason: Reason | undefined, derivation: Derivation): LinkHint {
  if (reason === undefined) return { way: wayOf(derivation) };
  const links =
    reason.evidence.links?.filter(({ from, to }) => !/^u\d+$/.test(from) && !/^u\d+$/.test(to)) ?? [];
  if (links.length > 0) return { links: links.slice(0, 2).map(({ from, to }) => `∂${from}/∂${to}`) };
  const [link] = inWords(reason.message).match(/∂[^∂:]+\/∂[^:]+$/) ?? [];
  return link === undefined ? { kind: reason.kind } : { links: [link] };
}

/** The names that the gradient passes on its way back. */
function wayOf(derivation: Derivation): string[] {
  const names = derivation.steps
    .filter(({ kind }) => kind === 'gradient')
    .map(({ id }) => id.replace('gradient ', ''));
  return [derivation.root.kind === 'name' ? derivation.root.name : 'E', ...names];
}

/** A reason without its formula, which is the answer, or a part of it. */
export const inWords = (message: string): string =>
  message.split(/ = |, by which /)[0].replaceAll(/reshape\(([\p{L}\p{N}_]+), \[[^\]]*\]\)/gu, '$1');

const said = ({ point }: Exercise, { message }: Reason) => sentence(inWords(message), point.symbols);

/** The line at which the answer went wrong, or the first one that leads on. */
async function lineOf(
  exercise: Exercise,
  derivation: Derivation,
  reason: Reason | undefined,
): Promise<string> {
  const { begun, solution: right, point } = exercise;
  if (begun) return markup(texFor(point).lineTeX(`${begun.left} = ${right}`));
  const [link] = reason?.evidence.links ?? [];
  const steps = derivation.steps;
  const step =
    (link && (derivation.step(`local ${link.from}/${link.to}`) ?? derivation.step(`gradient ${link.to}`))) ??
    steps.find(({ kind }) => kind === 'goal') ??
    steps.find(({ kind }) => kind === 'local' || kind === 'gradient');
  return step ? stepMarkup(derivation, step) : '';
}

async function stepMarkup(derivation: Derivation, step: Step): Promise<string> {
  const { root, wrt, digits, ranks } = derivation;
  const alone = new Derivation({
    root,
    wrt,
    digits,
    ranks,
    sections: [{ title: '', steps: [step], folded: false }],
  });
  return /<article[\s\S]*<\/article>/.exec(await bookBody(alone))![0];
}
