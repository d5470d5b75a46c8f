/** How an operation is written in a picture. */
export interface Symbol {
  readonly text: string;
  /** Whether its operands stand apart as a, b, c: their order matters. */
  readonly ordered: boolean;
}

const unordered = (text: string): Symbol => ({ text, ordered: false });
const ordered = (text: string): Symbol => ({ text, ordered: true });

/** The operations with a sign of their own. Any other is written by its name, so a new one needs no entry. */
const SYMBOLS: ReadonlyMap<string, Symbol> = new Map([
  ['add', unordered('+')],
  ['mul', unordered('×')],
  ['maximum', unordered('max')],
  ['minimum', unordered('min')],
  ['equal', unordered('=')],
  ['notEqual', unordered('≠')],
  ['sub', ordered('a − b')],
  ['div', ordered('a ÷ b')],
  ['pow', ordered('aᵇ')],
  ['matmul', ordered('a · b')],
  ['greater', ordered('a > b')],
  ['greaterEqual', ordered('a ≥ b')],
  ['less', ordered('a < b')],
  ['lessEqual', ordered('a ≤ b')],
  ['where', ordered('a ? b : c')],
  ['neg', unordered('−x')],
  ['reciprocal', unordered('1/x')],
  ['square', unordered('x²')],
  ['abs', unordered('|x|')],
  ['sqrt', unordered('√x')],
  ['exp', unordered('eˣ')],
  ['expm1', unordered('eˣ − 1')],
  ['log', unordered('ln')],
  ['log1p', unordered('ln(1+x)')],
  ['sigmoid', unordered('σ')],
  ['sum', unordered('Σ')],
  ['transpose', unordered('xᵀ')],
]);

/** The symbol of the primitive with this name, for so many operands. */
export function symbolOf(name: string, operands: number): Symbol {
  return SYMBOLS.get(name) ?? { text: name, ordered: operands > 1 };
}

/** What the k-th of an operation's operands is called. */
export const operandName = (k: number) => (k < 26 ? String.fromCharCode(97 + k) : String(k + 1));
