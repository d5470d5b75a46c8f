import { closedForm } from './closed-forms.ts';
import { type Form, formOf } from './cost.ts';
import { expanded } from './expand.ts';
import { factoredOut } from './factoring.ts';
import { functionsIn, joined, WAYS, withBases } from './identities.ts';
import { tensorKey } from './keys.ts';
import { type Tensor, TooLarge, Unsaid } from './tensor.ts';
import { together } from './together.ts';

/*
 * A search for the form that is the shortest to write. Each way makes another form of a tensor; the shortest form that is not
 * yet explored comes next, and its common factors are taken out.
 */

/** A way that can apply to any sum. */
interface Step {
  readonly name: string;
  readonly make: (x: Tensor) => Tensor;
}

export const STEPS: readonly Step[] = [
  { name: 'common factors before a sum', make: (x) => factoredOut(formOf(x)).tensor },
  { name: 'over one denominator', make: together },
  { name: 'multiplied out', make: (x) => expanded(x) ?? x },
  {
    name: 'sums in powers over one denominator',
    make: (x) => withBases(x, (base) => together(expanded(base) ?? base)),
  },
  { name: 'functions by their names', make: closedForm },
  { name: 'sums to the same power as one', make: joined },
];

/** Forms that are explored at most. */
const MOST_EXPLORED = 8;

/** A form this short is not made shorter. */
const SHORT = 2;

/** The form of a tensor that takes the fewest operations to write. */
export function simplest(x: Tensor): Form {
  const start = formOf(x);
  let best = start;
  const seen = new Set([tensorKey(x)]);
  const open: Form[] = [start];
  for (let explored = 0; explored < MOST_EXPLORED && open.length > 0 && best.cost > SHORT; explored++) {
    open.sort((a, b) => a.cost - b.cost);
    const current = open.shift()!;
    for (const step of stepsFor(current.tensor)) {
      const form = attempted(() => {
        const made = step(current.tensor);
        const key = tensorKey(made);
        if (seen.has(key)) return undefined;
        seen.add(key);
        return formOf(made);
      });
      if (!form) continue;
      open.push(form);
      if (form.cost < best.cost) best = form;
    }
  }
  return best;
}

function stepsFor(x: Tensor): ((x: Tensor) => Tensor)[] {
  const functions = functionsIn(x);
  const ways = WAYS.filter(({ of }) => of.some((name) => functions.has(name)));
  return [...STEPS.map(({ make }) => make), ...ways.map(({ rewrite }) => rewrite)];
}

/** What f comes to; nothing where numbers grow too large, or it cannot be written. */
function attempted<T>(f: () => T | undefined): T | undefined {
  try {
    return f();
  } catch (error) {
    if (error instanceof TooLarge || error instanceof Unsaid) return undefined;
    throw error;
  }
}
