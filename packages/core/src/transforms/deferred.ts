import type { Adaptive } from '../families/adaptive.ts';
import { apply, define, type Primitive } from '../primitive.ts';
import { withObserver, withRecording } from '../recording.ts';
import type { Value } from '../value.ts';
import { vjp } from './vjp.ts';

const made = new WeakMap<object, unknown>();

/**
 * Makes one primitive of an adaptive function, which runs once there are numbers. Its derivative is another adaptive
 * function, which runs it and walks back, and so has a derivative, too.
 */
export function deferred<A>(f: Adaptive<A>): Primitive<A> {
  const before = made.get(f) as Primitive<A> | undefined;
  if (before) return before;
  const rates: Adaptive<A>[] = [];
  const primitive: Primitive<A> = define({
    name: f.name,
    shape: (inputs, attributes) => f.shape(inputs, attributes),
    dtype: (inputs, attributes) => f.dtype(inputs, attributes),
    array: (inputs, _, __, attributes) =>
      withObserver(undefined, () => withRecording('nothing', () => f.run(inputs, attributes))).data,
    differentiable: () => true,
    vjp: (g, _, inputs, input, attributes) => {
      rates[input] ??= rateOf(f, input);
      return apply(deferred(rates[input]), [g, ...inputs], attributes);
    },
  });
  made.set(f, primitive);
  return primitive;
}

/** gᵀ ∂f/∂x for one of its inputs, as a function of g and the inputs. */
function rateOf<A>(f: Adaptive<A>, input: number): Adaptive<A> {
  return {
    name: `${f.name}ᵀ`,
    shape: ([, ...xs]) => xs[input].shape,
    dtype: ([, ...xs]) => xs[input].dtype,
    run: ([g, ...xs], attributes) => {
      const along = (x: Value) =>
        f.run(
          xs.map((each, k) => (k === input ? x : each)),
          attributes,
        );
      return vjp(along, xs[input]).pullback(g);
    },
  };
}
