// Diagnoses a generated set of gradients derived by hand, right ones and wrong ones, and reports by kind of mistake.
//   npm run report:diagnosis -- [--seed 1] [--all]
import { parseArgs } from 'node:util';
import { progress } from '../examples/support/progress.ts';
import { diagnosisSet } from '../packages/formula/test/diagnose/set/index.ts';
import {
  type Failure,
  isGood,
  NAMED_AT_LEAST,
  type Row,
  tallyOf,
} from '../packages/formula/test/diagnose/set/tally.ts';

/** The number of failures shown by default. */
const FEW = 10;

const { values: options } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, all: { type: 'boolean', default: false } },
});

function print(rows: readonly Row[]): void {
  const line = (heading: string, ...columns: (string | number)[]) =>
    console.log(`  ${heading.padEnd(38)}${columns.map((each) => String(each).padStart(10)).join('')}`);
  line('claim, or mistake in it', 'cases', 'verdict', 'reason');
  const total: Row = { heading: 'all', cases: 0, verdicts: 0, reasons: 0 };
  for (const { heading, cases, verdicts, reasons } of rows) {
    line(heading, cases, verdicts, /^right/.test(heading) ? '' : reasons);
    total.cases += cases;
    total.verdicts += verdicts;
  }
  line(total.heading, total.cases, total.verdicts);
}

function show({ of, said }: Failure): void {
  const expected = of.reasons.map(({ kind, links = [] }) => [kind, ...links].join(' ')).join(', or ');
  console.log(
    `\n✗ ${of.heading}, as ${of.form}\n    ${of.story}\n    expected: ${of.verdict}${expected && `, ${expected}`}\n    got: ${said}`,
  );
}

const cases = diagnosisSet(Number(options.seed));
const bar = progress('claims', cases.length);
const start = performance.now();
const tally = tallyOf(cases, (done, of) => bar.update(done, of.heading));
bar.stop();
const each = (performance.now() - start) / cases.length;

print(tally.rows);
console.log(`
  right claims rejected    ${tally.rightRejected}
  wrong claims accepted    ${tally.wrongAccepted}
  mistakes named rightly   ${(100 * tally.namedRight).toFixed(1)} % (at least ${100 * NAMED_AT_LEAST})
  time for each            ${each.toFixed(1)} ms`);
for (const failure of options.all ? tally.failures : tally.failures.slice(0, FEW)) show(failure);
if (!options.all && tally.failures.length > FEW)
  console.log(`\n  … ${tally.failures.length - FEW} more with --all`);
process.exitCode = isGood(tally) ? 0 : 1;
