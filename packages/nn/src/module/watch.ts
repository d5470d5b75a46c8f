import { remember } from '@chainrule/core';

/*
 * A module changes by assignment to its fields, which nothing can observe. So each method of a module's class first records the
 * module in core's log of effects: a transform that runs the method can restore it.
 */

type Method = (...args: unknown[]) => unknown;

const watched = new WeakSet<object>();

/** Watches the methods of a class, and of those that it extends, once for each. */
export function watch(prototype: object): void {
  for (
    let each = prototype;
    each !== Object.prototype && !watched.has(each);
    each = Object.getPrototypeOf(each)
  ) {
    watched.add(each);
    for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(each)))
      if (key !== 'constructor' && typeof property.value === 'function' && property.configurable)
        Object.defineProperty(each, key, { ...property, value: noting(property.value) });
  }
}

function noting(method: Method): Method {
  const { name, length } = method;
  function noted(this: unknown, ...args: unknown[]): unknown {
    remember(this);
    return method.apply(this, args);
  }
  return Object.defineProperties(noted, { name: { value: name }, length: { value: length } });
}
