import { type Definition, expression, parse } from '@chainrule/formula';
import {
  type FormulaInput,
  InputMistake,
  type Mistake,
  type Point,
  pointOf,
} from '../share/formula-point.ts';
import { markup } from '../share/math.ts';
import { words } from '../strings/typed.ts';
import { Dice } from './dice.ts';
import { type Source, templateOf } from './source.ts';
import type { Begun, Level, Template, Topic } from './template.ts';
import { texFor } from './tex.ts';

/** An exercise with all that its judge has to know. */
export interface Exercise {
  readonly point: Point;
  readonly input: FormulaInput;
  readonly template?: Template;
  readonly begun?: Begun;
  readonly solution?: string;
  readonly slip?: string;
}

/** What a page shows of an exercise: nothing of the answer. */
export interface Sheet {
  readonly topic?: Topic;
  readonly level?: Level;
  readonly title?: string;
  readonly input: FormulaInput;
  /** The free names of the formula. */
  readonly names: readonly string[];
  /** The formula in MathML, a definition a line. */
  readonly formula: string;
  /** What is asked for, in MathML and as text. */
  readonly asked: string;
  readonly askedText: string;
  /** Whether the next line of a derivation is asked for, of which `begun` is what stands there so far, in MathML. */
  readonly isLine: boolean;
  readonly begun?: string;
  /** What is no single number: `X: 3 × 2`. */
  readonly shapes: readonly string[];
}

export interface SheetOrMistake {
  readonly sheet?: Sheet;
  readonly mistake?: Mistake;
}

export function exerciseOf(source: Source): Exercise {
  if ('formula' in source) {
    const point = pointOf(source);
    if (point.root.rank !== 0) throw notANumber(point);
    return { point, input: { ...source, wrt: point.wrt.name! } };
  }
  const template = templateOf(source.template);
  if (template === undefined) throw new InputMistake({ part: 'formula', message: words.noExercise });
  const { formula, wrt, at, ...rest } = template.make(new Dice(source.seed));
  const input = { formula, wrt, at };
  return { point: pointOf(input), input, template, ...rest };
}

const notANumber = ({ root }: Point) =>
  new InputMistake({ part: 'formula', message: words.notScalar(root.shape) });

/** The left side of the answer, as text. */
export function askedOf({ begun, point }: Exercise): string {
  return begun?.left ?? `∂${point.root.name}/∂${point.wrt.name}`;
}

/** An exercise as a page shows it, or what is wrong with one that somebody wrote. */
export async function sheet(source: Source): Promise<SheetOrMistake> {
  try {
    const exercise = exerciseOf(source);
    return { sheet: await sheetOf(exercise) };
  } catch (error) {
    if (error instanceof InputMistake) return { mistake: error.mistake };
    throw error;
  }
}

async function sheetOf(exercise: Exercise): Promise<Sheet> {
  const { point, input, template, begun } = exercise;
  const { tex, lineTeX } = texFor(point);
  const { definitions, expression: result } = parse(input.formula);
  const root = expression.name(point.root.name!);
  const inOrder = [...definitions].sort((a, b) => startOf(a) - startOf(b));
  const all =
    inOrder.length > 0
      ? inOrder.map((each) => [expression.name(each.name), each.expression])
      : [[root, result]];
  const rows = all.map(([left, right]) => `${tex(left)} &= ${tex(right)}`);
  const asked = askedOf(exercise);
  const shaped = [...point.nodes].filter(([, node]) => node.rank > 0);
  return {
    ...(template && { topic: template.topic, level: template.level, title: template.title }),
    input,
    names: point.formula.names,
    formula: await markup(aligned(rows)),
    asked: await markup(lineTeX(asked), false),
    askedText: asked,
    isLine: begun !== undefined,
    ...(begun &&
      begun.lines.length > 0 && {
        begun: await markup(aligned(begun.lines.map((line) => lineTeX(line, '&=')))),
      }),
    shapes: shaped.map(([name, { shape }]) => `${name}: ${shape.join(' × ')}`),
  };
}

/** Where it stands in the text. */
const startOf = ({ expression: right }: Definition) => right.at?.start ?? 0;

const aligned = (rows: readonly string[]) => `\\begin{aligned}${rows.join(' \\\\ ')}\\end{aligned}`;
