import { ChainruleError, type TracedStep, traceAbstract, Value } from '@chainrule/core';
import { deriveErrors } from '../errors/derive.ts';
import type { Expression } from '../expression/expression.ts';
import { build } from '../read/build.ts';
import type { Program } from '../read/definitions.ts';
import type { Source } from '../read/tokens.ts';
import { SMALL } from './sizes.ts';
import { meantBy, type Subject } from './trace.ts';
import { lettersOf, type Variable, variable } from './where.ts';

/*
 * Shapes that were not said: capitals are matrices, other letters vectors where the formula has operations of arrays, as far as
 * it holds for them; then axes get letters of their own, as far as it holds for different sizes.
 */

/** Operations that are of arrays, or make numbers of arrays. */
const OF_ARRAYS: ReadonlySet<string> = new Set(
  (
    'matmul transpose trace det logDet inverse norm dot vdot outer kron diag diagonal sum mean softmax logSoftmax logSumExp ' +
    'solve mv mm einsum variance std prod cumSum cross'
  ).split(' '),
);

/** Whether a formula has an operation of arrays. */
function isOfArrays(expression: Expression): boolean {
  if (expression.kind === 'list') return expression.items.some(isOfArrays);
  return (
    expression.kind === 'call' && (OF_ARRAYS.has(expression.name) || expression.operands.some(isOfArrays))
  );
}

/** Formulas with more names of unknown shape are not searched. */
const MOST_UNKNOWN = 6;

/** The variables of a formula, with the shapes that were said and those that are found. */
export function inferred(source: Source, program: Program, stated: readonly Variable[]): readonly Variable[] {
  const known = new Map(stated.map((each) => [each.name, each]));
  const sizes = new Set(stated.flatMap(({ shape }) => shape));
  const unknown = program.names.filter((name) => !known.has(name) && !sizes.has(name));
  const order = (found: ReadonlyMap<string, Variable>) =>
    program.names.flatMap((name) => (found.has(name) ? [found.get(name)!] : []));
  const expressions = [program.expression, ...program.definitions.map(({ expression }) => expression)];
  const isArrays = stated.some(({ shape }) => shape.length > 0) || expressions.some(isOfArrays);
  if (unknown.length === 0) {
    checkFit({ source, program, variables: order(known) });
    return order(known);
  }
  if (!isArrays) {
    for (const name of unknown) known.set(name, variable(name, []));
    return order(known);
  }
  const search = new Search(source, program, known, unknown);
  return order(new Map(search.find().map((each) => [each.name, each])));
}

/** Throws where a formula does not hold for the shapes that were said, in the letters that they were said in. */
function checkFit(subject: Subject): void {
  const letters = lettersOf(subject.variables);
  try {
    meantBy(subject);
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    const inLetters = (sizes: string) =>
      sizes.replaceAll(/\d+/g, (size) => letters[SMALL.indexOf(Number(size))] ?? size);
    throw deriveErrors.doesNotFit(
      error.message.replace(/^derive: /, '').replaceAll(/\[\d+(?:, \d+)*\]/g, inLetters),
    );
  }
}

class Search {
  readonly #source: Source;
  readonly #program: Program;
  readonly #known: ReadonlyMap<string, Variable>;
  readonly #unknown: readonly string[];
  #cause = 'it is too large to search';

  constructor(
    source: Source,
    program: Program,
    known: ReadonlyMap<string, Variable>,
    unknown: readonly string[],
  ) {
    this.#source = source;
    this.#program = program;
    this.#known = known;
    this.#unknown = unknown;
  }

