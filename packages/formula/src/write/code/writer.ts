import type { CallExpression, Expression, ListExpression } from '../../expression/expression.ts';
import { literalOf } from '../../expression/names.ts';
import { type Form, Precedence } from '../../expression/notation.ts';
import { atom, type Dialect, guarded, type Piece, type Write, writer } from '../writer.ts';
import { isPlain } from './plain.ts';
import { SpokenCall } from './spoken-call.ts';
import type { Rendering, Target } from './target.ts';

/** What stands in the place of a call that cannot be said. */
export type Refuse = (call: CallExpression, what: string) => never;

/** Writes expressions as code, in names that the language allows. */
export function codeWriter(target: Target, names: ReadonlyMap<string, string>, refuse: Refuse): Write {
  const dialect: Dialect = {
    form: (name, operands) => {
      const form = Object.hasOwn(target.forms, name) ? target.forms[name] : undefined;
      return form?.operands.length === operands ? form : undefined;
    },
    number: (x) => numberPiece(target.number(x)),
    name: (name) => atom(names.get(name) ?? target.literal(literalOf(name) ?? null)),
    derivative: () => atom(''),
    list: (list, write) => atom(listCode(target, list, write)),
    literal: target.literal,
    function: (name) => name,
    option: (key) => key,
    parenthesized: (text) => `(${text})`,
    pattern: (pattern) => pattern,
    layouts: {},
    call: (call, write) => {
      const own = Object.hasOwn(target.functions, call.name) ? target.functions[call.name] : target.other;
      if (!own) return refuse(call, call.name);
      const spoken = new SpokenCall(target, call, write);
      const piece = rendered(dialect, own, spoken);
      return piece && spoken.unsaid === undefined ? piece : refuse(call, spoken.unsaid ?? call.name);
    },
  };
  return writer(dialect);
}

const numberPiece = (text: string): Piece =>
  text.startsWith('-') ? { text, precedence: Precedence.sign, negative: true } : atom(text);

function rendered(dialect: Dialect, own: Rendering, call: SpokenCall): Piece | undefined {
  if (typeof own === 'function') {
    const made = own(call);
    return typeof made === 'string' ? atom(made) : made;
  }
  const form = typeof own === 'string' ? undefined : own;
  const [start, ...after] = (form?.pattern ?? (own as string)).split('□');
  if (after.length !== call.count) return undefined;
  const operand = (k: number) =>
    form ? guarded(dialect, call.piece(k), form.operands[k], k === 0 && start === '') : call.array(k);
  const text = after.reduce((text, next, k) => text + operand(k) + next, start);
  return { text, precedence: form?.precedence ?? Precedence.atom };
}

/** An array of numbers, or arrays stacked. */
function listCode(target: Target, list: ListExpression, write: Write): string {
  if (isPlain(list)) return target.array(rowsCode(target, list, write));
  const asArray = (item: Expression) => {
    const { text } = write(item);
    return target.asArray && isPlain(item) && item.kind !== 'list' ? target.asArray(text) : text;
  };
  return target.stack(list.items.map(asArray));
}

const rowsCode = (target: Target, expression: Expression, write: Write): string =>
  expression.kind === 'list'
    ? `[${expression.items.map((item) => rowsCode(target, item, write)).join(', ')}]`
    : write(expression).text;

/** An operation that is written with signs. */
export const signs = (pattern: string, precedence: number, ...operands: readonly number[]): Form => ({
  pattern,
  precedence,
  operands,
});
