import type { Derivation } from '@chainrule/formula';

/** A derivation in every format that it can be copied in, in the order of the buttons. */
export const copiesOf = (derivation: Derivation) => ({
  tex: derivation.toTeX(),
  markdown: derivation.toMarkdown(),
  text: derivation.toText(),
});

export type Copies = Readonly<ReturnType<typeof copiesOf>>;
