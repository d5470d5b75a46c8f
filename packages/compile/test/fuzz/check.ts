import { DataError } from '@chainrule/core';
import fc from 'fast-check';
import { CompileError } from '../../src/index.ts';
import { eagerly } from './expected.ts';
import { listing } from './listing.ts';
import { programs, type RandomProgram } from './program.ts';
import { Running } from './running.ts';

/** Programs that are alive at the same time: they are called in turn. */
export const sessions = (maxLength?: number): fc.Arbitrary<RandomProgram[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.array(programs(maxLength), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(programs(maxLength), { minLength: 1, maxLength: 3 }) },
  );

/** How programs give something else compiled than at once, with a listing; undefined if they do not. */
export function mismatch(session: readonly RandomProgram[]): string | undefined {
  try {
    return inTurn(session);
  } catch (error) {
    // What is not offered is an error, and no mismatch.
    if (error instanceof CompileError && error.message.includes('draws random numbers')) return undefined;
    return [String((error as Error).stack ?? error), ...session.map(listing)].join('\n');
  }
}

function inTurn(session: readonly RandomProgram[]): string | undefined {
  const [all, said]: [Running[], string[]] = [[], []];
  for (const program of session) {
    const expected = outcomeOf(() => eagerly(program));
    if (expected instanceof Error) said.push(...errorInstead(program, expected));
    else all.push(new Running(program, expected));
  }
  const found = said[0] ?? calledInTurn(all);
  return found && [found, ...session.map(listing)].join('\n');
}

function calledInTurn(all: readonly Running[]): string | undefined {
  const named = (each: Running, found: string | undefined) =>
    found && `program ${all.indexOf(each) + 1} of ${all.length}, ${found}`;
  for (let waiting = all; waiting.length > 0; waiting = waiting.filter((each) => !each.isDone)) {
    for (const called of waiting) {
      called.call();
      for (const each of all) {
        const { read } = each.program;
        const isRead = read === 'atOnce' ? each === called : read === 'afterOthers' && each !== called;
        const found = isRead && named(each, each.check());
        if (found) return found;
      }
    }
  }
  return all.map((each) => named(each, each.checkAll())).find((found) => found !== undefined);
}

function outcomeOf<T>(f: () => T): T | Error {
  try {
    return f();
  } catch (error) {
    return error as Error;
  }
}

/** Whether a program fails compiled if it ends with the step that fails: what nobody reads is left out, errors included. */
function failsWhereRead(program: RandomProgram): boolean {
  const cuts = program.steps.map(
    (_, k): RandomProgram => ({
      ...program,
      steps: program.steps.slice(0, k + 1),
      order: 0,
      calls: 1,
      carried: 'arguments',
    }),
  );
  const cut = cuts.find((each) => outcomeOf(() => eagerly(each)) instanceof Error);
  return cut === undefined || outcomeOf(() => new Running(cut, [[]]).call()) instanceof Error;
}

/** Which operation refused its operands. */
const operationOf = (thing: unknown) => (thing instanceof DataError ? thing.operation : undefined);

/** What an error says; a compiled program does not know what made the numbers that an operation was given. */
const withoutNodes = ({ message }: Error) => message.replaceAll(/\w+\(…\)/g, 'a value');

/** What is wrong where a program that fails at once does not fail in the same way compiled. */
function errorInstead(program: RandomProgram, expected: Error): string[] {
  const got = outcomeOf(() => {
    const running = new Running(
      program,
      Array.from({ length: program.calls }, () => []),
    );
    while (!running.isDone) running.call();
  });
  if (got instanceof Error && withoutNodes(got) === withoutNodes(expected)) return [];
  // Of two operations that fail, and neither of which reads the other's result, any may be the first.
  if (operationOf(got) !== undefined && operationOf(got) !== operationOf(expected)) return [];
  if (!(got instanceof Error) && failsWhereRead(program)) return [];
  const text = got instanceof Error ? `the error ${got.stack}` : 'no error';
  return [`${text}, expected the error ${expected.stack}`];
}
