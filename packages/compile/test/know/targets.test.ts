import type { Primitive, Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { elementwiseOperations, otherCases } from '../../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';
import { corePrimitives } from '../../../core/src/registry.ts';
import { lower as lowerToJavaScript } from '../../src/javascript/lower/lower.ts';
import { RULES as NESTS } from '../../src/javascript/lower/nests.ts';
import { spellingOf, spellings } from '../../src/javascript/spelling/table.ts';
import { CORE_KERNEL } from '../../src/know/core-kernel.ts';
import { kindOf } from '../../src/know/kinds.ts';
import type { Instruction, Program } from '../../src/program/program.ts';
import { traceProgram } from '../../src/program/trace.ts';
import { operationOf } from '../../src/wasm/lower/elementwise.ts';
import { lower as lowerToEngine } from '../../src/wasm/lower/lower.ts';
import { RULES, VIEWS } from '../../src/wasm/lower/rules.ts';
import { ELEMENTWISE_OPS } from '../../src/wasm/micro-table.ts';
import { derivatives, sampled } from '../support/derivatives.ts';

/*
 * What each target does with every primitive of core: targets.txt is the list, and what lowering does is held to it.
 */

const KERNEL = "core's kernel";

function onEngine(primitive: Primitive): string {
  const kind = kindOf(primitive);
  if (kind === 'elementwise') return operationOf(primitive) ? 'engine' : KERNEL;
  if (Object.hasOwn(VIEWS, kind)) return 'view';
  return RULES[kind as keyof typeof RULES] === CORE_KERNEL ? KERNEL : 'engine';
}

function inJavaScript(primitive: Primitive): string {
  const kind = kindOf(primitive);
  if (kind === 'elementwise') return spellingOf(primitive) ? 'text' : "core's function";
  return NESTS[kind] === CORE_KERNEL ? KERNEL : 'text';
}

/** Some derivatives make primitives when they are first taken; all others are there from the beginning. */
const primitives = corePrimitives();

test('every primitive has its answer on both targets', async () => {
  const lines = primitives
    .map((each) => [each.name, kindOf(each), onEngine(each), inJavaScript(each)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = [['primitive', 'kind', 'WebAssembly', 'JavaScript'], ...lines];
  const widths = rows[0].map((_, k) => Math.max(...rows.map((row) => row[k].length)));
  const cells = (row: readonly string[]) => row.map((cell, k) => cell.padEnd(widths[k]));
  const text = rows.map((row) => cells(row).join('  ').trimEnd()).join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot('targets.txt');
});

test('the tables of both targets name all elementwise primitives', () => {
  const names = primitives.filter(({ onNumbers }) => onNumbers).map(({ name }) => name);
  // Core makes these when they are first called.
  const expected = [...names, 'polygamma1', 'polygamma2'].sort();
  expect(Object.keys(ELEMENTWISE_OPS).sort()).toEqual(expected);
  expect(Object.keys(spellings).sort()).toEqual(expected);
});

/** A program of this instruction alone, whose inputs are not known while compiling. */
function alone({ primitive, inputs, attributes, result: { shape, dtype } }: Instruction): Program {
  const variables = inputs.map(({ shape, dtype }) => ({ shape, dtype }));
  const result = { shape, dtype };
  const instruction = { primitive, inputs: variables, attributes, result };
  return { inputs: variables, instructions: [instruction], results: [result] };
}

/** Holds what the targets make of a float instruction to what is declared. */
function check(instruction: Instruction): void {
  const { primitive, result } = instruction;
  const program = alone(instruction);
  const { units } = lowerToEngine(program);
  const isLeft = units.some(({ kind }) => kind === 'host');
  expect(isLeft, `${primitive.name} on the engine`).toBe(onEngine(primitive) === KERNEL);
  const { items, scalars } = lowerToJavaScript(program);
  const isKernel = items.some(({ kind }) => kind === 'kernel');
  expect(isKernel, `${primitive.name} in JavaScript`).toBe(inJavaScript(primitive) === KERNEL);
  if (result.shape.length > 0) return;
  const isWritten = scalars.codes.every(({ spelling }) => spelling);
  expect(isWritten, `${primitive.name} as text`).toBe(inJavaScript(primitive) !== "core's function");
}

const anywhere = { kink: (x: number) => x } as unknown as Primitive;
const isFloat = ({ inputs, result }: Instruction) =>
  [...inputs, result].every(({ dtype, shape }) => dtype === 'float64' && !shape.includes(0));

test('operations and their derivatives are lowered as declared', () => {
  const trace = (f: (...xs: Value[]) => Value, inputs: readonly Value[]) => {
    for (const each of traceProgram(inputs, derivatives(f)).program.instructions)
      if (isFloat(each)) check(each);
  };
  for (const [, op] of elementwiseOperations)
    trace(op, sampled(op as unknown as Parameters<typeof sampled>[0], [[], [], []], 11));
  for (const [, { f, shapes, shapedByNumbers }] of otherCases)
    if (!shapedByNumbers) trace(f, sampleInputs(anywhere, shapes, 8));
}, 60_000);
