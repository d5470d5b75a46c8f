import type { HelperName } from './helpers.ts';

/** How tightly a text binds, from not at all to a name. A text that binds less than its place needs goes in parentheses. */
export const BINDS = { any: 0, comparison: 1, sum: 2, product: 3, sign: 4, call: 5, name: 6 } as const;

/** An operation on numbers as text. */
export interface Spelling {
  /** The text, given that of the operands. */
  readonly write: (...operands: string[]) => string;
  /** How tightly the text binds. */
  readonly binds: number;
  /** How tightly each operand must bind; `BINDS.name` if it is written more than once and so must be a name. */
  readonly needs: readonly number[];
  /** The helper that the text calls. */
  readonly helper?: HelperName;
  /** Which operand is the result, if the first one is known. */
  readonly chooses?: (first: number) => number;
  /** The operation on integers, which wrap around, if rounding the result of the text would be wrong. */
  readonly integer?: Spelling;
}

const { any, comparison, call, name } = BINDS;

export const infix = (operator: string, binds: number, integer?: Spelling): Spelling => ({
  write: (a, b) => `${a} ${operator} ${b}`,
  binds,
  needs: [binds, binds + 1],
  ...(integer && { integer }),
});

export const calling = (f: string, arity = 1): Spelling => ({
  write: (...operands) => `${f}(${operands.join(', ')})`,
  binds: call,
  needs: Array<number>(arity).fill(any),
});

export const helping = (helper: HelperName, arity = 1): Spelling => ({ ...calling(helper, arity), helper });

/** A text with operands between delimiters, so they need not bind. */
export const inside = (write: Spelling['write'], arity: number, binds: number = call): Spelling => ({
  write,
  binds,
  needs: Array<number>(arity).fill(any),
});

/** A text in which operands are written more than once, or where a name is needed. */
export const named = (write: Spelling['write'], arity: number, binds: number = any): Spelling => ({
  write,
  binds,
  needs: Array<number>(arity).fill(name),
});

/** 1 if a condition on the operands holds, otherwise 0. */
export const holds = (
  condition: Spelling['write'],
  arity: number,
  needs: number = comparison + 1,
): Spelling => ({
  write: (...operands) => `${condition(...operands)} ? 1 : 0`,
  binds: any,
  needs: Array<number>(arity).fill(needs),
});

/** A text for a place that needs it to bind this tightly. */
export const fitted = (text: string, binds: number, needs: number): string =>
  binds < needs ? `(${text})` : text;
