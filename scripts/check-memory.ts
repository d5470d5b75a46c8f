// Every operation, compiled for WebAssembly on kernels that check each access to memory, on operands of every dtype and memory
// layout, empty ones included, and compared with eager results: npm run check:memory [-- NAME].
import { setImmediate } from 'node:timers/promises';
import { useEngine } from '../packages/compile/src/wasm/engine.ts';
import { attack, DTYPES, emptied } from '../packages/compile/test/wasm/checked/attack.ts';
import { checkedEngine } from '../packages/compile/test/wasm/checked/engine.ts';
import type { Value } from '../packages/core/src/index.ts';
import { elementwiseOperations, otherCases } from './test-support/laws/table.ts';

const [, , only = ''] = process.argv;

const SHAPES = [
  [3, 5],
  [1, 5],
  [3, 1],
];

const cases = [
  ...elementwiseOperations.map(([name, op]) => ({
    name,
    f: op as (...xs: Value[]) => Value,
    shapes: SHAPES.slice(0, op.length),
  })),
  ...otherCases.flatMap(([name, { f, shapes, shapedByNumbers }]) =>
    shapedByNumbers ? [] : [{ name, f, shapes }],
  ),
].filter(({ name }) => name.startsWith(only));

useEngine(checkedEngine());
let faults = 0;
for (const [i, { name, f, shapes }] of cases.entries()) {
  for (const dtype of DTYPES) {
    for (const each of [shapes, ...emptied(shapes)]) {
      const found = fault(f, each, dtype);
      if (found === undefined) continue;
      faults++;
      console.log(`\n${name} of ${dtype} ${JSON.stringify(each)}: ${found}`);
    }
    // Memory of dropped programs is freed by the event loop.
    await setImmediate();
  }
  process.stdout.write(`\r${i + 1} of ${cases.length} operations`);
}
console.log(`\n${faults} faults`);
process.exitCode = Number(faults > 0);

function fault(...how: Parameters<typeof attack>): string | undefined {
  try {
    return attack(...how);
  } catch (error) {
    return String(error);
  }
}
