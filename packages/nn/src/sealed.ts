const sealed = new WeakSet<object>();

/**
 * Makes it an error to set a property that the instances of a class do not have, since nothing would read it. Subclasses may
 * have more. Constructors call it, so that bundlers can drop the class; each class is sealed once.
 */
export function seal(prototype: object, refused: (name: string | symbol) => Error): void {
  if (sealed.has(prototype)) return;
  sealed.add(prototype);
  // An assignment to a missing property reaches the prototype's prototype.
  const set: ProxyHandler<object>['set'] = (target, name, given, instance) => {
    if (Object.getPrototypeOf(instance) === prototype) throw refused(name);
    return Reflect.set(target, name, given, instance);
  };
  Object.setPrototypeOf(prototype, new Proxy(Object.getPrototypeOf(prototype), { set }));
}
