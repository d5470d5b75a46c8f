import type { Lowered } from '../lower/lower.ts';
import { type Plan, planFunctions } from '../plan/plan.ts';
import { fuse } from './fuse.ts';
import { writeLoop } from './loop.ts';
import { ModuleText } from './module-text.ts';
import { arraysOf, writeNests } from './nests.ts';
import { writeStraight } from './straight.ts';

/** A program as functions that run one after the other. */
export interface Staged {
  /** The text of a function of `s`, the slots; `A`, the arrays; `t`, tables; `k`, closures; and `K`, what runs kernels. */
  readonly source: string;
  readonly text: ModuleText;
  readonly plan: Plan;
  readonly tables: Int32Array;
  /** Which arrays are filled; a number that passes from one fused operation to the next needs none. */
  readonly stored: (array: number) => boolean;
}

/** The most calls in one function that runs them. */
const CALLS = 500;

/** Writes a program as functions: of single numbers, between which numbers stay in slots, and of arrays. */
export function writeStaged(lowered: Lowered): Staged {
  const plan = planFunctions(lowered);
  const text = new ModuleText(lowered, plan.slots);
  const tables: number[] = [];
  const functions: string[] = [];
  const run: string[] = [];
  const define = (lines: readonly string[]) => {
    run.push(`f${functions.length}();`);
    functions.push(`function f${functions.length}() {\n${lines.join('\n')}\n}`);
  };
  const { groups, stored } = fuse(lowered);
  lowered.items.forEach((item, i) => {
    if (item.kind === 'scalars')
      for (const part of plan.parts[i]) {
        if (part.kind === 'straight') define(writeStraight(text, part));
        else {
          const loop = writeLoop(text, part, `f${functions.length}`, tables);
          functions.push(...loop.functions);
          run.push(...loop.run);
        }
      }
    if (item.kind === 'pack')
      define(item.refs.map((ref, entry) => `A[${item.array}][${entry}] = ${text.outer(ref)};`));
    const group = groups.get(item);
    if (group?.some(({ write }) => stored(write))) {
      const arrays = arraysOf(group, stored).map((array) => `const ${text.arrayName(array)} = A[${array}];`);
      define([...arrays, ...writeNests(text, group, stored)]);
    }
    if (item.kind === 'kernel') run.push(`K(${i});`);
  });
  const runs = inPieces(run);
  const lines = [
    text.declarations(),
    ...functions,
    ...runs.functions,
    `return function run() {\n${runs.calls}\n};`,
  ];
  return {
    source: `'use strict';\n${lines.join('\n')}`,
    text,
    plan,
    tables: Int32Array.from(tables),
    stored,
  };
}

/** A long list of calls as functions that each make some of them. */
function inPieces(run: readonly string[]): { functions: string[]; calls: string } {
  if (run.length <= CALLS) return { functions: [], calls: run.join('\n') };
  const functions: string[] = [];
  // A loop is several statements, which stay together between its braces.
  for (let from = 0; from < run.length; ) {
    let to = from;
    for (let depth = 0; to < run.length && (to - from < CALLS || depth > 0); to++) {
      if (run[to].endsWith('{')) depth++;
      if (run[to] === '}') depth--;
    }
    functions.push(`function g${functions.length}() {\n${run.slice(from, to).join('\n')}\n}`);
    from = to;
  }
  return { functions, calls: functions.map((_, i) => `g${i}();`).join('\n') };
}
