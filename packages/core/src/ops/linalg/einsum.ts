import { broadcastShapes, type Shape, sizeOf, stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { mul } from '../../families/elementwise.ts';
import { views } from '../../families/movement.ts';
import { operandsOf } from '../../families/operands.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { axesInTurn } from '../indexing/indices.ts';
import { sum } from '../reduce/sum.ts';
import { reshape } from '../shape/shape.ts';
import { matmul } from './matmul.ts';

/*
 * Sums of products over named axes. Two factors at a time: a matrix product sums over the axes that they share and that are
 * no longer needed. The other axes are its rows, its columns and the stack.
 *
 *   ij,jk->ik      rows i, columns k, summed j
 *   bij,bkj->bik   stack b, rows i, columns k, summed j
 */

/** An array with a label for each of its axes. */
interface Term {
  readonly x: Value;
  readonly labels: readonly string[];
}

const [arrange] = views('einsum');

const sizesOf = ({ x, labels }: Term) => new Map(labels.map((label, axis) => [label, x.shape[axis]]));

/** The axes in the order of `wanted`. A label that occurs twice reads the diagonal of its two axes. */
function arranged(term: Term, wanted: readonly string[]): Value {
  const { x, labels } = term;
  if (wanted.join() === labels.join()) return x;
  const own = stridesOf(x.shape);
  const strides = wanted.map((label) =>
    own.reduce((sum, s, axis) => sum + (labels[axis] === label ? s : 0), 0),
  );
  const sizes = sizesOf(term);
  return apply(arrange, [x], {
    whole: x.shape,
    part: wanted.map((label) => sizes.get(label)!),
    strides,
    offset: 0,
  });
}

/** Sums over the axes whose labels are not needed, and keeps each of the others once. */
function reduced(term: Term, needed: ReadonlySet<string>): Term {
  const labels = [...new Set(term.labels)];
  const x = arranged(term, labels);
  const axis = labels.flatMap((label, k) => (needed.has(label) ? [] : [k]));
  return { x: axis.length > 0 ? sum(x, { axis }) : x, labels: labels.filter((label) => needed.has(label)) };
}

/** The product of two terms, summed over the labels that both have and that are not needed. */
function multiplied(a: Term, b: Term, needed: ReadonlySet<string>): Term {
  const both = a.labels.filter((label) => b.labels.includes(label));
  const stack = both.filter((label) => needed.has(label));
  const summed = both.filter((label) => !needed.has(label));
  const rows = a.labels.filter((label) => !both.includes(label));
  const columns = b.labels.filter((label) => !both.includes(label));
  const sizes = new Map([...sizesOf(a), ...sizesOf(b)]);
  const shapeOf = (labels: readonly string[]): Shape => labels.map((label) => sizes.get(label)!);
  const grouped = (term: Term, ...groups: string[][]) =>
    reshape(
      arranged(term, groups.flat()),
      groups.map((group) => sizeOf(shapeOf(group))),
    );
  const [left, right] = [grouped(a, stack, rows, summed), grouped(b, stack, summed, columns)];
  const labels = [...stack, ...rows, ...columns];
  // Nothing to sum: an elementwise product, which needs no loop over small matrices.
  const made = summed.length === 0 ? mul(left, right) : matmul(left, right);
  return { x: reshape(made, shapeOf(labels)), labels };
}

/** The sum of products of terms over all labels that the result does not have. */
function contract(terms: readonly Term[], output: readonly string[]): Value {
  const labelsFrom = (list: readonly Term[]) => new Set([...output, ...list.flatMap(({ labels }) => labels)]);
  const alone = terms.map((term) => reduced(term, labelsFrom(terms.filter((other) => other !== term))));
  const y = arranged(
    alone.reduce((product, term, k) => multiplied(product, term, labelsFrom(terms.slice(k + 1)))),
    output,
  );
  // If the operand is unchanged, the result must still be a separate node, which can have its own name.
  return y === terms[0].x ? reshape(y, y.shape) : y;
}

/** The letters of a term, with its ellipsis replaced by the given labels. */
function labelsOf(term: string, hidden: (named: number) => readonly string[]): string[] {
  const [before, after] = term.split('...');
  return after === undefined ? [...before] : [...before, ...hidden(before.length + after.length), ...after];
}

/** Labels of axes without a letter, by their distance from the right: …, 2, 1, 0. */
const countdown = (n: number) => Array.from({ length: Math.max(n, 0) }, (_, k) => String(n - 1 - k));

/** An axis of size 1 is broadcast if its label has a longer one elsewhere: here it is removed. */
function withoutOnes({ x, labels }: Term, sizes: ReadonlyMap<string, number>): Term {
  const long = labels.map((label, axis) => x.shape[axis] === sizes.get(label));
  if (!long.includes(false)) return { x, labels };
  const kept = <T>(list: readonly T[]) => list.filter((_, axis) => long[axis]);
  return { x: reshape(x, kept(x.shape)), labels: kept(labels) };
}

/**
 * Einstein summation: the product of the operands, whose axes are named by letters, summed over every letter that is not
 * after the arrow. A letter that occurs twice in one term reads a diagonal; `...` stands for the axes without letters, which
 * are broadcast. Without an arrow, the result has the axes of the ellipsis, then the letters that occur once, in
 * alphabetical order. Throws a ShapeError if a letter has two different sizes.
 *
 * @example
 * ```ts
 * import { einsum, value } from '@chainrule/core';
 * const A = value([[1, 2], [3, 4]], { name: 'A' });
 * einsum('ij,jk->ik', A, [[1], [1]]); // → [[3], [7]]
 * einsum('ii', A); // → 5
 * einsum('ij->ji', A); // → [[1, 3], [2, 4]]
 * einsum('i,i->i', [1, 2], [3, 4]); // → [3, 8]
 * einsum('ij,j', A, [1, 2, 3]); // → throws j has size 2 and size 3
 * ```
 */
export function einsum(equation: string, ...operands: Operand[]): Value {
  const [left, right] = sidesOf(equation);
  const parts = left.split(',');
  if (parts.length !== operands.length)
    throw shapeErrors.einsum(`expected ${parts.length} operands, got ${operands.length}`, equation);
  const xs = operandsOf('einsum', operands);
  const terms = parts.map((part, k): Term => {
    const x = xs[k];
    const labels = labelsOf(part, (named) => countdown(x.rank - named));
    if (labels.length !== x.rank) throw shapeErrors.unfit('einsum', `axes ${part || 'of a scalar'}`, x);
    return { x, labels };
  });
  const sizes = commonSizes(terms, equation);
  const hidden = countdown([...sizes.keys()].filter((label) => /\d/.test(label)).length);
  const output = right === undefined ? implicitOutput(left, hidden) : labelsOf(right, () => hidden);
  for (const label of output)
    if (!sizes.has(label) || output.indexOf(label) !== output.lastIndexOf(label))
      throw shapeErrors.einsum(
        `expected ${label} once in the result and somewhere before the arrow`,
        equation,
      );
  return contract(
    terms.map((term) => withoutOnes(term, sizes)),
    output,
  );
}

const TERM = '[a-zA-Z]*(\\.{3}[a-zA-Z]*)?';
const EQUATION = new RegExp(`^${TERM}(,${TERM})*(->${TERM})?$`);

/** The parts before and after the arrow. */
function sidesOf(equation: unknown): string[] {
  const text = typeof equation === 'string' ? equation.replace(/\s/g, '') : undefined;
  if (text === undefined || !EQUATION.test(text))
    throw argumentErrors.badOption('einsum', 'equation', "letters for axes, as in 'ij,jk->ik'", equation);
  return text.split('->');
}

const implicitOutput = (left: string, hidden: readonly string[]) => {
  const letters = [...left].filter((letter) => /[a-zA-Z]/.test(letter)).sort();
  return [...hidden, ...letters.filter((x) => letters.indexOf(x) === letters.lastIndexOf(x))];
};

/** The size of each label; a size of 1 fits any other. */
function commonSizes(terms: readonly Term[], equation: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { x, labels } of terms) {
    labels.forEach((label, axis) => {
      const together = broadcastShapes([sizes.get(label) ?? 1], [x.shape[axis]]);
      if (!together)
        throw shapeErrors.einsum(`${label} has size ${sizes.get(label)} and size ${x.shape[axis]}`, equation);
      sizes.set(label, together[0]);
    });
  }
  return sizes;
}

