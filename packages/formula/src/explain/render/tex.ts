import { escapeTeX } from '../../write/names.ts';
import type { Derivation, Section, Step } from '../derivation.ts';
import { alignedTeX, proseOf, texOf } from './parts.ts';

/** A derivation as a LaTeX document that needs amsmath alone. */
export function derivationTeX(derivation: Derivation): string {
  const tex = texOf(derivation);
  const inline = (expression: Parameters<typeof tex>[0]) => `$${tex(expression)}$`;

  const step = ({ kind, title, equations, notes }: Step): string[] => [
    ...(kind === 'given' || kind === 'forward' ? [] : [`\\paragraph{${proseOf(title, inline, escapeTeX)}}`]),
    ...notes.map((note) => proseOf(note, inline, escapeTeX)),
    `\\[\n${alignedTeX(equations, tex)}\n\\]`,
  ];

  const section = ({ title, steps }: Section): string[] => [
    `\\section*{${escapeTeX(title)}}`,
    ...steps.flatMap(step),
  ];

  return [
    '\\documentclass[a4paper]{article}',
    '\\usepackage[margin=25mm]{geometry}',
    '\\usepackage{amsmath,amssymb}',
    '\\setlength{\\parindent}{0pt}',
    '\\begin{document}',
    `\\subsection*{The gradient of ${inline(derivation.root)} with respect to ${derivation.wrt.map(inline).join(', ')}}`,
    ...derivation.sections.flatMap(section),
    '\\end{document}\n',
  ].join('\n');
}
