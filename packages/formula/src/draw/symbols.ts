import { symbolOf as notedSymbol } from '../expression/notation.ts';

/** How an operation is written in a picture. */
export interface Symbol {
  readonly text: string;
  /** Whether its operands stand apart as a, b, c: their order matters. */
  readonly ordered: boolean;
}

/** The symbol of the primitive with this name, for so many operands; one without a sign is written by its name. */
export function symbolOf(name: string, operands: number): Symbol {
  const pattern = notedSymbol(name, operands);
  if (pattern === undefined) return { text: name, ordered: operands > 1 };
  let k = 0;
  const text = pattern.replaceAll('□', () => (operands === 1 ? 'x' : operandName(k++)));
  return { text, ordered: k > 1 };
}

/** What the k-th of an operation's operands is called. */
export const operandName = (k: number) => (k < 26 ? String.fromCharCode(97 + k) : String(k + 1));
