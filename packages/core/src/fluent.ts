import { type BackwardOptions, backward, type Gradients } from './backward.ts';
import { argumentErrors } from './errors/arguments.ts';
import { takes } from './errors/surplus.ts';
import * as ops from './ops/index.ts';
import { stopGradient } from './transforms/stop-gradient.ts';
import { Value } from './value.ts';

/** A function of an operand as a method of that operand. */
type Method<F> = F extends (x: infer _, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** The methods of Value: each operation of the table, `backward` and `stopGradient`. */
export type FluentMethods = { [Name in keyof typeof ops]: Method<(typeof ops)[Name]> } & {
  /** Gradients of this node with respect to all it was computed from, also written to `.grad` of leaves and named nodes. */
  backward(options?: BackwardOptions): Gradients;
  /** The same numbers without their graph: no derivative passes through. */
  stopGradient(): Value;
};

type AnyOperation = (...given: unknown[]) => unknown;

const methods = { ...ops, backward: takes('backward', 2, backwardAndWrite), stopGradient };

function backwardAndWrite(root: Value, options: BackwardOptions = {}): Gradients {
  const gradients = backward(root, options);
  gradients.write();
  return gradients;
}

for (const [name, operation] of Object.entries(methods)) {
  const f = operation as AnyOperation;
  Object.defineProperty(Value.prototype, name, {
    // Named parameters, since a list of the rest would be an array made for each call; no operation takes more.
    value(this: unknown, a?: unknown, b?: unknown, c?: unknown, d?: unknown) {
      if (!(this instanceof Value)) throw argumentErrors.notAValue(name, this);
      // What is not given is not passed on: a function counts its arguments.
      if (c !== undefined || d !== undefined) return f(this, a, b, c, d);
      if (b !== undefined) return f(this, a, b);
      return a === undefined ? f(this) : f(this, a);
    },
    writable: true,
    configurable: true,
  });
}
