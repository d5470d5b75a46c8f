import { checkCount, type DType, dryRun, noGrad, treeLeaves, type Value, zeros } from '@chainrule/core';
import { checkArray } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { type AnyModule, isParameter, Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { type Slot, slotsOf } from '../slots.ts';

export interface SummaryOptions {
  /** The dtype of the input; int32 for indices. Default: that of the first parameter. */
  dtype?: DType;
}

/** The output of one module during the run, and what it holds itself, without its sub-modules. */
interface Row {
  readonly path: string;
  readonly module: AnyModule;
  readonly isLeaf: boolean;
  shape: string;
  bytes: number;
  readonly parameters: number;
}

const BYTES: Record<DType, number> = { float64: 8, float32: 4, int32: 4, bool: 1 };
const bytesOf = (xs: readonly Value[]) => xs.reduce((sum, x) => sum + x.size * BYTES[x.dtype], 0);
const countOf = (xs: readonly Value[]) => xs.reduce((sum, x) => sum + x.size, 0);

/**
 * A table of the modules in a model: the shape of each output for an input of this shape, the number of parameters it holds
 * itself, and the bytes of the output; then the totals. For several inputs, pass a list of shapes.
 *
 * The model runs once on zeros, in evaluation mode and without gradients, and is left as it was. Layers that are plain
 * functions have no row. A shared parameter counts once.
 *
 * @example
 * ```ts
 * import { Linear, relu, Sequential, summary } from '@chainrule/nn';
 * const lines = summary(new Sequential([new Linear(4, 8), relu, new Linear(8, 2)]), [16, 4]).split('\n');
 * lines[2].trim(); // → layers.0: Linear  [16, 8]          40  1,024 B
 * lines.at(-3); // → Parameters: 58 (464 B), all of them trained
 * ```
 */
export function summary(
  model: AnyModule,
  inputShape: readonly number[] | readonly (readonly number[])[],
  options: SummaryOptions = {},
): string {
  checkCount('summary', 3, arguments);
  if (!(model instanceof Module)) throw optionErrors.badOption('summary', 'model', 'a module', model);
  checkArray('summary', 'inputShape', inputShape, 'a shape, or an array of shapes');
  const shapes = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as readonly (readonly number[])[];
  const slots = slotsOf(model);
  const { dtype = slots.find(isParameter)?.value.dtype ?? 'float64' } = optionsOf('summary', options, {
    dtype: 'any',
  });
  const inputs = shapes.map((shape) => zeros(shape, { dtype }));
  const rows = rowsOf(model, slots);
  observed(rows, () => dryRun(() => noGrad(() => model.forward(...inputs))));
  return [...table(rows), '', ...totals(model, rows, inputs)].join('\n');
}

function rowsOf(model: AnyModule, slots: readonly Slot[]): Row[] {
  const counted = new Set<Value>();
  const modules = model.namedModules();
  return modules.map(([path, module]) => {
    const own = slots.filter(
      (slot) => slot.owner === module && isParameter(slot) && !counted.has(slot.value),
    );
    const held = [...new Set(own.map((slot) => slot.value))];
    for (const x of held) counted.add(x);
    const isLeaf = module.modules().length === 1;
    return { path, module, isLeaf, shape: '–', bytes: 0, parameters: countOf(held) };
  });
}

/** Runs f in evaluation mode while each module reports its output to its row. */
function observed(rows: readonly Row[], f: () => void): void {
  const modes = rows.map(({ module }) => module.training);
  try {
    for (const row of rows) {
      row.module.training = false;
      const forward = row.module.forward.bind(row.module);
      // Hidden, so that it is not part of the tree.
      Object.defineProperty(row.module, 'forward', {
        configurable: true,
        value: (...inputs: unknown[]) => {
          const output = forward(...inputs);
          const values = treeLeaves(output);
          row.shape = values.map(({ shape }) => `[${shape.join(', ')}]`).join(' ');
          row.bytes += bytesOf(values);
          return output;
        },
      });
    }
    f();
  } finally {
    rows.forEach(({ module }, i) => {
      module.training = modes[i];
      Reflect.deleteProperty(module, 'forward');
    });
  }
}

const grouped = (n: number) => n.toLocaleString('en-US');

function table(rows: readonly Row[]): string[] {
  const depth = (path: string) => path.split('.').filter((key) => !/^\d+$/.test(key)).length;
  const cells = rows.map(({ path, module, shape, parameters, bytes }) => [
    path === '' ? module.constructor.name : `${'  '.repeat(depth(path))}${path}: ${module.constructor.name}`,
    shape,
    parameters === 0 ? '' : grouped(parameters),
    `${grouped(bytes)} B`,
  ]);
  const all = [['Layer', 'Output', 'Parameters', 'Memory'], ...cells];
  const widths = all[0].map((_, k) => Math.max(...all.map((row) => row[k].length)));
  return all.map((row) =>
    row
      .map((cell, k) => (k < 2 ? cell.padEnd(widths[k]) : cell.padStart(widths[k])))
      .join('  ')
      .trimEnd(),
  );
}

function totals(model: AnyModule, rows: readonly Row[], inputs: readonly Value[]): string[] {
  const parameters = model.parameters();
  const frozen = countOf(parameters.filter((x) => !x.wantsGradient));
  const trained = frozen === 0 ? 'all of them trained' : `${grouped(frozen)} of them frozen`;
  const given = rows.filter(({ isLeaf }) => isLeaf).reduce((sum, { bytes }) => sum + bytes, 0);
  const buffers = bytesOf(model.buffers());
  return [
    `Parameters: ${grouped(countOf(parameters))} (${grouped(bytesOf(parameters))} B), ${trained}`,
    ...(buffers > 0 ? [`Buffers: ${grouped(buffers)} B`] : []),
    `Input: ${grouped(bytesOf(inputs))} B`,
    `Outputs of all layers: ${grouped(given)} B`,
  ];
}
