import { checkDepth, treeNode, Value } from '@chainrule/core';
import { branchesOf } from '../slots.ts';

const INTERNAL = new Set(['training', 'frozenSlots']);

/** A module and, in lines below, what is in it: each with its settings and the shapes of its Values. */
export function printed(module: object): string {
  return linesOf(module, '', 0).join('\n');
}

/** The name of a layer that is a function. */
export function functionName(f: { name: string; primitive?: { name: string } }): string {
  return f.name || f.primitive?.name || 'function';
}

function linesOf(module: object, label: string, depth: number): string[] {
  const settings: string[] = [];
  const values: string[] = [];
  const below: string[] = [];
  const frozen = ('frozenSlots' in module ? module.frozenSlots : undefined) as string[] | undefined;
  const visit = (thing: object, prefix: string, deep: number) => {
    checkDepth('module', () => `${label}${prefix}`, deep);
    for (const [key, entry] of branchesOf(thing)) {
      const path = `${prefix}${key}`;
      if (INTERNAL.has(path)) continue;
      if (entry instanceof Value) values.push(valueText(path, entry, frozen?.includes(path) ?? false));
      // In a list a function is a layer, with its own line.
      else if (typeof entry === 'function' && prefix.includes('.'))
        below.push(`${path}: ${functionName(entry as () => void)}`);
      else if (isSetting(entry)) settings.push(`${path}: ${settingText(entry)}`);
      else if (typeof entry !== 'object' || entry === null) continue;
      else if (treeNode in entry) below.push(...linesOf(entry, `${path}: `, deep + 1));
      // A layer keeps options that it passes on to an operation under this name.
      else visit(entry, key === 'options' ? prefix : `${path}.`, deep + 1);
    }
  };
  visit(module, '', depth);
  const inside = settings.length > 0 ? ` { ${settings.join(', ')} }` : '';
  const mode = 'training' in module && module.training === false && label === '' ? ' in evaluation mode' : '';
  const head = `${label}${module.constructor.name}${inside}${mode}`;
  return [[head, values.join(', ')].filter(Boolean).join('  '), ...below.map((line) => `  ${line}`)];
}

const valueText = (path: string, x: Value, frozen: boolean) =>
  `${path} [${x.shape.join(', ')}]${x.dtype === 'float64' ? '' : ` ${x.dtype}`}${frozen ? ' frozen' : ''}`;

const isSetting = (entry: unknown) =>
  ['number', 'string', 'boolean', 'function'].includes(typeof entry) ||
  (Array.isArray(entry) && entry.length > 0 && entry.every((each) => typeof each === 'number'));

function settingText(entry: unknown): string {
  if (typeof entry === 'function') return functionName(entry);
  return Array.isArray(entry) ? `[${entry.join(', ')}]` : String(entry);
}
