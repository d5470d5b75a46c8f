import { isRecording, type Primitive, stopGradient, type Value, vjp } from '@chainrule/core';
import type { Compile } from './compiled.ts';
import { errors } from './errors.ts';
import { type BranchForm, formOf, wantsOf } from './form.ts';
import { type CompileTask, outcomeOf, type Rules } from './specialise.ts';

/**
 * The primitives that the results of a compiled function carry, so that a derivative goes on through it: result number k
 * has a vector-Jacobian product that is a compiled program itself, made when it is first asked for.
 */
export function rulesOf(compile: Compile, task: CompileTask, form: BranchForm): Rules {
  const made = new Map<number, Primitive>();
  return (k, draws) => {
    const known = made.get(k);
    if (known) return known;
    const found = ruleOf(compile, task, form, k);
    const rule = draws ? withoutDerivative(found) : found;
    made.set(k, rule);
    return rule;
  };
}

function ruleOf(compile: Compile, task: CompileTask, form: BranchForm, k: number): Primitive {
  // A walk wants gradients of all its inputs. The function may check which Values want one, as an optimiser does, and must see
  // what it saw when it was traced.
  const resultOf = (xs: readonly Value[], wants: readonly boolean[]): Value =>
    outcomeOf(
      task,
      form,
      xs.map((x, i) => (wants[i] ? x : stopGradient(x))),
      (result, state) => formOf([result, state]).values[k],
    );
  const options = { target: task.target, threads: task.threads };
  const wanted = wantsOf(form);
  const again = compile((xs: readonly Value[]) => resultOf(xs, wanted), options);
  const pullback = compile((g: Value, xs: Value[], wants: readonly boolean[]) => {
    const gradients = vjp((at: Value[]) => resultOf(at, wants), xs).pullback(g) as Value[];
    return wants.map((wants, i) => (wants ? gradients[i] : undefined));
  }, options);
  const found = new WeakMap<Value, Pulled>();
  return {
    name: 'compiled',
    shape: (xs) => again(xs).shape,
    dtype: (xs) => again(xs).dtype,
    array: (xs) => again(xs).data,
    differentiable: () => true,
    vjp: (g, y, xs, input) => {
      let pulled = found.get(g);
      // Several results may get the same g, as the operands of a sum do: it does not tell them apart.
      if (pulled?.y !== y || pulled.recorded !== isRecording()) {
        pulled = {
          y,
          recorded: isRecording(),
          gradients: pullback(
            g,
            [...xs],
            xs.map((x) => x.wantsGradient),
          ),
        };
        found.set(g, pulled);
      }
      return pulled.gradients[input]!;
    },
  };
}

/**
 * The same primitive without a derivative, for a function that draws random numbers: a second run for the derivative would
 * draw different ones.
 */
const withoutDerivative = (primitive: Primitive): Primitive => ({
  ...primitive,
  vjp: () => {
    throw errors.drawnAgain();
  },
});

/** The gradients of all inputs for one g, since a walk asks for them one by one. */
interface Pulled {
  readonly y: Value;
  readonly recorded: boolean;
  readonly gradients: readonly (Value | undefined)[];
}
