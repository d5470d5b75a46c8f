import { sameShape } from '@chainrule/core/extend';
import type { BranchForm, Form } from './form.ts';

/*
 * Which result is likely to be passed back as which input in the next call, so that it can overwrite that input. A wrong guess
 * only costs a copy: a result that is not passed back is fetched before it is overwritten.
 */

type ValueForm = Extract<Form, { kind: 'value' }>;

/** For each input the index of the result that will take its place, or −1; `resultOf` maps Values of the results to results. */
export function donationsOf(
  before: BranchForm,
  after: BranchForm,
  resultOf: readonly number[],
  inputs: number,
): number[] {
  const donations = new Array<number>(inputs).fill(-1);
  const given = new Set<number>();
  const donate = (x: ValueForm | undefined, y: ValueForm) => {
    const result = resultOf[y.index];
    if (!x || donations[x.index] >= 0 || given.has(result) || x.shape.length === 0 || !alike(x, y)) return;
    donations[x.index] = result;
    given.add(result);
  };
  const [[args, state], [result, stateAfter]] = [before.branches, after.branches];
  const states = new Map(placesOf(state));
  for (const [path, y] of placesOf(stateAfter)) donate(states.get(path), y);
  const places = placesOf(args);
  const whole = new Map(places);
  // If two arguments have the same path inside, the first one counts.
  const inside = new Map(places.map(([path, x]) => [below(path), x] as const).reverse());
  for (const [path, y] of placesOf(result)) {
    donate(whole.get(path) ?? inside.get(path) ?? inside.get(below(path)), y);
  }
  return donations;
}

const alike = (x: ValueForm, y: ValueForm) =>
  x.dtype === y.dtype && sameShape(x.shape, y.shape) && x.wantsGradient === y.wantsGradient;

/** A path without its first key; empty for a path of one key. */
const below = (path: string) => (path.includes('.') ? path.slice(path.indexOf('.') + 1) : '');

/** Every Value of a form with its path, such as `0.layers.1.weight`. */
function placesOf(form: Form, path = ''): [string, ValueForm][] {
  if (form.kind === 'value') return [[path, form]];
  if (form.kind === 'fixed') return [];
  return form.keys.flatMap((key, k) => placesOf(form.branches[k], path === '' ? key : `${path}.${key}`));
}
