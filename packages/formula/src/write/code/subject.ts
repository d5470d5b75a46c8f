import type { Value } from '@chainrule/core';
import { codeErrors } from '../../errors/code.ts';
import { checkExpression, type Expression } from '../../expression/expression.ts';
import { namesIn } from '../../expression/parts.ts';
import { build } from '../../read/build.ts';
import type { Program } from '../../read/definitions.ts';
import { type Formula, type FormulaValues, valuesFor } from '../../read/parse.ts';
import type { Source } from '../../read/tokens.ts';
import { toText } from '../text.ts';

/** A formula at the numbers at which its program is tried: their shapes decide what some of its signs mean. */
export interface Subject {
  readonly source: Source;
  readonly program: Program;
  readonly values: ReadonlyMap<string, Value>;
}

export function subjectOf(formula: Formula | Expression, at: FormulaValues | undefined): Subject {
  const { source, program } = read(formula);
  const values = at ? valuesFor(source, program, at) : scalarsFor(source, program);
  const leaves = [...values].map(
    ([name, given]) => [name, given.leaf(given.wantsGradient).named(name)] as const,
  );
  return { source, program, values: new Map(leaves) };
}

function read(formula: Formula | Expression): Pick<Subject, 'source' | 'program'> {
  if (typeof formula === 'function' && Array.isArray(formula.definitions))
    return { source: { operation: 'toCode', text: String(formula), holes: [] }, program: formula };
  checkExpression('toCode', formula as Expression);
  const expression = formula as Expression;
  const text = toText(expression);
  const names = [...namesIn(expression)];
  const unnamed = names.find((name) => name === '…' || /^constant \[/.test(name));
  if (unnamed !== undefined) throw codeErrors.unnamed(unnamed);
  return {
    source: { operation: 'toCode', text, holes: [] },
    program: { definitions: [], result: undefined, expression, names },
  };
}

/** Numbers to try a formula of scalars at: one of these sets lies where most formulas are defined. */
const TRIED: readonly (readonly number[])[] = [
  [0.6, 0.4, 0.7, 0.3, 0.5],
  [1.7, 1.3, 2.1, 1.6, 2.4],
  [-0.4, 0.6, -0.7, 0.2, -0.3],
];

function scalarsFor(source: Source, program: Program): ReadonlyMap<string, Value> {
  let first: Map<string, Value> | undefined;
  for (const numbers of TRIED) {
    const at = Object.fromEntries(program.names.map((name, k) => [name, spread(numbers, k)]));
    const values = valuesFor(source, program, at);
    first ??= values;
    try {
      const { result } = build(source, program, values);
      if (result.rank > 0) break;
      if (Number.isFinite(result.item())) return values;
    } catch (error) {
      throw codeErrors.needsNumbers(program.names, error as Error);
    }
  }
  return first!;
}

/** Numbers that differ from name to name, so that none is hit where two are equal. */
const spread = (numbers: readonly number[], k: number) =>
  numbers[k % numbers.length] + Math.floor(k / numbers.length) / 32;
