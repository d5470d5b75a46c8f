import { FULL } from '../measure.ts';
import type { ModeResult, Saved, Suite } from '../suite.ts';
import { duration, markdownTable } from '../timing-report.ts';
import { CHART, comparisonChart } from './chart.ts';
import { type Goal, type Outcome, reaches, speedupText } from './pairing.ts';
import { labelOf, ROWS } from './rows.ts';

/** Compiled programs beside their peers: each pairing in a separate process. */
export const compiled: Suite<Outcome> = {
  name: 'compiled',
  program: 'compiled/program.ts',
  modes: ROWS.map((entry) => ({
    name: labelOf(entry),
    flags: ('flags' in entry && entry.flags) || [],
    args: [labelOf(entry)],
  })),
  effort: FULL,
  table: (results) => outcomesOf(results).map((each) => Object.fromEntries(cells(each))),
  section: (saved) => section(saved),
  pictures: ({ results }) => ({ [CHART]: comparisonChart(outcomesOf(results)) }),
};

const outcomesOf = (results: readonly ModeResult<Outcome>[]): Outcome[] =>
  results.flatMap(({ measurements }) => measurements);

function section({ results, node, cpu, cores, cycles, seconds }: Saved<Outcome>): string {
  const outcomes = outcomesOf(results);
  const [measured, missing] = [
    outcomes.filter(({ kind }) => kind !== 'missing'),
    outcomes.filter((each) => each.kind === 'missing'),
  ];
  const rows = measured.map(cells);
  const about = new Set(outcomes.flatMap((each) => (each.kind === 'duel' && each.about ? [each.about] : [])));
  const skipped = missing.map(({ title, peer, reason }) => `- ${title}, ${peer}: ${reason}`);
  return `## Compiled programs

How many times as fast as each peer a compiled program is; above 1 it is faster. Both run in turns in a process of
their own, on one thread where nothing else is said, in float32 but for networks of scalars. That they compute the same is checked
before they are timed. Peers are warm, jitted where they can be, and written in their own idioms; their versions stand in
\`bench/peers/package.json\`. Large results of one round are not kept for after the next: peers dispose of them, chainrule is
told so by \`keepResults: false\`. Relaxed SIMD is what engines from V8 11.4 on have (Node 21, Chrome 114); Node 20 has it
behind \`--experimental-wasm-relaxed-simd\`, and those rows are measured with that. "Bar" is the required goal of a row, "stretch" the desired one.

${markdownTable(
  rows[0].map(([name]) => name),
  rows.map((row) => row.map(([, cell]) => cell)),
)}

![how many times as fast, with the bars](${CHART})

${skipped.length > 0 ? `Left out:\n\n${skipped.join('\n')}\n\n` : ''}Node ${node}, ${cpu}, ${cores} cores. The median of ${cycles} cycles, in each of which both run for ${seconds} s.
${[...about].map((each) => `${each}.\n`).join('')}\`npm run bench:peers\` installs the peers; PyTorch is used if \`python3 -c "import torch"\` works.`;
}

function cells(outcome: Outcome): [name: string, cell: string][] {
  const goals: [string, string][] = [
    ['bar', goalText(outcome, 'bar')],
    ['stretch', goalText(outcome, 'stretch')],
    ['reached', reachedText(outcome)],
  ];
  return [['work', outcome.title], ...numbers(outcome), ...goals];
}

function numbers(outcome: Outcome): [string, string][] {
  const told = (own: string, peer: string, took: string, speedup: string): [string, string][] => [
    ['chainrule', own],
    ['peer', peer],
    ['takes', took],
    ['times as fast', speedup],
  ];
  if (outcome.kind === 'missing') return told('', outcome.peer, outcome.reason, '');
  if (outcome.kind === 'figure') return told(`${outcome.number.toPrecision(3)} ${outcome.unit}`, '', '', '');
  const { own, ownPerSecond, peer, peerPerSecond, speedup } = outcome;
  const how = own.replace(/^chainrule,? ?/, '');
  const time = duration(1 / ownPerSecond);
  return told(how ? `${time} (${how})` : time, peer, duration(1 / peerPerSecond), speedupText(speedup));
}

function goalText(outcome: Outcome, which: keyof Goal): string {
  const goal = outcome[which];
  if (goal === undefined) return '';
  return outcome.kind === 'figure' ? `≤ ${goal} ${outcome.unit}` : `≥ ${Number(goal.toPrecision(2))} ×`;
}

function reachedText(outcome: Outcome): string {
  if (reaches(outcome, outcome.stretch)) return 'stretch';
  const bar = reaches(outcome, outcome.bar);
  return bar === undefined ? '' : bar ? 'bar' : 'no';
}
