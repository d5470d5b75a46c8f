import type { Measurement } from './measure.ts';
import type { ModeResult, Saved } from './suite.ts';

/** The table for the terminal: ops/s and, in brackets, how many times as fast chainrule is. */
export function timingTable(results: readonly ModeResult<Measurement>[]): Record<string, string>[] {
  return results.flatMap(({ name: mode, measurements }) =>
    measurements.map(({ name, opsPerSecond, speedup }) => ({
      workload: name,
      V8: mode,
      'chainrule, ops/s': opsPerSecond.chainrule.toPrecision(4),
      ...Object.fromEntries(
        Object.entries(speedup).map(([version, x]) => [
          version,
          `${opsPerSecond[version].toPrecision(4)} (${ratio(x)})`,
        ]),
      ),
    })),
  );
}

export interface TimingText {
  readonly title: string;
  readonly introduction: string;
  /** The text below the table. */
  readonly note: string;
}

/** The section of the README: ratios, and how long chainrule takes. */
export function timingSection(saved: Saved<Measurement>, { title, introduction, note }: TimingText): string {
  const { results, node, cpu, cores, cycles, seconds } = saved;
  const versions = Object.keys(results[0].measurements[0].speedup);
  const severalModes = results.length > 1;
  const header = [
    'workload',
    ...(severalModes ? ['V8'] : []),
    'chainrule',
    ...versions.map((each) => `against ${each}`),
  ];
  const rows = results.flatMap(({ name: mode, measurements }) =>
    measurements.map(({ name, opsPerSecond, speedup }) => [
      name,
      ...(severalModes ? [mode] : []),
      duration(1 / opsPerSecond.chainrule),
      ...versions.map((version) => ratio(speedup[version])),
    ]),
  );
  return `## ${title}

${introduction.trim()}

${markdownTable(header, rows)}

Node ${node}, ${cpu}, ${cores} cores. The median of ${cycles} cycles, in each of which every version runs for
${seconds} s. ${note.trim()}`;
}

export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

export function ratio(x: number): string {
  return `${x >= 0.1 ? x.toFixed(2) : x.toPrecision(2)} ×`;
}

export function duration(seconds: number): string {
  return seconds < 1 ? `${Number((1000 * seconds).toPrecision(3))} ms` : `${seconds.toPrecision(3)} s`;
}
