import { constant, type Value, value } from '@chainrule/core';

/** What moves from round to round. */
export interface Parameters {
  readonly w: readonly number[];
  readonly b?: readonly [number, number];
}

/** Mazur's network of two hidden and two output units, with every quantity under the name the tutorial gives it. */
export function tutorialB({ w, b = [0.35, 0.6] }: Parameters = { w: INITIAL }): Record<string, Value> {
  const leaves = Object.fromEntries(w.map((x, k) => [`w${k + 1}`, value(x, { name: `w${k + 1}` })]));
  const { w1, w2, w3, w4, w5, w6, w7, w8 } = leaves;
  const [b1, b2] = b.map((x, k) => value(x, { name: `b${k + 1}` }));
  const [i1, i2] = [0.05, 0.1].map((x, k) => constant(x, { name: `i${k + 1}` }));
  const [t1, t2] = [0.01, 0.99].map((x, k) => constant(x, { name: `t${k + 1}` }));
  const net = (name: string, a: Value, x: Value, c: Value, y: Value, bias: Value) =>
    a.mul(x).add(c.mul(y)).add(bias).named(`net_${name}`);
  const net_h1 = net('h1', w1, i1, w2, i2, b1);
  const net_h2 = net('h2', w3, i1, w4, i2, b1);
  const out_h1 = net_h1.sigmoid().named('out_h1');
  const out_h2 = net_h2.sigmoid().named('out_h2');
  const net_o1 = net('o1', w5, out_h1, w6, out_h2, b2);
  const net_o2 = net('o2', w7, out_h1, w8, out_h2, b2);
  const out_o1 = net_o1.sigmoid().named('out_o1');
  const out_o2 = net_o2.sigmoid().named('out_o2');
  const E_o1 = t1.sub(out_o1).square().mul(0.5).named('E_o1');
  const E_o2 = t2.sub(out_o2).square().mul(0.5).named('E_o2');
  const E = E_o1.add(E_o2).named('E_total');
  const nodes = { net_h1, net_h2, out_h1, out_h2, net_o1, net_o2, out_o1, out_o2, E_o1, E_o2, E };
  return { ...leaves, b1, b2, i1, i2, t1, t2, ...nodes };
}

export const INITIAL = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55] as const;
