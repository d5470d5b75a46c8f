import type { Derivation, Section, Step } from '../derivation.ts';
import { alignedTeX, proseOf, texOf } from './parts.ts';

/** A derivation as Markdown with formulas in TeX between dollar signs, as GitHub and most notebooks show them. */
export function derivationMarkdown(derivation: Derivation): string {
  const tex = texOf(derivation);
  const inline = (expression: Parameters<typeof tex>[0]) => `$${tex(expression)}$`;

  const step = ({ kind, title, equations, notes }: Step): string[] => [
    ...(kind === 'given' || kind === 'forward' ? [] : [`**${proseOf(title, inline, escapeMarkdown)}**`, '']),
    ...notes.flatMap((note) => [proseOf(note, inline, escapeMarkdown), '']),
    `$$\n${alignedTeX(equations, tex)}\n$$`,
    '',
  ];

  const section = ({ title, steps, folded }: Section): string[] => {
    const body = steps.flatMap(step);
    const shown = folded
      ? ['<details>', `<summary>${steps.length} steps</summary>`, '', ...body, '</details>', '']
      : body;
    return [`## ${title}`, '', ...shown];
  };

  const wrt = derivation.wrt.map(inline).join(', ');
  return [
    `# The gradient of ${inline(derivation.root)} with respect to ${wrt}`,
    '',
    ...derivation.sections.flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** Words as Markdown shows them, whatever they hold. */
const escapeMarkdown = (text: string) =>
  text.replaceAll(/[\\`*_{}<>#|$]|\[(?=[^\]]*\]\()/g, (sign) => `\\${sign}`);
