// Compares installed packages with the sources: every operation of core, as a function and as a method, to the last digit.
import { operations } from '@chainrule/core';
import * as functions from '../../packages/core/src/ops/functions.ts';
import * as methods from '../../packages/core/src/ops/index.ts';
import { outputOf } from './steps.ts';

interface Samples {
  readonly numbers: Readonly<Record<string, string>>;
  readonly functions: readonly string[];
  readonly methods: readonly string[];
}

const samplesIn = (folder: string): Samples =>
  JSON.parse(outputOf(['--import', 'tsx', 'scripts/packed/samples.ts'], folder));

let expected: Samples | undefined;

/** Runs the samples on the sources and in a mirrored folder. */
export function checkSamples(folder: string): void {
  expected ??= samplesIn(process.cwd());
  const got = samplesIn(folder);
  const wrong = Object.entries(expected.numbers).flatMap(([name, numbers]) =>
    got.numbers[name] === numbers ? [] : [`${name}: expected ${numbers}, got ${got.numbers[name]}`],
  );
  const table = [...Object.keys(methods), ...Object.keys(functions)];
  const uncalled = [
    ...missing('as a function', table, got.functions),
    ...missing('as a method', Object.keys(methods), got.methods),
  ];
  if (wrong.length + uncalled.length > 0) throw new Error(`\n${[...wrong, ...uncalled].join('\n')}`);
  console.log(
    `${Object.keys(operations).length} operations, ${Object.keys(got.numbers).length} samples with their gradients`,
  );
}

const missing = (form: string, wanted: readonly string[], got: readonly string[]) =>
  wanted.filter((name) => !got.includes(name)).map((name) => `${name} is not called ${form}`);
