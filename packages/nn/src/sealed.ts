const sealed = new WeakSet<object>();

/**
 * Makes it an error to set a property that the instances of a class do not have: it would be set and never read. A class that
 * extends it may have more. Constructors call it, so that a bundler can leave out the class; it is done once for each.
 */
export function seal(prototype: object, refused: (name: string | symbol) => Error): void {
  if (sealed.has(prototype)) return;
  sealed.add(prototype);
  // An assignment to a property that is not there comes as far as the prototype's prototype.
  const set: ProxyHandler<object>['set'] = (target, name, given, instance) => {
    if (Object.getPrototypeOf(instance) === prototype) throw refused(name);
    return Reflect.set(target, name, given, instance);
  };
  Object.setPrototypeOf(prototype, new Proxy(Object.getPrototypeOf(prototype), { set }));
}
