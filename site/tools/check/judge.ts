import type { Nested, Value } from '@chainrule/core';
import { type DiagnoseOptions, type Diagnosis, diagnose, expression, formatNumber } from '@chainrule/formula';
import {
  type FormulaInput,
  type Given,
  InputMistake,
  type Mistake,
  type Point,
  pointOf,
  readOf,
  type Span,
  within,
} from '../share/formula-point.ts';
import { sentence } from '../share/sentence.ts';
import { words } from '../strings/check.ts';
import { type Claims, FIELD, type Mode } from './modes.ts';
import { type NamedNumber, namedNumbers } from './named-numbers.ts';

export interface CheckInput extends FormulaInput, Claims {
  readonly mode: Mode;
  /** η of a program that updates its weights; empty where nobody says. */
  readonly rate: string;
}

/** What is said about a claim. */
export interface Judgement {
  /** The names to differentiate by; none where the formula cannot be read. */
  readonly names: readonly string[];
  readonly numbers: readonly Given[];
  readonly mistake?: Mistake;
  readonly verdict?: VerdictText;
}

export interface VerdictText {
  readonly kind: Diagnosis['verdict'];
  /** What was asked for: ∂E/∂w, or a line. */
  readonly about: string;
  /** Why it is wrong, best first. */
  readonly reasons: readonly string[];
  /** Where it holds, or what else has to be said of the verdict. */
  readonly note?: string;
  /** The claim in plain notation, as it was read with the shapes of its names: `A @ x` for Ax. */
  readonly readAs?: string;
  /** The gradient, where it can be written briefly. */
  readonly expected?: string;
  /** What in the text does not belong there. */
  readonly marks: readonly Span[];
  /** Of several lines, what is said about each. */
  readonly parts: readonly VerdictText[];
  /** Where that line stands. */
  readonly at?: Span;
}

/** Whether what was claimed is right, and if not, why. */
export function judge(input: CheckInput): Judgement {
  let seen: Judgement = { names: [], numbers: [] };
  try {
    const read = readOf(input);
    seen = { names: read.formula.names, numbers: read.numbers };
    const point = pointOf(input, read);
    const text = input[FIELD[input.mode]];
    if (text.trim() === '') return seen;
    const learningRate = rateOf(input.rate);
    return { ...seen, verdict: within('claim', () => JUDGES[input.mode](point, text, learningRate)) };
  } catch (error) {
    if (error instanceof InputMistake) return { ...seen, mistake: error.mistake };
    throw error;
  }
}

type Rate = { learningRate?: number };

const JUDGES: Readonly<Record<Mode, (point: Point, text: string, rate: Rate) => VerdictText>> = {
  gradient: ({ root, wrt, symbols }, claim, rate) => textOf(diagnose(root, { wrt, claim, ...rate }), symbols),
  lines: ({ root, wrt, symbols }, derivation) => textOf(diagnose(root, { wrt, derivation }), symbols),
  pass: (point, text, rate) => {
    const numbers = namedNumbers(text);
    return numbers ? judgeNumbers(point, numbers, rate) : JUDGES.lines(point, text, rate);
  },
  values: (point, text, rate) => {
    const numbers = namedNumbers(text);
    if (numbers) return judgeNumbers(point, numbers, rate);
    throw new Error(words.noNumbers);
  },
};

function rateOf(text: string): Rate {
  const learningRate = Number(text);
  return text.trim() === '' || !Number.isFinite(learningRate) ? {} : { learningRate };
}

/** Numbers of a program: those of nodes, and those of gradients. */
function judgeNumbers(point: Point, given: readonly NamedNumber[], rate: Rate): VerdictText {
  const { root, symbols } = point;
  const like = expression.namesLike(symbols);
  const places = new Map<string, Span>();
  const values: Record<string, Nested> = {};
  const gradients: Record<string, Nested> = {};
  for (const { name, numbers, at } of given) {
    const of = like(name).length > 0 ? undefined : gradientIn(name, root);
    places.set(of === undefined ? name : `∂${root.name}/∂${of}`, at);
    if (of === undefined) values[name] = numbers as Nested;
    else gradients[of] = numbers as Nested;
  }
  return textOf(diagnose(root, optionsFor(values, gradients, rate)), symbols, places);
}

function optionsFor(
  values: Record<string, Nested>,
  gradients: Record<string, Nested>,
  rate: Rate,
): DiagnoseOptions {
  if (Object.keys(values).length === 0) return { claims: gradients, ...rate };
  return Object.keys(gradients).length === 0 ? { values, ...rate } : { values, gradients, ...rate };
}

/** Of what a name is the gradient: dW, dE_dW, ∂E/∂W, W.grad and grad_W are that of W. */
function gradientIn(name: string, { name: root }: Value): string | undefined {
  const start = [`d${root}_d`, `d${root}/d`, `∂${root}/∂`, 'grad_', 'd'].find((each) =>
    name.startsWith(each),
  );
  if (start !== undefined && name.length > start.length) return name.slice(start.length);
  return /^(.+)[._]grad$/.exec(name)?.[1];
}

function textOf(
  diagnosis: Diagnosis,
  symbols: readonly string[],
  places: ReadonlyMap<string, Span> = new Map(),
): VerdictText {
  const { verdict, about, reasons, note, readAs, expected, misfits, parts } = diagnosis;
  const at = diagnosis.at ?? places.get(about);
  const shown = expected && (expected.formula ?? briefly(expected.value));
  return {
    kind: verdict,
    about,
    reasons: reasons.map(({ message }) => sentence(message, symbols)),
    ...(note === undefined ? {} : { note: sentence(note, symbols) }),
    ...(readAs === undefined ? {} : { readAs }),
    ...(shown === undefined ? {} : { expected: shown }),
    marks: misfits,
    parts: parts.map((part) => textOf(part, symbols, places)),
    ...(at === undefined ? {} : { at }),
  };
}

/** Numbers that can be read at a glance. */
const MOST_NUMBERS = 6;

function briefly(numbers: Nested): string | undefined {
  if (typeof numbers === 'number') return formatNumber(numbers);
  if (!Array.isArray(numbers) || numbers.flat(9).length > MOST_NUMBERS) return undefined;
  return `[${numbers.map(briefly).join(', ')}]`;
}
