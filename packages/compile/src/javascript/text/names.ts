import { helperNames } from '../spelling/helpers.ts';

/** Words that no name may be: those of the language, and what generated source reads of its surroundings. */
const TAKEN: ReadonlySet<string> = new Set(
  `abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default
  delete do else enum eval export extends false finally for from function get globalThis if implements import in infer
  instanceof interface is keyof let module namespace never new null number object of package private protected public
  readonly require return set static string super switch symbol this throw true try type typeof undefined unknown var void
  while with yield Array Float32Array Float64Array Infinity Int32Array Math NaN Number Object Uint8Array __proto__ rows`.split(
    /\s+/,
  ),
);

const LONGEST = 60;

/** What is left of a name that somebody gave when only what an identifier may hold is kept. */
export function identifier(name: string): string {
  const kept = name
    .normalize('NFKC')
    .replace(/[^\p{ID_Continue}$]+/gu, '_')
    .slice(0, LONGEST);
  const begun = /^[\p{ID_Start}$_]/u.test(kept) ? kept : `_${kept}`;
  return TAKEN.has(begun) || helperNames.includes(begun) ? `${begun}_` : begun;
}

/** Names that are each given once. */
export class Names {
  readonly #taken = new Set<string>();

  /** A name like this one that is not taken yet. */
  fresh(name: string): string {
    const base = identifier(name);
    let made = base;
    for (let i = 2; this.#taken.has(made); i++) made = `${base}_${i}`;
    this.#taken.add(made);
    return made;
  }

  /** A name like this one that nothing else has; it may be given again, for another place. */
  local(name: string): string {
    let made = name;
    while (this.#taken.has(made)) made = `${made}_`;
    return made;
  }
}
