import { bytesOf, type Instruction, type Program, sizeOf, uniform, type Variable } from './program.ts';

/*
 * A program as text, one instruction a line:
 *
 *   %4 = matmul x, %3          float32 [64, 128]      32.8 kB     12.8 Mop
 */

/** How many operations on numbers an instruction takes; a multiplication and an addition are two. */
export function operationsOf({ primitive, inputs, result }: Instruction): number {
  const [a, b] = inputs;
  if (primitive.contracts) return 2 * primitive.contracts(a.shape, b.shape, result.shape);
  return Math.max(sizeOf(result), ...inputs.map(sizeOf));
}

/** The program with shapes, names, bytes and operation counts. */
export function printProgram(program: Program): string {
  const names = namesOf(program);
  const inputs = program.inputs.map((x) => [
    `${names(x)}`,
    `${x.dtype} [${x.shape.join(', ')}]`,
    bytes(bytesOf(x)),
  ]);
  const lines = program.instructions.map((instruction) => {
    const { primitive, inputs, result } = instruction;
    return [
      `${names(result)} = ${primitive.name} ${inputs.map(names).join(', ')}`,
      `${result.dtype} [${result.shape.join(', ')}]`,
      bytes(bytesOf(result)),
      count(operationsOf(instruction)),
    ];
  });
  const total = program.instructions.reduce((sum, each) => sum + operationsOf(each), 0);
  return [
    'inputs',
    ...columns(inputs),
    'instructions',
    ...columns(lines),
    `results ${program.results.map(names).join(', ')}`,
    `${program.instructions.length} instructions, ${count(total)}`,
  ].join('\n');
}

/** The name of each variable in a listing: its own name, if that is unique; a constant's number; or its index. */
function namesOf({ inputs, instructions }: Program): (x: Variable) => string {
  const names = new Map<Variable, string>();
  const taken = new Set<string>();
  const variables = [...inputs, ...instructions.map(({ result }) => result)];
  variables.forEach((x, i) => {
    const own = x.name !== undefined && !taken.has(x.name) ? x.name : `%${i}`;
    taken.add(own);
    names.set(x, own);
  });
  return (x) => names.get(x) ?? constantText(x);
}

function constantText(x: Variable): string {
  const c = uniform(x);
  const size = x.shape.length > 0 ? ` [${x.shape.join(', ')}]` : '';
  return c === undefined ? `constant${size}` : `${c}${size}`;
}

const UNITS = ['', 'k', 'M', 'G', 'T'];

function scaled(n: number): string {
  const power = n < 1000 ? 0 : Math.min(Math.floor(Math.log10(n) / 3), UNITS.length - 1);
  return `${Number((n / 1000 ** power).toPrecision(3))} ${UNITS[power]}`;
}

const bytes = (n: number) => `${scaled(n)}B`;
const count = (n: number) => `${scaled(n)}op`;

/** Rows with their cells below one another. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, cell.length);
    });
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, k) => cell.padEnd(widths[k]))
        .join('  ')
        .trimEnd()}`,
  );
}
