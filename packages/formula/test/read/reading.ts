import { type Expression, type ParseOptions, parse } from '@chainrule/formula';

/** An expression as nested calls with every operand in its place, independent of how the package writes formulas. */
export function shown(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'list':
      return `[${expression.items.map(shown).join(' ')}]`;
    case 'derivative':
      return `D(${shown(expression.of)} ${shown(expression.wrt)})`;
    case 'call': {
      const options = Object.entries(expression.options ?? {}).map(
        ([key, each]) => `${key}=${JSON.stringify(each)}`,
      );
      return `${expression.name}(${[...expression.operands.map(shown), ...options].join(' ')})`;
    }
  }
}

export const read = (text: string, options?: ParseOptions) => shown(parse(text, options).expression);
