import { type AbstractInput, backward, type TracedStep, traceAbstract, type Value } from '@chainrule/core';
import { type Expression, name } from '../expression/expression.ts';
import { simplify } from '../expression/simplify.ts';
import { TracedExpressions } from '../graph/traced-expressions.ts';
import { build } from '../read/build.ts';
import type { Program } from '../read/definitions.ts';
import type { Source } from '../read/tokens.ts';
import type { Understood } from '../read/understood.ts';
import { GraphReader } from './algebra/graph-reader.ts';
import { unseeded } from './algebra/seeds.ts';
import { single } from './algebra/sums.ts';
import { factor, Index, symbol, type Tensor } from './algebra/tensor.ts';
import { LARGE, SMALL, sizesOf } from './sizes.ts';
import { lettersOf, type Variable } from './where.ts';

/** What is to be differentiated: a formula of variables whose shapes are known. */
export interface Subject {
  readonly source: Source;
  readonly program: Program;
  readonly variables: readonly Variable[];
}

/** A derivative in index notation: the axes of the result come first, then those of each variable in turn. */
export interface Traced {
  readonly tensor: Tensor;
  /** The same where definitions stand by their names; undefined where there are none. */
  readonly named: Tensor | undefined;
}

/** The formula and its definitions as they are meant for arrays of these shapes: `A @ x` for Ax. */
export function meantBy(subject: Subject): readonly Expression[] {
  const inputs = inputsAt(subject, lettersOf(subject.variables), SMALL);
  let understood: Understood | undefined;
  traceAbstract(inputs.own, (leaves) => {
    understood = build(subject.source, subject.program, inputs.given(leaves)).understood;
  });
  const { expression, definitions } = understood!;
  return [expression, ...definitions.map((each) => each.expression)];
}

/** A derivative as core's rules wrote it, for one set of sizes. */
export function untouched(subject: Subject, wrt: readonly string[]): Expression {
  const letters = lettersOf(subject.variables);
  const { derivative, leaves, steps } = runAt(subject, wrt, letters, SMALL);
  const names = new Map(leaves.map((leaf, k) => [leaf, name(subject.variables[k].name)] as const));
  return simplify(new TracedExpressions(steps, names).of(derivative));
}

/** No formula can have a name that begins so. */
const MARK = '\u0000';
const seedName = (k: number) => `${MARK}${k}`;

interface Run {
  readonly leaves: readonly Value[];
  readonly nodes: ReadonlyMap<string, Value>;
  readonly seeds: readonly Value[];
  readonly derivative: Value;
  readonly steps: readonly TracedStep[];
}

/** The derivative of a formula with respect to one name after the other, as core derives it of arrays without numbers. */
export function traced(subject: Subject, wrt: readonly string[]): Traced {
  const letters = lettersOf(subject.variables);
  const [a, b] = [SMALL, LARGE].map((sizes) => runAt(subject, wrt, letters, sizes));
  const sizes = sizesOf(letters);
  const sizesAt = (node: Value, other: Value) =>
    node.shape.map((size, k) => sizes.letter(size, other.shape[k]));
  const read = (own: ReadonlyMap<Value, Tensor>) => {
    const reader = new GraphReader(sizes, own, [a.steps, b.steps]);
    const whole = reader.read([a.derivative, b.derivative]);
    return a.seeds.reduceRight(
      (x, seed, k) => (seed.rank > 0 ? unseeded(x, seedName(k), sizesAt(seed, b.seeds[k])) : x),
      whole,
    );
  };
  const symbolFor = (name: string, node: Value, other: Value, traits: Partial<Variable> = {}) => {
    const axes = sizesAt(node, other).map((size) => new Index(size));
    return [node, single(axes, factor(symbol(name, axes.length, traits), axes))] as const;
  };
  const leaves = [
    ...subject.variables.map((each, k) => symbolFor(each.name, a.leaves[k], b.leaves[k], each)),
    ...a.seeds.map((seed, k) => symbolFor(seedName(k), seed, b.seeds[k])),
  ];
  const definitions = subject.program.definitions.filter(({ name }) => name !== subject.program.result);
  const defined = definitions.flatMap(({ name }) => {
    const [one, other] = [a.nodes.get(name), b.nodes.get(name)];
    return one && other && !a.leaves.includes(one) ? [symbolFor(name, one, other)] : [];
  });
  return {
    tensor: read(new Map(leaves)),
    named: defined.length > 0 ? read(new Map([...leaves, ...defined])) : undefined,
  };
}

const input = (name: string, shape: readonly number[], wantsGradient: boolean): AbstractInput => ({
  name,
  shape,
  dtype: 'float64',
  wantsGradient,
});

/** The variables of a formula as inputs of a trace, where letters stand for these sizes. */
function inputsAt({ program, variables }: Subject, letters: readonly string[], sizes: readonly number[]) {
  const sizeOf = (size: string) => (letters.includes(size) ? sizes[letters.indexOf(size)] : Number(size));
  const own = variables.map(({ name, shape }) => input(name, shape.map(sizeOf), true));
  const numbers = letters
    .filter((letter) => program.names.includes(letter))
    .map((letter) => [letter, sizeOf(letter)] as const);
  const given = (leaves: readonly Value[]) =>
    new Map<string, unknown>([...own.map(({ name }, k) => [name!, leaves[k]] as const), ...numbers]);
  return { own, given };
}

function runAt(
  subject: Subject,
  wrt: readonly string[],
  letters: readonly string[],
  sizes: readonly number[],
): Run {
  const { source, program } = subject;
  const { own, given } = inputsAt(subject, letters, sizes);
  const shapes = seedShapes(own, (leaves) => build(source, program, given(leaves)), wrt);
  const seeds = shapes.map((shape, k) => input(seedName(k), shape, false));
  const { value, steps } = traceAbstract([...own, ...seeds], (all: Value[]) => {
    const [leaves, seedLeaves] = [all.slice(0, own.length), all.slice(own.length)];
    const { result, nodes } = build(source, program, given(leaves));
    const derivative = derivativeOf(result, nodes, wrt, seedLeaves);
    return { leaves, nodes: Object.fromEntries(nodes), seeds: seedLeaves, derivative };
  });
  return { ...value, nodes: new Map(Object.entries(value.nodes)), steps };
}

/** The shapes of what each walk back starts from. */
function seedShapes(
  inputs: readonly AbstractInput[],
  run: (leaves: readonly Value[]) => { result: Value; nodes: ReadonlyMap<string, Value> },
  wrt: readonly string[],
): readonly (readonly number[])[] {
  const { value } = traceAbstract(inputs, (leaves) => {
    const { result, nodes } = run(leaves);
    return [result, ...wrt.slice(0, -1).map((name) => nodes.get(name)!)];
  });
  return value.map(({ shape }) => shape);
}

/** Walks back once for each name, each time from what the walk before came to, weighted by a seed. */
export function derivativeOf(
  result: Value,
  nodes: ReadonlyMap<string, Value>,
  wrt: readonly string[],
  seeds: readonly Value[],
): Value {
  return wrt.reduce((y, name, k) => {
    const seed = y.rank > 0 ? seeds[k] : undefined;
    return backward(y, { createGraph: true, ...(seed && { seed }) }).of(nodes.get(name)!);
  }, result);
}