/**
 * The product of a and b summed over pairs of axes: the last `axes` axes of a with the first of b (default: 2), or those in
 * two lists. In the result, the other axes of a come first. Throws a ShapeError if paired axes differ in size.
 *
 * @example
 * ```ts
 * import { tensorDot } from '@chainrule/core';
 * const A = [[1, 2], [3, 4]];
 * tensorDot(A, A); // → 30
 * tensorDot(A, A, { axes: 1 }); // → [[7, 10], [15, 22]]
 * tensorDot(A, A, { axes: [[0], [0]] }); // → [[10, 14], [14, 20]]
 * ```
 */
export const tensorDot = takes(
  'tensorDot',
  3,
  (
    a: Operand,
    b: Operand,
    options: { axes?: number | readonly [readonly number[], readonly number[]] } = {},
  ): Value => {
    const { axes = 2 } = optionsOf('tensorDot', options, 'axes');
    const [left, right] = [operand('tensorDot', a, b), operand('tensorDot', b, a)];
    const [ofA, ofB] =
      typeof axes === 'number'
        ? [countdown(axes).map((k) => -1 - +k), countdown(axes).map((_, k) => k)]
        : axes;
    return paired('tensorDot', left, right, ofA, ofB);
  },
);

/** The product of a and b summed over their last axes. If one of them is a scalar, it is `mul`. */
export const inner = takes('inner', 2, (a: Operand, b: Operand): Value => {
  const [left, right] = [operand('inner', a, b), operand('inner', b, a)];
  if (left.rank === 0 || right.rank === 0) return mul(left, right);
  return paired('inner', left, right, [-1], [-1]);
});

function paired(
  operation: string,
  a: Value,
  b: Value,
  ofA: readonly number[],
  ofB: readonly number[],
): Value {
  const left = axesInTurn(operation, a, ofA);
  const right = axesInTurn(operation, b, ofB);
  if (left.length !== right.length || left.some((axis, k) => a.shape[axis] !== b.shape[right[k]]))
    throw shapeErrors.unpairedAxes(operation, a, left, b, right);
  const labelsOfA = a.shape.map((_, axis) => `a${axis}`);
  const labelsOfB = b.shape.map((_, axis) =>
    right.includes(axis) ? `a${left[right.indexOf(axis)]}` : `b${axis}`,
  );
  return contract(
    [
      { x: a, labels: labelsOfA },
      { x: b, labels: labelsOfB },
    ],
    [
      ...labelsOfA.filter((label) => !labelsOfB.includes(label)),
      ...labelsOfB.filter((label) => !labelsOfA.includes(label)),
    ],
  );
}
