import { type AbstractInput, backward, ChainruleError, constant, type Value } from '@chainrule/core';
import type { Expression } from '../../expression/expression.ts';
import { namesIn } from '../../expression/parts.ts';
import { simplify } from '../../expression/simplify.ts';
import { build } from '../../read/build.ts';
import type { Definition, Program } from '../../read/definitions.ts';
import type { Source } from '../../read/tokens.ts';
import { type DerivedLines, deriveLines } from './derive.ts';
import { type Meaning, meaningOf, spelledOut } from './meaning.ts';
import { type Line, withShared } from './shared.ts';
import { inSizes, LARGE, type Shapes, SMALL, shapesOf, sizeName, type Tied, tiedAxes } from './sizes.ts';
import type { Subject } from './subject.ts';
import { tidied } from './tidy.ts';

/** A gradient line by line, and what the lines hold for. */
export interface WrittenGradient extends DerivedLines {
  /** The shapes of arguments, with undefined for sizes that can be any. */
  readonly shapes: ReadonlyMap<string, readonly (number | undefined)[]>;
}

/** The gradient of a formula line by line, for arrays of any sizes where it can be found, which was tried at numbers. */
export function writtenGradient(
  subject: Subject,
  definitions: readonly Line[],
  result: string,
  wrt: readonly string[],
  castsTruth: boolean,
): WrittenGradient | undefined {
  return new Search(subject, definitions, result, wrt, castsTruth).find();
}

const NOWHERE = { start: 0, end: 0 };

const defined = ({ name, expression }: Line): Definition => ({ name, expression, at: NOWHERE });

class Search {
  readonly #values: ReadonlyMap<string, Value>;
  readonly #source: Source;
  readonly #program: Program;
  readonly #wrt: readonly string[];
  readonly #castsTruth: boolean;

