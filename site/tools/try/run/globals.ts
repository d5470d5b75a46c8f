import type { Value } from '@chainrule/core';
import type { DrawOptions } from '@chainrule/formula';
import { words } from '../../strings/try.ts';
import { chartOf, LiveCharts } from './charts.ts';
import { drawn } from './graphs.ts';
import { derivationView, isDerivation, isDiagnosis, verdictView } from './linked.ts';
import { look } from './look.ts';
import type { Entry } from './messages.ts';
import type { NodeModules } from './node.ts';
import type { Output } from './output.ts';
import { type Figure, figureView, isFigure } from './plot.ts';
import { consoleFor } from './terminal.ts';

/** Shows a value; what takes time to write out takes its place in the order of what is shown, and is filled in later. */
export function showIn(output: Output, value: unknown, entry: Pick<Entry, 'label' | 'place'> = {}): void {
  const waiting = { kind: 'text', text: words.writing, quiet: true } as const;
  if (isDerivation(value)) void output.addLater({ ...entry, tone: 'value' }, waiting, derivationView(value));
  else if (isDiagnosis(value)) void output.addLater({ ...entry, tone: 'value' }, waiting, verdictView(value));
  else output.add({ ...entry, tone: 'value', views: [look(value)] });
}

/** Puts into this worker what a program finds there: the tools of this page, a console, and a process as Node has one. */
export function putGlobals(output: Output, node: NodeModules, main: string): LiveCharts {
  const live = new LiveCharts(output);
  const drawing = { kind: 'text', text: words.drawing, quiet: true } as const;
  const picture = async (root: Value, options: DrawOptions) =>
    ({ kind: 'picture', svg: await drawn(root, options), isGraph: true }) as const;
  const graph = (root: Value, options: DrawOptions = {}) =>
    void output.addLater({ tone: 'value' }, drawing, picture(root, options));
  const plot = (first: Parameters<typeof chartOf>[0] | Figure, ...rest: unknown[]) => {
    if (isFigure(first)) void output.addLater({ tone: 'value' }, drawing, figureView(first));
    else output.add({ tone: 'value', views: [chartOf(first, rest)] });
  };

  Object.assign(globalThis, {
    show: (value: unknown, label?: string) => showIn(output, value, label === undefined ? {} : { label }),
    graph,
    plot: Object.assign(plot, {
      live: (title: string, y: Parameters<LiveCharts['add']>[1]) => live.add(title, y),
      training: live.training,
    }),
    process: processFor(output, node, main),
  });
  Object.assign(console, consoleFor(output));
  return live;
}

function processFor(output: Output, node: NodeModules, main: string) {
  const write = (text: string) => {
    output.add({ tone: 'log', views: [{ kind: 'text', text: text.replace(/\n$/, '') }] });
    return true;
  };
  const stream = { isTTY: false, columns: 80, write };
  const builtins = new Map<string, object>([
    ['node:fs/promises', node['fs/promises']],
    ['node:path', node.path],
  ]);
  return {
    argv: ['node', main],
    cwd: () => '/',
    env: {},
    pid: 1,
    platform: 'browser',
    stdout: stream,
    stderr: stream,
    getBuiltinModule: (name: string) => builtins.get(name),
  };
}
