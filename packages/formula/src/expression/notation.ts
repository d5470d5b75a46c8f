/** How tightly a piece of a formula holds together, lowest first. A piece stands bare where at least so much is asked. */
export const Precedence = {
  /** Asked where brackets of some kind enclose the place already. */
  enclosed: 0,
  comparison: 1,
  sum: 2,
  product: 3,
  sign: 4,
  /** A fraction or ∂a/∂b: whole as a factor, but no base of a power. */
  fraction: 5,
  power: 6,
  postfix: 7,
  atom: 8,
} as const;

/** One way to write an operation, for as many operands as its pattern has places. */
export interface Form {
  /** The signs, with □ where the operands stand in their order. */
  readonly pattern: string;
  /** Of the whole. */
  readonly precedence: number;
  /** The least precedence that an operand needs to stand without parentheses. */
  readonly operands: readonly number[];
  /** A layout that looks at its operands; the pattern is for where it does not apply. */
  readonly layout?: Layout;
}

/** Factors in a row, a power that may become a superscript, entries in brackets, a transpose that may be that of an inverse. */
export type Layout = 'product' | 'power' | 'index' | 'transpose';

/** An operation without a form is written as a function of its name. */
export interface Notation {
  readonly text?: Form;
  readonly tex?: Form;
  /** What stands for it in the box of a picture, with □ where operands are told apart; else the signs of its text. */
  readonly symbol?: string;
}

const { enclosed, comparison, sum, product, sign, fraction, power, postfix, atom } = Precedence;

/** A function: the brackets of its pattern enclose the operands. */
const bracketed = (pattern: string): Form => ({
  pattern,
  precedence: atom,
  operands: Array.from(pattern.matchAll(/□/g), () => enclosed),
});

const form = (pattern: string, precedence: number, operands: readonly number[], layout?: Layout): Form => ({
  pattern,
  precedence,
  operands,
  ...(layout && { layout }),
});

/** A sign between two operands that groups from the left. */
const infix = (precedence: number, text: string, tex = text, layout?: Layout): Notation => ({
  text: form(`□ ${text} □`, precedence, [precedence, precedence + 1], layout),
  tex: form(`□ ${tex} □`, precedence, [precedence, precedence + 1], layout),
});

/** A comparison does not group at all: its operands are sums. */
const compared = (text: string, tex: string): Notation => ({
  text: form(`□ ${text} □`, comparison, [sum, sum]),
  tex: form(`□ ${tex} □`, comparison, [sum, sum]),
});

const texOnly = (tex: Form): Notation => ({ tex });

const drawn = (symbol: string, notation: Notation = {}): Notation => ({ ...notation, symbol });

const named = (command: string): Notation => texOnly(bracketed(`${command}\\left(□\\right)`));

/*
 * Text is as Unicode has it; for plain ASCII the writer replaces the signs.
 */
const NOTATIONS: ReadonlyMap<string, Notation> = new Map<string, Notation>([
  ['equal', drawn('=', compared('==', '='))],
  ['notEqual', drawn('≠', compared('≠', '\\ne'))],
  ['less', compared('<', '<')],
  ['lessEqual', compared('≤', '\\le')],
  ['greater', compared('>', '>')],
  ['greaterEqual', compared('≥', '\\ge')],
  ['add', drawn('+', infix(sum, '+'))],
  ['sub', infix(sum, '−', '-')],
  ['mul', drawn('×', infix(product, '·', '\\cdot', 'product'))],
  ['matmul', drawn('□ · □', infix(product, '@', '\\,', 'product'))],
  [
    'div',
    {
      text: form('□/□', product, [product, power], 'product'),
      tex: form('\\frac{□}{□}', fraction, [enclosed, enclosed]),
    },
  ],
  ['neg', { text: form('−□', sign, [product]), tex: form('-□', sign, [product]) }],
  [
    'pow',
    {
      text: form('□^□', power, [postfix, power], 'power'),
      tex: form('□^{□}', power, [postfix, enclosed]),
    },
  ],
  ['square', { text: form('□²', power, [postfix]), tex: form('□^{2}', power, [postfix]) }],
  ['reciprocal', { text: form('1/□', product, [power]), tex: form('\\frac{1}{□}', fraction, [enclosed]) }],
  [
    'rsqrt',
    { text: form('1/sqrt(□)', product, [enclosed]), tex: form('\\frac{1}{\\sqrt{□}}', fraction, [enclosed]) },
  ],
  [
    'transpose',
    drawn('□ᵀ', {
      text: form("□'", postfix, [postfix]),
      tex: form('□^{\\top}', power, [postfix], 'transpose'),
    }),
  ],
  [
    'slice',
    {
      text: form('□[□]', postfix, [postfix, enclosed], 'index'),
      tex: form('□\\left[□\\right]', postfix, [postfix, enclosed], 'index'),
    },
  ],
  ['exp', drawn('eˣ', texOnly(form('e^{□}', power, [enclosed])))],
  ['expm1', drawn('eˣ − 1', texOnly(form('e^{□} - 1', sum, [enclosed])))],
  ['log1p', drawn('ln(1+x)', texOnly(form('\\ln\\left(1 + □\\right)', atom, [product])))],
  ['sqrt', drawn('√□', texOnly(bracketed('\\sqrt{□}')))],
  ['cbrt', texOnly(bracketed('\\sqrt[3]{□}'))],
  ['abs', drawn('|□|', texOnly(bracketed('\\left|□\\right|')))],
  ['floor', texOnly(bracketed('\\left\\lfloor □\\right\\rfloor'))],
  ['ceil', texOnly(bracketed('\\left\\lceil □\\right\\rceil'))],
  ['maximum', drawn('max', texOnly(bracketed('\\max\\left(□, □\\right)')))],
  ['minimum', drawn('min', texOnly(bracketed('\\min\\left(□, □\\right)')))],
  ['sum', drawn('Σ', texOnly(form('\\sum □', product, [fraction])))],
  ['outer', texOnly(form('□ \\, □^{\\top}', product, [product, postfix]))],
  ['inverse', texOnly(form('□^{-1}', power, [postfix]))],
  ['trace', named('\\operatorname{tr}')],
  ['norm', texOnly(bracketed('\\left\\|□\\right\\|'))],
  ['ones', texOnly(form('\\mathbf{1}_{□}', atom, [enclosed]))],
  ['eye', texOnly(form('I_{□}', atom, [enclosed]))],
  ['where', drawn('□ ? □ : □')],
  ['sigmoid', drawn('σ', named('\\sigma'))],
  ['log', drawn('ln', named('\\ln'))],
  ['log2', named('\\log_{2}')],
  ['log10', named('\\log_{10}')],
  ['asin', named('\\arcsin')],
  ['acos', named('\\arccos')],
  ['atan', named('\\arctan')],
  ...['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'det'].map((name) => [name, named(`\\${name}`)] as const),
]);

/** What stands for an operation in a picture, with □ where operands are told apart; undefined where its name does. */
export function symbolOf(name: string, operands: number): string | undefined {
  return NOTATIONS.get(name)?.symbol ?? formOf(name, operands, 'text')?.pattern;
}

/** How an operation of this name is written over so many operands; undefined as a function of its name. */
export function formOf(name: string, operands: number, language: 'text' | 'tex'): Form | undefined {
  const found = NOTATIONS.get(name)?.[language];
  return found?.operands.length === operands ? found : undefined;
}
