import { helperNames } from '../spelling/helpers.ts';

/** Reserved words, and globals that generated source uses. */
const TAKEN: ReadonlySet<string> = new Set(
  `abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default
  delete do else enum eval export extends false finally for from function get globalThis if implements import in infer
  instanceof interface is keyof let module namespace never new null number object of package private protected public
  readonly require return set static string super switch symbol this throw true try type typeof undefined unknown var void
  while with yield Array Float32Array Float64Array Infinity Int32Array Math NaN Number Object Uint8Array __proto__ rows`.split(
    /\s+/,
  ),
);

/** Longer names are cut to this length. */
const LONGEST_NAME = 60;

/** An identifier that is like a given name. */
export function identifier(name: string): string {
  const kept = name
    .normalize('NFKC')
    .replace(/[^\p{ID_Continue}$]+/gu, '_')
    .slice(0, LONGEST_NAME);
  const begun = /^[\p{ID_Start}$_]/u.test(kept) ? kept : `_${kept}`;
  return TAKEN.has(begun) || helperNames.includes(begun) ? `${begun}_` : begun;
}

/** Names that are unique in a module. */
export class Names {
  readonly #taken = new Set<string>();

  /** A name like this one that has not been used yet. */
  fresh(name: string): string {
    const base = identifier(name);
    let made = base;
    for (let i = 2; this.#taken.has(made); i++) made = `${base}_${i}`;
    this.#taken.add(made);
    return made;
  }

  /** A name like this one for a local variable: it differs from all unique names, and may be reused elsewhere. */
  local(name: string): string {
    let made = name;
    while (this.#taken.has(made)) made = `${made}_`;
    return made;
  }
}
