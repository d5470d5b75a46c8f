import type { NDArray, Value } from '@chainrule/core';
import type { Executable } from '../program/executable.ts';
import { interpret } from '../program/interpret.ts';
import type { Program } from '../program/program.ts';
import { lower } from './lower/lower.ts';
import { InlineExecutable } from './run/inline.ts';
import { StagedExecutable } from './run/staged.ts';
import { isInline } from './write/inline.ts';

/**
 * A program as JavaScript: single numbers and small arrays as straight-line code, repetition and larger arrays as loops, and
 * operations without a text form by core's own kernels. If evaluating code is forbidden, by a content security policy for
 * example, core's kernels run the whole program, one operation after the other.
 */
export function javascriptExecutable(program: Program): Executable {
  const lowered = lower(program);
  try {
    return isInline(lowered) ? new InlineExecutable(lowered) : new StagedExecutable(lowered);
  } catch (error) {
    if (error instanceof EvalError) return new Interpreted(program);
    throw error;
  }
}

class Interpreted implements Executable {
  readonly target = 'JavaScript, interpreted';
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  run(inputs: readonly Value[]): NDArray['data'][] {
    return this.iterate(1, inputs, []);
  }

  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): NDArray['data'][] {
    let results = interpret(this.#program, inputs);
    let current = inputs;
    for (let i = 1; i < count; i++) {
      const made = results;
      current = current.map((x, k) => ((carry[k] ?? -1) < 0 ? x : made[carry[k]]));
      results = interpret(this.#program, current);
    }
    return results.map(({ data }) => data);
  }
}
