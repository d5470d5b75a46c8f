import type { Derivation } from '@chainrule/formula';

/** What somebody may take a derivation away as, in the order of the buttons: a line each. */
export const COPIES = [
  { key: 'tex', label: 'LaTeX', write: (derivation: Derivation) => derivation.toTeX() },
  { key: 'markdown', label: 'Markdown', write: (derivation: Derivation) => derivation.toMarkdown() },
  { key: 'text', label: 'Text', write: (derivation: Derivation) => derivation.toText() },
] as const;

/** A derivation as it is copied: what the button says, and the text. */
export interface Copy {
  readonly key: string;
  readonly label: string;
  readonly text: string;
}

export const copiesOf = (derivation: Derivation): Copy[] =>
  COPIES.map(({ key, label, write }) => ({ key, label, text: write(derivation) }));
