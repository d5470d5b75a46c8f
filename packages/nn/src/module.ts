import { mapTree, treeLeaves, treeNode, type Value } from '@chainrule/core';

/** A layer as a plain function of Values: an activation, say. */
export type Layer = Module | ((x: Value) => Value);

/**
 * A part of a network. Its fields are its parameters (Values that want a gradient), constants, and other modules;
 * nothing is registered. A module is a tree of Values, so it goes in and out of `mapTree`, `grad` and optimisers.
 */
export abstract class Module {
  declare readonly [treeNode]: true;

  /** The output for an input. */
  abstract forward(x: Value): Value;

  /** Every parameter once: the Values in the module that want a gradient. */
  parameters(): Value[] {
    return treeLeaves(this).filter((leaf) => leaf.wantsGradient);
  }

  /** Every parameter under its path in the module, such as `layers.0.weight`. */
  namedParameters(): Record<string, Value> {
    const named: Record<string, Value> = {};
    mapTree((leaf, _, path) => {
      if (leaf.wantsGradient) named[path.join('.')] = leaf;
    }, this);
    return named;
  }

  /** The module's name and, in lines below, the shapes of its parameters. */
  toString(): string {
    const lines = Object.entries(this.namedParameters()).map(
      ([path, x]) => `  ${path} [${x.shape.join(', ')}]`,
    );
    return [this.constructor.name, ...lines].join('\n');
  }
}

// On the prototype, not on each instance: a tree's branches are its own fields.
Object.defineProperty(Module.prototype, treeNode, { value: true });

/** The output of a layer, be it a module or a plain function. */
export function applyLayer(layer: Layer, x: Value): Value {
  return layer instanceof Module ? layer.forward(x) : layer(x);
}
