import type { CallExpression, Expression } from '../../expression/expression.ts';

/** What a sum goes over, until all subscripts are known: its indices, the first number, and the last one or a letter for it. */
export interface Limits {
  readonly indices: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** A sum, a product or a maximum over indices. */
export interface Reduction extends CallExpression {
  readonly over: Limits;
}

export const isReduction = (each: Expression): each is Reduction => 'over' in each;

/** Subscripts that are words and no indices in a row. */
const LABELS = new Set(
  'hat bar tilde dot ddot check breve max min out net new old ref tot avg err eff opt hid std sum rms inv obs ext int sim log all'.split(
    ' ',
  ),
);

/** The longest subscript that is indices in a row. */
const MOST_IN_A_ROW = 3;

const isRow = (part: string) => part.length <= MOST_IN_A_ROW && /^[a-zA-Z]+$/.test(part) && !LABELS.has(part);

/** A name apart from the letters of its subscript, which may be indices: those above it come first, as in x_j^{(i)}. */
export interface Subscripted {
  readonly base: string;
  readonly letters: readonly string[];
}

/** A name with a subscript of letters, or an index in brackets above it; undefined where it has none. */
export function subscripted(
  name: string,
  isIndex: (letter: string) => boolean = () => true,
): Subscripted | undefined {
  if (!/[_⁽]/.test(name)) return undefined;
  const above: string[] = [];
  const rest = !name.includes('⁽')
    ? name
    : name.replaceAll(/⁽([a-zA-Z])⁾/g, (whole, letter: string) => {
        if (!isIndex(letter)) return whole;
        above.push(letter);
        return '';
      });
  const [low, raised = ''] = rest.includes('⁽')
    ? [rest.slice(0, rest.indexOf('⁽')), rest.slice(rest.indexOf('⁽'))]
    : [rest];
  const parts = low.split('_');
  const below: string[] = [];
  while (parts.length > 1) {
    const last = parts[parts.length - 1];
    if (!isRow(last) || !Array.from(last).every(isIndex)) break;
    below.unshift(...parts.pop()!);
  }
  const letters = [...above, ...below];
  return letters.length === 0 ? undefined : { base: parts.join('_') + raised, letters };
}

/** An index that is moved in a subscript, x_{i+1}: the name without it, the letter, and by how much. */
export function shifted(name: string): { base: string; letter: string; by: number } | undefined {
  const found = /^(.*)_([a-zA-Z])([-+]\d+)$/.exec(name);
  return found ? { base: found[1], letter: found[2], by: Number(found[3]) } : undefined;
}

/** The names of an expression that no sum inside it binds. */
export function* namesIn(
  expression: Expression,
  bound: readonly string[] = [],
): Generator<{ name: string; bound: readonly string[] }> {
  if (expression.kind === 'name') yield { name: expression.name, bound };
  else if (expression.kind === 'derivative') {
    yield* namesIn(expression.of, bound);
    yield { name: expression.wrt.name, bound };
  } else if (expression.kind === 'list') for (const item of expression.items) yield* namesIn(item, bound);
  else if (expression.kind === 'call') {
    const inside = isReduction(expression) ? [...bound, ...expression.over.indices] : bound;
    for (const operand of expression.operands) yield* namesIn(operand, inside);
  }
}

/** Whether an index stands in an expression: in a subscript, or as a number. */
export function mentions(expression: Expression, index: string): boolean {
  for (const { name, bound } of namesIn(expression)) {
    if (bound.includes(index)) continue;
    if (name === index || shifted(name)?.letter === index || subscripted(name)?.letters.includes(index))
      return true;
  }
  return false;
}
