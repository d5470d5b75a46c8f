import { Value } from '@chainrule/core';
import { inline } from './inline.ts';
import { look } from './look.ts';
import type { Tone } from './messages.ts';
import type { Output } from './output.ts';
import type { View } from './views.ts';

/** A console that writes to the output of a program. */
export function consoleFor(output: Output): Partial<Console> {
  const counts = new Map<string, number>();
  const starts = new Map<string, number>();
  const say =
    (tone: Tone) =>
    (...values: unknown[]) =>
      void output.add({ tone, views: viewsOf(values) });
  const log = say('log');
  const elapsed = (label: string) =>
    `${label}: ${(performance.now() - (starts.get(label) ?? 0)).toFixed(2)} ms`;
  return {
    log,
    info: log,
    debug: log,
    dir: log,
    group: log,
    groupEnd() {},
    trace: log,
    warn: say('warn'),
    error: say('error'),
    assert: (holds?: boolean, ...values: unknown[]) =>
      void (holds || say('error')('Assertion failed:', ...values)),
    count(label = 'default') {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    time: (label = 'default') => void starts.set(label, performance.now()),
    timeLog: (label = 'default') => log(elapsed(label)),
    timeEnd: (label = 'default') => log(elapsed(label)),
    table: (rows: unknown) => void output.add({ tone: 'log', views: [tableOf(rows) ?? look(rows)] }),
  };
}

/** What stands in one line of a console: texts and small things beside each other, and larger ones below. */
function viewsOf(values: readonly unknown[]): View[] {
  const views: View[] = [];
  let line: string[] = [];
  const endLine = () => {
    if (line.length > 0) views.push({ kind: 'text', text: line.join(' ') });
    line = [];
  };
  for (const value of formatted(values)) {
    const isSmall =
      typeof value !== 'object' || value === null || value instanceof Error || isScalarBeside(value, values);
    const view: View = isSmall ? { kind: 'text', text: inline(value) } : look(value);
    if (view.kind === 'text') line.push(view.text);
    else {
      endLine();
      views.push(view);
    }
  }
  endLine();
  return views;
}

const isScalarBeside = (value: unknown, values: readonly unknown[]) =>
  value instanceof Value && value.rank === 0 && values.length > 1;

/** The first text may have places for what follows: %s, %d, %i, %f, %o, %O; %c styles, which there are none of. */
function formatted(values: readonly unknown[]): unknown[] {
  const [first, ...rest] = values;
  if (typeof first !== 'string' || rest.length === 0) return [...values];
  const text = first.replaceAll(/%[sdifoOc%]/g, (place) => {
    if (place === '%%') return '%';
    if (rest.length === 0) return place;
    const value = rest.shift();
    if (place === '%c') return '';
    if (place === '%d' || place === '%i') return String(Math.trunc(Number(value)));
    return place === '%f' ? String(Number(value)) : inline(value);
  });
  return [text, ...rest];
}

function tableOf(rows: unknown): View | undefined {
  if (typeof rows !== 'object' || rows === null) return undefined;
  const entries = Object.entries(rows).slice(0, 100);
  const isRecord = (row: unknown): row is object => typeof row === 'object' && row !== null;
  if (!entries.every(([, row]) => isRecord(row))) return undefined;
  const columns = [...new Set(entries.flatMap(([, row]) => Object.keys(row)))].slice(0, 20);
  const cell = (value: unknown) => (value === undefined ? '' : inline(value, 1));
  return {
    kind: 'table',
    title: '',
    head: ['', ...columns],
    rows: entries.map(([key, row]) => [key, ...columns.map((column) => cell(row[column]))]),
  };
}
