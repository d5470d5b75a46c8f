import { type Primitive, type Value, vjp } from '@chainrule/core';
import type { Compile } from './compile.ts';
import { type BranchForm, formOf } from './form.ts';
import { outcomeOf, type Source } from './specialise.ts';

/**
 * The primitives that the results of a compiled function carry, so that a derivative goes on through it: result number k
 * has a vector-Jacobian product that is a compiled program itself, made when it is first asked for.
 */
export function rulesOf(compile: Compile, source: Source, form: BranchForm): (k: number) => Primitive {
  const made = new Map<number, Primitive>();
  return (k) => {
    const known = made.get(k);
    if (known) return known;
    const rule = ruleOf(compile, source, form, k);
    made.set(k, rule);
    return rule;
  };
}

function ruleOf(compile: Compile, source: Source, form: BranchForm, k: number): Primitive {
  const resultOf = (xs: readonly Value[]): Value =>
    outcomeOf(source, form, xs, (result, state) => formOf([result, state]).values[k]);
  const options = { target: source.target, threads: source.threads };
  const again = compile(resultOf, options);
  const pullback = compile((g: Value, xs: Value[]) => {
    const gradients = vjp(resultOf, xs).pullback(g) as Value[];
    return xs.map((x, i) => (x.wantsGradient ? gradients[i] : x));
  }, options);
  let last: { g: Value; gradients: Value[] } | undefined;
  return {
    name: 'compiled',
    shape: (xs) => again(xs).shape,
    dtype: (xs) => again(xs).dtype,
    array: (xs) => again(xs).data,
    differentiable: () => true,
    vjp: (g, _, xs, input) => {
      if (last?.g !== g) last = { g, gradients: pullback(g, [...xs]) };
      return last.gradients[input];
    },
  };
}