  find(): readonly Variable[] {
    if (this.#unknown.length <= MOST_UNKNOWN) {
      const rank = ranked(this.#unknown.map(usualRanks)).map((ranks) => [...ranks]);
      for (const wanted of [0, undefined])
        for (const ranks of rank) {
          const found = this.#lettered(ranks, wanted);
          if (found) return found;
        }
    }
    throw deriveErrors.noShapes(this.#unknown, this.#cause);
  }

  /** Variables of these ranks, with as many different sizes as the formula allows; undefined where it does not hold. */
  #lettered(ranks: readonly number[], resultRank: number | undefined): readonly Variable[] | undefined {
    const letters = [...new Set([...this.#known.values()].flatMap(({ shape }) => shape))].filter(isLetter);
    const own = ranks.flatMap((rank, k) =>
      Array.from({ length: rank }, (_, axis) => `${this.#unknown[k]}:${axis}`),
    );
    const units = [...letters, ...own];
    let classes: readonly (readonly string[])[] = units.length > 0 ? [units] : [];
    const holds = (all: readonly (readonly string[])[]) => this.#holds(ranks, all, resultRank);
    if (!holds(classes)) return undefined;
    for (let k = 0; k < classes.length; ) {
      const split = splits(classes[k])
        .map((parts) => [...classes.slice(0, k), ...parts, ...classes.slice(k + 1)])
        .find(holds);
      if (split) classes = split;
      else k++;
    }
    const tied = classes
      .map((units) => units.filter((unit) => letters.includes(unit)))
      .find((said) => said.length > 1);
    if (tied) {
      this.#cause = `${tied.join(' and ')} have to be the same size`;
      return undefined;
    }
    const names = this.#named(classes, letters);
    return [
      ...this.#known.values(),
      ...this.#unknown.map((name, k) =>
        variable(
          name,
          Array.from({ length: ranks[k] }, (_, axis) => names.get(`${name}:${axis}`)!),
        ),
      ),
    ];
  }

  /** Letters for classes of axes: those that were said, then the usual ones. */
  #named(classes: readonly (readonly string[])[], letters: readonly string[]): ReadonlyMap<string, string> {
    const taken = new Set([
      ...letters,
      ...this.#program.names,
      ...this.#program.definitions.map(({ name }) => name),
    ]);
    const free = USUAL.filter((letter) => !taken.has(letter));
    const found = new Map<string, string>();
    const byPlace = [...classes].sort((a, b) => this.#place(a) - this.#place(b));
    for (const units of byPlace) {
      const said = units.filter((unit) => letters.includes(unit));
      const letter = said[0] ?? free.shift() ?? `n${found.size}`;
      for (const unit of units) found.set(unit, letter);
    }
    return found;
  }

  /** Where the first axis of a class stands; the last axis of a matrix comes before its first, so that A is [m, n]. */
  #place(units: readonly string[]): number {
    const places = units.map((unit) => {
      const [name, axis] = unit.split(':');
      return this.#program.names.indexOf(name) * 2 + (axis === '0' ? 0.5 : 0);
    });
    return Math.min(...places);
  }

  #holds(
    ranks: readonly number[],
    classes: readonly (readonly string[])[],
    resultRank: number | undefined,
  ): boolean {
    const sizeOf = (unit: string) => SMALL[classes.findIndex((units) => units.includes(unit))];
    const sizes = (shape: readonly string[]) =>
      shape.map((size) => (isLetter(size) ? sizeOf(size) : Number(size)));
    const all = [
      ...[...this.#known.values()].map(({ name, shape }) => ({ name, shape: sizes(shape) })),
      ...this.#unknown.map((name, k) => ({
        name,
        shape: Array.from({ length: ranks[k] }, (_, axis) => sizeOf(`${name}:${axis}`)),
      })),
    ];
    if (classes.length > SMALL.length) return false;
    const letters = classes.flat().filter((unit) => this.#program.names.includes(unit));
    try {
      const { value, steps } = traceAbstract(
        all.map((each) => ({ ...each, dtype: 'float64' as const, wantsGradient: true })),
        (leaves: Value[]) => {
          const given = new Map<string, unknown>([
            ...leaves.map((leaf, k) => [all[k].name, leaf] as const),
            ...letters.map((letter) => [letter, sizeOf(letter)] as const),
          ]);
          const ranks = new Map<Expression, number>();
          const rankOf = (operand: Expression) =>
            operand.kind === 'name'
              ? (given.get(operand.name) as Value | undefined)?.rank
              : ranks.get(operand);
          const { result } = build(this.#source, this.#program, given, (call, { name }, made) => {
            if (made instanceof Value) ranks.set(call, made.rank);
            if (OF_AXES.has(name) && call.operands.length === 1 && rankOf(call.operands[0]) === 0)
              throw deriveErrors.noAxes(name, 'of an array');
          });
          return result;
        },
      );
      if (steps.some(isOblique)) return false;
      return resultRank === undefined || value.rank === resultRank;
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
      this.#cause = error.message.split('\n')[0];
      return false;
    }
  }
}

/** Functions that would do nothing to a number. */
const OF_AXES: ReadonlySet<string> = new Set(['norm', 'sum', 'mean', 'softmax', 'logSoftmax', 'logSumExp']);

/** The diagonal of a matrix that is not square: nobody means it by a trace. */
const isOblique = ({ primitive, inputs }: TracedStep) =>
  primitive.name === 'diagonal' && inputs[0].rank === 2 && inputs[0].shape[0] !== inputs[0].shape[1];

const isLetter = (size: string) => !/^\d+$/.test(size);

const USUAL: readonly string[] = [...'nmpqkrsdhlij'];

const GREEK_SCALARS = /^[α-λν-ω]/u;

/** How many axes a name may have, the usual number first. */
function usualRanks(name: string): readonly number[] {
  if (/^\p{Lu}/u.test(name)) return [2];
  return GREEK_SCALARS.test(name) ? [0, 1] : [1, 0];
}

/** All choices of one number each, those with fewer unusual ones first. */
function ranked(choices: readonly (readonly number[])[]): readonly (readonly number[])[] {
  let all: { ranks: number[]; unusual: number }[] = [{ ranks: [], unusual: 0 }];
  for (const each of choices)
    all = all.flatMap(({ ranks, unusual }) =>
      each.map((rank, k) => ({ ranks: [...ranks, rank], unusual: unusual + k })),
    );
  return all.sort((a, b) => a.unusual - b.unusual).map(({ ranks }) => ranks);
}

/** All ways to make two classes of one: of a large one only those that take out one or two. */
function splits(units: readonly string[]): (readonly (readonly string[])[])[] {
  const codes = Array.from({ length: 2 ** Math.min(units.length - 1, 12) - 1 }, (_, k) => k + 1);
  const size = (code: number) => code.toString(2).replaceAll('0', '').length;
  return codes
    .filter((code) => units.length <= 8 || size(code) <= 2)
    .map((code) => {
      const isSecond = (k: number) => k > 0 && (code & (1 << (k - 1))) !== 0;
      return [units.filter((_, k) => !isSecond(k)), units.filter((_, k) => isSecond(k))];
    });
}
