import type { Op, Term } from './term.ts';

/** How tightly a piece holds together: sums, products, powers, atoms. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Piece {
  readonly text: string;
  readonly holds: number;
}

const atom = (text: string): Piece => ({ text, holds: ATOM });

const FUNCTIONS: ReadonlySet<Op> = new Set(['exp', 'log', 'sqrt', 'sigmoid', 'tanh', 'softplus']);

/** A term as a person would type it: `-(t - out)*out*(1 - out)`. */
export const toText = (each: Term): string => textPiece(each).text;

function textPiece(each: Term): Piece {
  if (typeof each === 'string') return atom(each);
  if (typeof each === 'number') return { text: String(each), holds: each < 0 ? SUM : ATOM };
  const within = (k: number, least: number) => guarded(textPiece(each.args[k]), least, '(', ')');
  if (FUNCTIONS.has(each.op)) return atom(`${each.op}(${textPiece(each.args[0]).text})`);
  return infix(each.op, within) ?? { text: `${within(0, PRODUCT)}/${within(1, POWER)}`, holds: PRODUCT };
}

/** What both languages write alike, but for the signs of product and power. */
function infix(
  op: Op,
  within: (k: number, least: number) => string,
  times: (right: string) => string = () => '*',
  raised = () => within(1, ATOM),
): Piece | undefined {
  switch (op) {
    case 'add':
      return { text: `${within(0, SUM)} + ${within(1, PRODUCT)}`, holds: SUM };
    case 'sub':
      return { text: `${within(0, SUM)} - ${within(1, PRODUCT)}`, holds: SUM };
    case 'neg':
      return { text: `-${within(0, PRODUCT)}`, holds: SUM };
    case 'mul':
      return { text: within(0, PRODUCT) + times(within(1, POWER)) + within(1, POWER), holds: PRODUCT };
    case 'pow':
      return { text: `${within(0, ATOM)}^${raised()}`, holds: POWER };
    default:
      return undefined;
  }
}

const guarded = ({ text, holds }: Piece, least: number, open: string, close: string) =>
  holds >= least ? text : open + text + close;

/** The same in LaTeX: `-(t - out_{o}) \cdot out_{o} …`. */
export const toLaTeX = (each: Term): string => texPiece(each).text;

const COMMANDS: Readonly<Partial<Record<Op, (x: string) => string>>> = {
  exp: (x) => `e^{${x}}`,
  log: (x) => `\\ln\\left(${x}\\right)`,
  sqrt: (x) => `\\sqrt{${x}}`,
  sigmoid: (x) => `\\sigma(${x})`,
  tanh: (x) => `\\tanh(${x})`,
  softplus: (x) => `\\ln(1 + e^{${x}})`,
};

function texPiece(each: Term): Piece {
  if (typeof each === 'string') return atom(each.replace(/_(\w+)/, '_{$1}'));
  if (each === 0.5) return atom('\\frac{1}{2}');
  if (typeof each === 'number') return { text: String(each), holds: each < 0 ? SUM : ATOM };
  const bare = (k: number) => texPiece(each.args[k]).text;
  const within = (k: number, least: number) => guarded(texPiece(each.args[k]), least, '\\left(', '\\right)');
  const command = COMMANDS[each.op];
  // What is raised already needs parentheses to be raised again.
  if (command) return { text: command(bare(0)), holds: each.op === 'exp' ? POWER : ATOM };
  if (each.op === 'div') return { text: `\\frac{${bare(0)}}{${bare(1)}}`, holds: POWER };
  return infix(each.op, within, sign, () => `{${bare(1)}}`)!;
}

/** Factors stand side by side, but a number needs a dot before it. */
const sign = (right: string) => (/^[\d.]/.test(right) ? ' \\cdot ' : ' ');
