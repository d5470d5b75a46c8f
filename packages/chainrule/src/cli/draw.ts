import { graphToJSON } from '@chainrule/core';
import { draw as drawn, toDot, toMermaid } from '@chainrule/formula';
import { type FormulaOptions, formatOf, put, toJSON } from './output.ts';
import { pointOf } from './point.ts';
import type { Terminal } from './terminal.ts';

interface Options extends FormulaOptions {
  readonly format?: 'svg' | 'dot' | 'mermaid';
  readonly title?: string;
}

const WRITERS = { svg: drawn, dot: toDot, mermaid: toMermaid };

const ENDINGS = { '.svg': 'svg', '.dot': 'dot', '.gv': 'dot', '.mmd': 'mermaid' } as const;

/** `chainrule draw`: the graph with its values, and gradients if the result is a scalar. */
export async function draw(given: string | undefined, options: Options, terminal: Terminal): Promise<void> {
  const { root } = await pointOf(given, options, terminal);
  if (options.json) {
    put(toJSON(graphToJSON(root)), options, terminal);
    return;
  }
  const gradients = root.rank === 0 && root.wantsGradient ? { gradients: root.backward() } : {};
  const title = options.title === undefined ? {} : { title: options.title };
  const write = WRITERS[formatOf(options, ENDINGS, 'svg')];
  put(await write(root, { ...gradients, ...title }), options, terminal);
}
