/** What a page keeps between visits: a program has no business there, whoever wrote it. */
const KEPT = ['caches', 'indexedDB', 'cookieStore'] as const;

/** Takes away from this worker what would outlive it. */
export function confine(): void {
  for (const name of KEPT)
    for (let owner: object | null = globalThis; owner !== null; owner = Object.getPrototypeOf(owner))
      Reflect.deleteProperty(owner, name);
  Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');
}
