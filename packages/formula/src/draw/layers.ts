import type { Value } from '@chainrule/core';
import type { NameOf } from './names.ts';

/** `encoder.linear1.weight`, and no number or sentence with a dot in it. */
const PATH = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)+$/u;

/** The units `net_h1` and `out_{h2}`, of layer h. */
const UNIT = /_\{?(\p{L}+)\d+\}?$/u;

/** `W1`, `b_1`. */
const NUMBERED = /^\p{L}+_?(\d+)$/u;

/**
 * The rule by which names tell the layer of a node. A number alone says little, w1 … w8 being single weights; but a
 * matrix W1 makes a layer, to which b1 and z1 belong.
 */
export function layersByName(nodes: readonly Value[], nameOf: NameOf): NameOf {
  const matrices = nodes.filter((node) => node.rank > 1 && node.wantsGradient && !node.primitive);
  const numbers = new Set(matrices.map((node) => NUMBERED.exec(nameOf(node) ?? '')?.[1]));
  return (node) => {
    const name = nameOf(node);
    if (name === undefined) return undefined;
    if (PATH.test(name)) return name.slice(0, name.lastIndexOf('.'));
    const number = NUMBERED.exec(name)?.[1];
    const layer = number !== undefined && numbers.has(number) ? number : UNIT.exec(name)?.[1];
    return layer && `layer ${layer}`;
  };
}
