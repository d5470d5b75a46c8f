import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Effort, Measurement } from './measure.ts';

/** What one way to start Node gave. */
export interface ModeResult {
  readonly name: string;
  readonly measurements: readonly Measurement[];
}

/** What the figures were measured on; without it they mean little. */
function machine() {
  const cores = cpus();
  return { node: process.version, cpu: cores[0]?.model ?? 'unknown', cores: cores.length };
}

/** The table for the terminal: ops/s and, in brackets, how many times as fast chainrule is. */
export function table(results: readonly ModeResult[]): Record<string, string>[] {
  return results.flatMap(({ name: mode, measurements }) =>
    measurements.map(({ name, opsPerSecond, speedup }) => ({
      workload: name,
      V8: mode,
      'chainrule, ops/s': opsPerSecond.chainrule.toPrecision(4),
      'micrograd port': `${opsPerSecond['micrograd port'].toPrecision(4)} (${ratio(speedup['micrograd port'])})`,
      'by hand': `${opsPerSecond['by hand'].toPrecision(4)} (${ratio(speedup['by hand'])})`,
    })),
  );
}

/** Writes the figures, for programs and for people. */
export function save(folder: string, results: readonly ModeResult[], effort: Effort): void {
  mkdirSync(folder, { recursive: true });
  const json = { ...machine(), ...effort, results };
  writeFileSync(join(folder, 'eager-scalar.json'), `${JSON.stringify(json, null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), markdown(results, effort));
}

function markdown(results: readonly ModeResult[], { cycles, seconds }: Effort): string {
  const { node, cpu, cores } = machine();
  const rows = results.flatMap(({ name: mode, measurements }) =>
    measurements.map(
      ({ name, speedup }) =>
        `| ${name} | ${mode} | ${ratio(speedup['micrograd port'])} | ${ratio(speedup['by hand'])} |`,
    ),
  );
  return `# Eager scalar graphs

How many times as fast as each other version chainrule's eager graph is; above 1 it is faster. The port is the idea of
micrograd in plain TypeScript, a closure for each node; "by hand" is derivatives worked out on paper, with no graph.
All versions arrive at the same weights, which is checked before they are timed.

| workload | V8 | against the port of micrograd | against derivatives by hand |
|---|---|---|---|
${rows.join('\n')}

Node ${node}, ${cpu}, ${cores} cores. The median of ${cycles} cycles, in each of which every version runs for
${seconds} s. V8's allocation-site pretenuring slows graphs of small objects down at random, the port's most of all; the
rows without it (\`--no-allocation-site-pretenuring\`) show every version at its best. Written by \`npm run bench\`.
`;
}

function ratio(x: number): string {
  return `${x >= 0.1 ? x.toFixed(2) : x.toPrecision(2)} ×`;
}
