import type { Value } from '@chainrule/core';
import { call, type Expression, name, number } from '../../expression/expression.ts';

/*
 * A gradient is derived of arrays of one shape, and should hold for others. So it is derived twice, of arrays whose sizes
 * are primes: a number that differs between the two is made of the sizes.
 */

export type Shapes = ReadonlyMap<string, readonly number[]>;

/** Axes of arguments that have to be of one size, as the inner ones of a product. */
export type Tied = readonly Axis[];

export interface Axis {
  readonly argument: string;
  readonly axis: number;
}

const MARK = '\u0000';

/** The name of the size of an axis; no formula can have it. */
export const sizeName = ({ argument, axis }: Axis): string => `${MARK}${axis}${MARK}${argument}`;

export const isSize = (text: string): boolean => text.startsWith(MARK);

/** Classes of more axes are not taken apart. */
const MOST_AXES = 8;

/** The axes of arrays that have to have equal sizes for a formula to hold; one of size 1 is in none. */
export function tiedAxes(
  values: ReadonlyMap<string, Value>,
  holds: (shapes: Shapes) => boolean,
): readonly Tied[] {
  const bySize = new Map<number, Axis[]>();
  for (const [argument, { shape }] of values)
    shape.forEach((size, axis) => {
      if (size > 1) bySize.set(size, [...(bySize.get(size) ?? []), { argument, axis }]);
    });
  let classes: readonly Tied[] = [...bySize.values()];
  for (let k = 0; k < classes.length; ) {
    const split = splits(classes[k]).find((parts) =>
      holds(shapesOf(values, replaced(classes, k, parts), SMALL)),
    );
    if (split) classes = replaced(classes, k, split);
    else k++;
  }
  return classes;
}

const replaced = (classes: readonly Tied[], k: number, parts: readonly Tied[]) => [
  ...classes.slice(0, k),
  ...parts,
  ...classes.slice(k + 1),
];

/** All ways to make two of a class. */
function splits(tied: Tied): (readonly Tied[])[] {
  if (tied.length < 2 || tied.length > MOST_AXES) return [];
  return Array.from({ length: 2 ** (tied.length - 1) - 1 }, (_, code) => {
    const isFirst = (k: number) => k === 0 || (code & (1 << (k - 1))) !== 0;
    return [tied.filter((_, k) => isFirst(k)), tied.filter((_, k) => !isFirst(k))];
  });
}

/** None divides a power of ten: a decimal that ended would be put together with others. */
export const SMALL: readonly number[] = [7, 11, 13, 17, 19, 23, 29, 31, 37];
/** No two of them lie as far from those of the same place above. */
export const LARGE: readonly number[] = [41, 53, 67, 83, 101, 127, 149, 173, 199];

/** The shapes of arrays where each class of axes has a size of its own. */
export function shapesOf(
  values: ReadonlyMap<string, Value>,
  classes: readonly Tied[],
  sizes: readonly number[],
): Shapes {
  const shapes = new Map([...values].map(([argument, { shape }]) => [argument, [...shape]]));
  classes.forEach((tied, k) => {
    for (const { argument, axis } of tied) shapes.get(argument)![axis] = sizes[k];
  });
  return shapes;
}

/**
 * What two expressions are that differ in numbers only, with the sizes that these come from; undefined where a number comes
 * from them in another way than as a product, a quotient or a difference from a fixed number.
 */
export function inSizes(a: Expression, b: Expression, classes: readonly Tied[]): Expression | undefined {
  if (a.kind === 'number' && b.kind === 'number')
    return Object.is(a.value, b.value) ? a : sizesIn(a.value, b.value, classes);
  if (a.kind === 'name' && b.kind === 'name') return a.name === b.name ? a : undefined;
  if (a.kind === 'list' && b.kind === 'list') {
    const items = allInSizes(a.items, b.items, classes);
    return items && { ...a, items };
  }
  if (a.kind !== 'call' || b.kind !== 'call' || a.name !== b.name) return undefined;
  if (JSON.stringify(a.options) !== JSON.stringify(b.options)) return undefined;
  const operands = allInSizes(a.operands, b.operands, classes);
  return operands && { ...a, operands };
}

function allInSizes(
  a: readonly Expression[],
  b: readonly Expression[],
  classes: readonly Tied[],
): readonly Expression[] | undefined {
  if (a.length !== b.length) return undefined;
  const parts = a.map((part, k) => inSizes(part, b[k], classes));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function sizesIn(a: number, b: number, classes: readonly Tied[]): Expression | undefined {
  for (const exponents of products(classes.length)) {
    const total = (sizes: readonly number[]) => exponents.reduce((x, e, k) => x * sizes[k] ** e, 1);
    const factor = a / total(SMALL);
    const rounded = Number(factor.toPrecision(12));
    if (Math.abs(factor - b / total(LARGE)) <= 1e-13 * Math.abs(factor))
      return quotient(
        Math.abs(rounded - factor) <= 1e-13 * Math.abs(factor) ? rounded : factor,
        exponents,
        classes,
      );
  }
  for (const [k, [axis]] of classes.entries()) {
    const rest = a - SMALL[k];
    if (Number.isInteger(a) && rest !== 0 && rest === b - LARGE[k])
      return call(rest < 0 ? 'sub' : 'add', [name(sizeName(axis)), number(Math.abs(rest))]);
  }
  return undefined;
}

/** Exponents −1, 0 and 1 for each class, those with few factors first. */
function products(count: number): (readonly number[])[] {
  let all: number[][] = [[]];
  for (let k = 0; k < count; k++)
    all = all.flatMap((each) => [0, 1, -1].map((e) => [...each, e])).filter((each) => weight(each) <= 3);
  return all.sort((a, b) => weight(a) - weight(b));
}

const weight = (exponents: readonly number[]) => exponents.filter((e) => e !== 0).length;

function quotient(factor: number, exponents: readonly number[], classes: readonly Tied[]): Expression {
  const named = (exponent: number) =>
    classes.flatMap(([axis], k) => (exponents[k] === exponent ? [name(sizeName(axis))] : []));
  const product = (parts: readonly Expression[]) => parts.reduce((x, y) => call('mul', [x, y]));
  const above = [...(factor === 1 ? [] : [number(factor)]), ...named(1)];
  const below = named(-1);
  const numerator = above.length > 0 ? product(above) : number(1);
  return below.length > 0 ? call('div', [numerator, product(below)]) : numerator;
}
