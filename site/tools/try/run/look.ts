import { treeNode, Value } from '@chainrule/core';
import { words } from '../../strings/try.ts';
import { inline, titleOf } from './inline.ts';
import { isDrawn, pictureOf } from './plot.ts';
import { arrayView, valueView } from './tensor.ts';
import type { FieldsView, TableView, View } from './views.ts';

/** The longest text that stands in one line. */
const LINE = 88;
const MOST_FIELDS = 60;
const DEEPEST = 4;

/** What a value looks like at once. What takes time, as a drawing, is asked for elsewhere. */
export function look(value: unknown, depth = 0): View {
  if (typeof value === 'string')
    return svgIn(value) ?? { kind: 'text', text: depth === 0 ? value : inline(value) };
  if (isDrawn(value)) return pictureOf(value);
  if (value instanceof Value) return valueView(value);
  if (isModule(value)) return moduleView(value);
  const numbers = arrayView(value);
  if (numbers) return numbers;
  if (typeof value !== 'object' || value === null || value instanceof Error || depth >= DEEPEST)
    return { kind: 'text', text: inline(value) };
  const picture = drawn(value);
  if (picture) return picture;
  if (isPrinted(value)) return { kind: 'text', text: String(value) };
  const text = inline(value);
  return text.length <= LINE ? { kind: 'text', text } : fieldsView(value, depth);
}

const svgIn = (text: string): View | undefined =>
  /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(text) ? { kind: 'picture', svg: text, isGraph: false } : undefined;

/** What can draw itself, as a History of a training. */
function drawn(value: object): View | undefined {
  if (!('toSVG' in value) || typeof value.toSVG !== 'function') return undefined;
  return svgIn(String(value.toSVG()));
}

/** What says by itself how it is to be printed. */
const isPrinted = (value: object) =>
  'toString' in value &&
  value.toString !== Object.prototype.toString &&
  !Array.isArray(value) &&
  typeof value !== 'function';

function fieldsView(value: object, depth: number): FieldsView {
  const entries =
    value instanceof Map ? [...value] : value instanceof Set ? [...value].entries() : Object.entries(value);
  const all = [...entries];
  const fields = all.slice(0, MOST_FIELDS).map(([key, each]) => ({
    name: typeof key === 'object' ? inline(key) : String(key),
    view: look(each, depth + 1),
  }));
  const rest = all.length - fields.length;
  const more = { name: '…', view: { kind: 'text', text: String(rest), quiet: true } as const };
  return { kind: 'fields', title: titleOf(value, all.length), fields: rest > 0 ? [...fields, more] : fields };
}

interface ModuleLike {
  namedParameters(): Record<string, Value>;
}

const isModule = (value: unknown): value is ModuleLike =>
  typeof value === 'object' && value !== null && treeNode in value && 'namedParameters' in value;

/** The parameters of a model. */
function moduleView(model: ModuleLike): TableView {
  const parameters = Object.entries(model.namedParameters());
  const total = parameters.reduce((sum, [, { size }]) => sum + size, 0);
  return {
    kind: 'table',
    title: model.constructor.name,
    head: words.model.head,
    rows: parameters.map(([path, { shape, dtype, size }]) => [
      path,
      `[${shape.join(', ')}]`,
      dtype,
      size.toLocaleString('en'),
    ]),
    foot: words.model.foot(total.toLocaleString('en')),
  };
}
