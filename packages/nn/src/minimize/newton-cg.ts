import { grad, hvp, linearize, type Tree, type TreeLike, type Value } from '@chainrule/core';
import { step } from './lbfgs.ts';
import { type Ending, type Search, stalled } from './search.ts';
import { dot, plus, times, type Vector } from './vectors.ts';

/**
 * Newton's method without the Hessian: each direction solves H d = −g inexactly by conjugate gradients, from products H v that
 * are forward derivatives of the gradient; Nocedal and Wright (2006), algorithm 7.1. At negative curvature it uses the
 * direction found so far.
 */
export function newtonCg<T extends Tree>(search: Search<T>, f: (x: T) => Value): Ending {
  const products = productsOf(search, f);
  let now = search.best;
  for (;;) {
    const next =
      step(search, now, newtonDirection(now.gradient, products(now.x)), 1) ??
      step(search, now, times(-1, now.gradient), 1);
    if (!next) return stalled();
    const end = search.moved(now, next);
    if (end) return end;
    now = next;
  }
}

/** H v at a point: over a graph that is built once per point, or by a compiled program. */
function productsOf<T extends Tree>(search: Search<T>, f: (x: T) => Value) {
  const { variables, options } = search;
  const at = (x: Vector) => variables.at(x) as TreeLike<T>;
  const gradient = grad(f) as (x: T) => Tree;
  const program = search.compiled((x: TreeLike<T>, v: TreeLike<T>): Tree => hvp(f, x, v));
  return (x: Vector): ((v: Vector) => Vector) => {
    if (options.compile) return (v) => variables.flatten(program(at(x), at(v)));
    const { tangent } = linearize(gradient, at(x));
    return (v) => variables.flatten(tangent(at(v)));
  };
}

function newtonDirection(gradient: Vector, product: (v: Vector) => Vector): Vector {
  const length = Math.sqrt(dot(gradient, gradient));
  const enough = Math.min(0.5, Math.sqrt(length)) * length;
  let d: Vector = new Float64Array(gradient.length);
  let r = gradient;
  let p = times(-1, r);
  let square = dot(r, r);
  for (let i = 0; i < 2 * gradient.length + 10; i++) {
    const hp = product(p);
    const curvature = dot(p, hp);
    // Not positive, or NaN: no minimum along p.
    if (!(curvature > 0)) return i === 0 ? p : d;
    const alpha = square / curvature;
    d = plus(d, alpha, p);
    r = plus(r, alpha, hp);
    const next = dot(r, r);
    if (Math.sqrt(next) <= enough) return d;
    p = plus(times(-1, r), next / square, p);
    square = next;
  }
  return d;
}
