import { GREEK } from '../../expression/names.ts';

const LETTERS: ReadonlyMap<string, string> = new Map([
  ...[...GREEK].reverse().map(([word, letter]) => [letter, word] as const),
  ['∂', 'd'],
  ['⁺', '_new'],
  ["'", '_prime'],
  ['′', '_prime'],
]);

/** Names that a language allows, each its own: what was given for a name stays with it. */
export class Identifiers {
  readonly #taken: Set<string>;

  constructor(reserved: Iterable<string>) {
    this.#taken = new Set(reserved);
  }

  /** An identifier that no other name has, as near to this one as can be: λ is lambda, or lambda_ where that is a keyword. */
  add(name: string): string {
    const spelled = Array.from(name, (letter) => LETTERS.get(letter) ?? letter)
      .join('')
      .replaceAll(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080))
      .replaceAll(/\W+/g, '_');
    const start = /^[A-Za-z_]/.test(spelled) && /[A-Za-z0-9]/.test(spelled) ? spelled : `x${spelled}`;
    const id = this.#free(start);
    this.#taken.add(id);
    return id;
  }

  #free(base: string): string {
    if (!this.#taken.has(base)) return base;
    if (!this.#taken.has(`${base}_`)) return `${base}_`;
    let k = 2;
    while (this.#taken.has(`${base}_${k}`)) k++;
    return `${base}_${k}`;
  }
}
