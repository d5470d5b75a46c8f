import pc from 'picocolors';
import type { Derivation, Equation, Section, Step } from '../derivation.ts';
import { proseOf, sidesOf, textOf } from './parts.ts';

export interface TextOptions {
  /** Whether to use the colours of a terminal. Default: false. */
  colour?: boolean;
}

/** Steps of a folded section that are shown at either end. */
const SHOWN = 8;

/** A derivation as plain text. */
export function derivationText(derivation: Derivation, { colour = false }: TextOptions = {}): string {
  const colours = pc.createColors(colour);
  const symbol = textOf(derivation);
  const wrt = derivation.wrt.map(symbol).join(', ');

  const equation = (each: Equation): string[] => {
    const { left, right, remark } = sidesOf(each, symbol);
    const shown: string[] =
      each.value === undefined ? [...right] : [...right.slice(0, -1), colours.green(right[right.length - 1])];
    if (remark) shown.push(colours.dim(`(${remark})`));
    const indent = ' '.repeat(left.length);
    return shown.map((side, k) => `  ${k === 0 ? left : indent} = ${side}`);
  };

  const step = ({ kind, title, equations, notes }: Step): string[] => [
    ...(kind === 'given' || kind === 'forward' ? [] : [colours.cyan(proseOf(title, symbol))]),
    ...notes.map((note) => colours.dim(`  ${proseOf(note, symbol)}`)),
    ...equations.flatMap(equation),
    '',
  ];

  const section = ({ title, steps, folded }: Section): string[] => {
    const left = steps.length - 2 * SHOWN;
    const shown = folded
      ? [
          ...steps.slice(0, SHOWN).flatMap(step),
          colours.dim(`  … ${left} more steps (level: 'full' shows them)`),
          '',
          ...steps.slice(-SHOWN).flatMap(step),
        ]
      : steps.flatMap(step);
    return [colours.bold(title), colours.bold('─'.repeat(title.length)), '', ...shown];
  };

  const heading = `The gradient of ${symbol(derivation.root)} with respect to ${wrt}`;
  return [colours.bold(heading), '', ...derivation.sections.flatMap(section)]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
