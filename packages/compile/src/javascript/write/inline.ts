import type { Lowered } from '../lower/lower.ts';
import { type Ref, ROOM } from '../lower/scalars.ts';
import { Slots } from '../plan/slots.ts';
import { operandOf } from '../spelling/literal.ts';
import { ModuleText } from './module-text.ts';

/** The most operations of a program that is written as one function with all numbers in local variables. */
const MOST_INLINE = 1000;

/** Whether a program is small enough for one function, and works on single numbers only. */
export const isInline = ({ scalars, items, results }: Lowered): boolean =>
  scalars.codes.length <= MOST_INLINE &&
  items.every((item) => item.kind === 'scalars') &&
  scalars.leaves.every((leaf) => leaf.kind !== 'array') &&
  results.every((result) => 'refs' in result);

/**
 * A program as one function of an array `s` of numbers and a count. The numbers that are read of the inputs come first in the
 * array, and the results follow. It runs the program `count` times, passing results on to inputs as `carry` says.
 */
export function writeInline(
  lowered: Lowered,
  carry: readonly number[],
): { source: string; text: ModuleText } {
  const text = new ModuleText(lowered, new Slots(lowered.scalars));
  const { scalars, results } = lowered;
  const { codes, operands } = scalars;
  const moves = movesOf(lowered, carry);
  const name = (ref: Ref): string => {
    const leaf = scalars.leaf(ref);
    if (!leaf) return `v${ref}`;
    return leaf.kind === 'constant' ? operandOf(leaf.value) : `n${text.slots.of(ref)}`;
  };
  const inputs = scalars.leaves.flatMap((leaf, i) => (leaf.kind === 'input' ? [-1 - i] : []));
  const declared = inputs.map((ref) => {
    const keyword = moves.some((move) => move.to === ref) ? 'let' : 'const';
    return `${keyword} ${name(ref)} = s[${text.slots.of(ref)}];`;
  });
  const body = codes.map((code, i) => {
    const xs = Array.from({ length: code.arity }, (_, k) => name(operands[i * ROOM + k]));
    return `const v${i} = ${text.applied(code, xs)};`;
  });
  const refs = results.flatMap((result) => ('refs' in result ? result.refs : []));
  const stored = refs.map((ref, k) => `s[${inputs.length + k}] = ${name(ref)};`);
  const held = moves.flatMap(({ from }, k) => (from < 0 ? [`const h${k} = ${name(from)};`] : []));
  const handed = moves.map(({ to, from }, k) => `${name(to)} = ${from < 0 ? `h${k}` : name(from)};`);
  const lines = [
    'return function run(s, count) {',
    ...declared,
    'for (;;) {',
    ...body,
    'if (--count === 0) {',
    ...stored,
    'return;',
    '}',
    ...held,
    ...handed,
    '}',
    '};',
  ];
  return { source: `'use strict';\n${text.declarations()}\n${lines.join('\n')}`, text };
}

/** Which number each input number takes on before the next round. */
function movesOf({ scalars, results }: Lowered, carry: readonly number[]): { to: Ref; from: Ref }[] {
  return scalars.leaves.flatMap((leaf, i) => {
    if (leaf.kind !== 'input' || (carry[leaf.input] ?? -1) < 0) return [];
    const result = results[carry[leaf.input]];
    return 'refs' in result ? [{ to: -1 - i, from: result.refs[leaf.entry] }] : [];
  });
}
