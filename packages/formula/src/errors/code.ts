import { DataError, type Value } from '@chainrule/core';
import { typeText } from '@chainrule/core/extend';
import type { Span } from './excerpt.ts';
import { FormulaError, type SourceText } from './formula-error.ts';

/** Every message about a formula that is written as code, by what went wrong. */
export const codeErrors = {
  unnamed: (name: string) =>
    new DataError('toCode', `${name} has no name that a program could call it by: name it with named(…)`),

  notATarget: (known: readonly string[], got: unknown) =>
    new DataError('toCode', `expected ${known.join(', ')} as the target, got ${typeText(got)}`),

  needsNumbers: (names: readonly string[], cause: Error) =>
    new DataError(
      'toCode',
      `the formula does not hold for scalars: give numbers of the right shapes, { at: { ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''} } } (${cause.message.split('\n')[0]})`,
    ),

  notAnArgument: (name: string, names: readonly string[]) =>
    new DataError(
      'toCode',
      `wrt: the formula has no free name ${name}, it has ${names.join(', ') || 'none'}`,
    ),

  cannotSay: (source: SourceText, at: Span | undefined, target: string, what: string) =>
    at && at.end <= source.text.length
      ? new FormulaError(source, at, `${target} has no way to say ${what}`)
      : new DataError('toCode', `${target} has no way to say ${what}, which the gradient is made of`),

  tooManyNumbers: ({ shape }: Value) =>
    new DataError(
      'toCode',
      `the gradient holds a constant of [${shape.join(', ')}] numbers: too many to write`,
    ),

  notDerived: (target: string, result: string) =>
    new DataError(
      'toCode',
      `the gradient of ${result} cannot be written out in ${target}: one of its rules has no formula (wrt: [] leaves the gradient out)`,
    ),
};
