import { type Expression, isCall } from '../expression/expression.ts';
import { substitute } from '../expression/structure.ts';
import type { Understood } from '../read/understood.ts';
import { toText } from '../write/text.ts';

/** Operations of which there are two by this name, and which of them is meant where no option says it. */
const CONVENTIONS: readonly (readonly [name: string, told: string])[] = [
  ['variance', 'variance divides by n − 1'],
  ['std', 'std divides by n − 1'],
];

/** What was read, in plain notation; `symbols` are what names in it stand for. */
export function understoodText(
  { definitions, expression, elementwise }: Understood,
  symbols: (name: string) => Expression | undefined = () => undefined,
): string {
  const write = (each: Expression) => {
    const products = new Set<Expression>();
    const restored = restore(each, symbols, elementwise, products);
    return toText(restored, { digits: 9, elementwise: (product) => products.has(product) });
  };
  const lines = [expression, ...definitions.map((each) => each.expression)];
  const texts = [write(expression), ...definitions.map((each) => `${each.name} = ${write(each.expression)}`)];
  const told = CONVENTIONS.filter(([name]) => lines.some((each) => calls(each, name))).map(
    ([, text]) => text,
  );
  return [texts.join('; '), ...told].join(', where ');
}

/** The same with the symbols in their places, and which products of it are entry by entry. */
function restore(
  each: Expression,
  symbols: (name: string) => Expression | undefined,
  elementwise: Understood['elementwise'],
  products: Set<Expression>,
): Expression {
  const inside = (part: Expression) => restore(part, symbols, elementwise, products);
  if (each.kind === 'list') return { ...each, items: each.items.map(inside) };
  if (each.kind !== 'call')
    return substitute(each, (symbol) => (symbol.kind === 'name' ? symbols(symbol.name) : undefined));
  const made = { ...each, operands: each.operands.map(inside) };
  if (elementwise(each)) products.add(made);
  return made;
}

const calls = (each: Expression, name: string): boolean =>
  (isCall(each, name) && each.options === undefined) ||
  (each.kind === 'call' && each.operands.some((operand) => calls(operand, name)));
