import { checkCount } from '@chainrule/core';
import { argumentErrors } from '../../errors/arguments.ts';
import { codeErrors } from '../../errors/code.ts';
import type { Expression } from '../../expression/expression.ts';
import { checkOptions } from '../../options.ts';
import type { Formula, FormulaValues } from '../../read/parse.ts';
import { composed } from './compose.ts';
import { subjectOf } from './subject.ts';
import { type CodeTarget, TARGETS } from './targets/index.ts';

export interface CodeOptions {
  /**
   * Numbers for the free names, as `parse` takes them: the check at the end is made at them, and their shapes say which
   * products are of matrices. Default: every name is a scalar.
   */
  at?: FormulaValues | undefined;
  /** The names to differentiate by, none for an empty list. Default: every name that was given numbers. */
  wrt?: string | readonly string[] | undefined;
  /** Whether the program holds its gradient against finite differences when it is run. Default: true. */
  check?: boolean | undefined;
  /** What the function is called. Default: `f`. */
  name?: string | undefined;
}

/**
 * A formula and its gradient as a program: for NumPy with the gradient written out line by line, as `explain` derives it,
 * for PyTorch, JAX and TypeScript by automatic differentiation.
 *
 * The formula is what `parse` reads, or an expression, as `formulaOf` gives one. Names that the language does not allow are
 * changed, and the docstring says which is which. Where arrays can have other sizes than those given, the program holds for
 * them too.
 *
 * Throws a FormulaError at what a language has no way to say, and a GradientError where the result is not a scalar, or does
 * not depend on what it is to be differentiated by.
 *
 * @example
 * ```ts
 * import { parse, toCode } from '@chainrule/formula';
 * const f = parse('E = 1/2*(t - out)^2; out = sigmoid(w*x)');
 * const numpy = toCode(f, 'numpy', { wrt: 'w', check: false });
 * numpy.includes('dE_dout = -(t - out)'); // → true
 * numpy.includes('dE_dw = dE_dout * dout_dw'); // → true
 * toCode(f, 'pytorch').includes('out = torch.sigmoid(w * x)'); // → true
 * toCode(parse('celu(x)'), 'numpy'); // → throws NumPy has no way to say celu
 * ```
 */
export function toCode(formula: Formula | Expression, target: CodeTarget, options: CodeOptions = {}): string {
  checkCount('toCode', 3, arguments);
  if (!Object.hasOwn(TARGETS, target)) throw codeErrors.notATarget(Object.keys(TARGETS), target);
  checkOptions('toCode', options, { at: 'any', wrt: 'any', check: 'any', name: 'any' });
  const { check = true, name = 'f' } = options;
  if (typeof check !== 'boolean') throw argumentErrors.badOption('toCode', 'check', 'true or false', check);
  if (typeof name !== 'string' || name === '')
    throw argumentErrors.badOption('toCode', 'name', 'a name', name);
  const subject = subjectOf(formula, options.at);
  return composed(TARGETS[target], subject, { name, check, wrt: options.wrt });
}