  constructor(
    { source, program, values }: Subject,
    definitions: readonly Line[],
    result: string,
    wrt: readonly string[],
    castsTruth: boolean,
  ) {
    this.#values = values;
    this.#source = { ...source, text: '' };
    this.#wrt = wrt;
    this.#castsTruth = castsTruth;
    const fresh = freshNames([...values.keys(), ...definitions.map(({ name }) => name)]);
    const lines = withShared(definitions, fresh).map(defined);
    this.#program = {
      ...program,
      definitions: lines,
      result,
      expression: lines[lines.length - 1].expression,
    };
  }

  find(): WrittenGradient | undefined {
    const classes = tiedAxes(this.#values, (shapes) => this.#holds(shapes));
    return this.#generic(classes) ?? this.#fixed();
  }

  /** For arrays of any sizes. */
  #generic(classes: readonly Tied[]): WrittenGradient | undefined {
    if (classes.length > SMALL.length) return undefined;
    const small = shapesOf(this.#values, classes, SMALL);
    return attempt(() => {
      const [a, b] = [small, shapesOf(this.#values, classes, LARGE)].map((shapes) => this.#derive(shapes));
      const lines = bothInSizes(a, b, classes);
      const shapes = [...small].map(([name, shape]) => {
        const fixed = this.#values.get(name)!.shape;
        return [name, shape.map((_, axis) => (fixed[axis] === 1 ? 1 : undefined))] as const;
      });
      return lines && this.#tried(lines, [...this.#points(small), this.#values], new Map(shapes));
    });
  }

  /** For arrays of the sizes that were given. */
  #fixed(): WrittenGradient | undefined {
    const shapes = new Map([...this.#values].map(([name, { shape }]) => [name, shape]));
    return attempt(() => this.#tried(this.#derive(shapes), this.#points(shapes), shapes));
  }

  #derive(shapes: Shapes): DerivedLines {
    return deriveLines(this.#source, this.#program, this.#inputs(shapes), this.#wrt);
  }

  #inputs(shapes: Shapes): AbstractInput[] {
    return [...this.#values].map(([name, { dtype }]) => ({
      name,
      shape: shapes.get(name)!,
      dtype,
      wantsGradient: dtype.startsWith('float'),
    }));
  }

  /** Whether the formula can be computed at arrays of these shapes. */
  #holds(shapes: Shapes): boolean {
    const found = attempt(() => build(this.#source, this.#program, filled(this.#values, shapes)));
    return found !== undefined && found.result.rank === 0;
  }

  /** Numbers to try lines at: those given, others near them, and of the other sign. */
  #points(shapes: Shapes): ReadonlyMap<string, Value>[] {
    const given = filled(this.#values, shapes);
    const moved = (by: number) =>
      new Map(
        [...given].map(([name, leaf]) => [
          name,
          leaf.dtype.startsWith('float') ? leaf.mul(by).leaf(true) : leaf,
        ]),
      );
    return [given, moved(0.9375), moved(-1)];
  }

  /** Lines that were made neat, if they give the gradient wherever there is one. */
  #tried(
    lines: DerivedLines,
    points: readonly ReadonlyMap<string, Value>[],
    shapes: WrittenGradient['shapes'],
  ): WrittenGradient | undefined {
    const [given] = points;
    const neat = this.#neat(lines, given);
    const found = [neat, lines].find((each) => points.every((at) => this.#agrees(each, at)));
    if (!found) return undefined;
    const meaning = this.#compute(found, given);
    const spelled = (all: readonly Line[]) =>
      all.map((line) => ({ ...line, expression: spelledOut(line.expression, meaning, this.#castsTruth) }));
    return { ...found, forward: spelled(found.forward), backward: spelled(found.backward), shapes };
  }

  #neat(lines: DerivedLines, at: ReadonlyMap<string, Value>): DerivedLines {
    const meaning = this.#compute(lines, at);
    const tidy = (all: readonly Line[]) =>
      all.map((line) => ({ ...line, expression: simplify(tidied(line.expression, meaning)) }));
    const all = living([...tidy(lines.forward), ...tidy(lines.backward)], lines.results);
    const both = withShared(all, freshNames([...at.keys(), ...all.map(({ name }) => name)]));
    const isBackward = new Set(lines.backward.map(({ name }) => name));
    const first = both.findIndex(({ name }) => isBackward.has(name));
    return { ...lines, forward: both.slice(0, first), backward: both.slice(first) };
  }

  #compute({ forward, backward }: DerivedLines, at: ReadonlyMap<string, Value>): Meaning {
    const definitions = [...forward, ...backward].map(defined);
    const last = definitions[definitions.length - 1];
    const program = { definitions, result: last.name, expression: last.expression, names: [] };
    return meaningOf(this.#source, program, new Map<string, unknown>([...at, ...sizesAt(at)]));
  }

  /** Whether the lines come to the gradient at these numbers; true where there is none. */
  #agrees(lines: DerivedLines, at: ReadonlyMap<string, Value>): boolean {
    const truth = attempt(() => {
      const gradients = backward(build(this.#source, this.#program, at).result);
      return this.#wrt.map((name) => gradients.of(at.get(name)!));
    });
    if (!truth) return true;
    const { nodes } = this.#compute(lines, at);
    return truth.every((gradient, k) => alike(nodes.get(lines.results[k]), gradient));
  }
}

/** u1, u2, … but for names that are taken. */
function freshNames(taken: readonly string[]): () => string {
  const names = new Set(taken);
  let k = 0;
  return () => {
    do k++;
    while (names.has(`u${k}`));
    return `u${k}`;
  };
}

/** The lines that something is made of: the value itself is no part of its gradient. */
function living(lines: readonly Line[], results: readonly string[]): readonly Line[] {
  const used = new Set(results);
  return [...lines]
    .reverse()
    .filter(({ name, expression }) => {
      if (!used.has(name)) return false;
      for (const each of namesIn(expression)) used.add(each);
      return true;
    })
    .reverse();
}

/** What f gives; undefined where it throws an error of ours. */
function attempt<T>(f: () => T): T | undefined {
  try {
    return f();
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}

/** The numbers of arrays again and again, in arrays of other sizes. */
function filled(values: ReadonlyMap<string, Value>, shapes: Shapes): ReadonlyMap<string, Value> {
  return new Map(
    [...values].map(([name, given]) => {
      const shape = shapes.get(name)!;
      const size = shape.reduce((a, b) => a * b, 1);
      const own = Array.from(given.reshape([-1]).toArray() as number[]);
      const entries = Array.from({ length: size }, (_, k) => own[k % own.length]);
      const leaf = constant(entries, { dtype: given.dtype }).reshape(shape);
      return [name, leaf.leaf(given.dtype.startsWith('float')).named(name)];
    }),
  );
}

const sizesAt = (at: ReadonlyMap<string, Value>) =>
  [...at].flatMap(([argument, { shape }]) =>
    shape.map((size, axis) => [sizeName({ argument, axis }), size] as const),
  );

function bothInSizes(a: DerivedLines, b: DerivedLines, classes: readonly Tied[]): DerivedLines | undefined {
  const both = (left: readonly Line[], right: readonly Line[]): readonly Line[] | undefined => {
    if (left.length !== right.length) return undefined;
    const lines = left.map(({ name, expression }, k) => {
      const made: Expression | undefined =
        name === right[k].name ? inSizes(expression, right[k].expression, classes) : undefined;
      return made && { name, expression: made };
    });
    return lines.every((line) => line !== undefined) ? lines : undefined;
  };
  const [forward, back] = [both(a.forward, b.forward), both(a.backward, b.backward)];
  return forward && back && { forward, backward: back, results: a.results };
}

/** Whether two arrays are of one shape, and equal but for rounding; numbers that are not finite say nothing. */
function alike(got: Value | undefined, expected: Value): boolean {
  if (got === undefined || got.rank !== expected.rank || got.shape.some((n, k) => n !== expected.shape[k]))
    return false;
  const [xs, ys] = [got, expected].map((each) => each.reshape([-1]).toArray() as number[]);
  const scale = Math.max(1e-300, ...ys.filter(Number.isFinite).map(Math.abs));
  return ys.every((y, k) => !Number.isFinite(y) || Math.abs(xs[k] - y) <= 1e-9 * scale);
}
