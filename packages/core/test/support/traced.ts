import { constant, noGrad, traceAbstract, type Value, value } from '../../src/index.ts';
import { apply } from '../../src/primitive.ts';

/** A function of many Values that gives many. */
export type Many = (xs: Value[]) => Value[];

const leafLike = (x: Value) => (x.wantsGradient ? value(x) : constant(x));

/** Traces f once, for inputs like these, and gives what was traced as a function that runs it at other numbers. */
export function traced(f: Many, like: readonly Value[]): Many {
  let variables: Value[] = [];
  const trace = traceAbstract(like, (xs) => {
    variables = xs;
    return f(xs);
  });
  return (numbers) =>
    noGrad(() => {
      const known = new Map(variables.map((x, i) => [x, leafLike(numbers[i])]));
      const at = (x: Value) => {
        const original = trace.original(x);
        return original ? known.get(original)! : x;
      };
      for (const { result, primitive, inputs, attributes } of trace.steps)
        known.set(result, apply(primitive, inputs.map(at), attributes));
      return trace.value.map(at);
    });
}

/** The same function run at once. */
export const eager =
  (f: Many): Many =>
  (numbers) =>
    f(numbers.map(leafLike));
