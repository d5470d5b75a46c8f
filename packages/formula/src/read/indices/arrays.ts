import type { NameExpression } from '../../expression/expression.ts';
import { name as nameExpression } from '../../expression/expression.ts';
import { namesLike } from '../../expression/names.ts';
import type { Statement } from '../parser.ts';
import { isReduction, namesIn, type Subscripted, subscripted } from './subscripts.ts';

/** What is known before a text is read. */
export interface Known {
  /** Names that mean themselves. */
  readonly names: readonly string[];
  /** Those of them that are arrays, whose entries a text may name. */
  readonly arrays: readonly string[];
}

/** A name with the indices of the sums around it. */
interface IndexedName {
  readonly name: string;
  readonly bound: readonly string[];
}

/** An array that has an axis along an index. */
interface Along {
  readonly array: NameExpression;
  readonly axis: number;
}

/** Which names are arrays of which the text names the entries. */
export class Arrays {
  readonly #bases = new Set<string>();
  readonly #symbols: ReadonlyMap<Statement, readonly IndexedName[]>;
  readonly #known: (name: string) => readonly string[];
  readonly #knownArrays: (name: string) => readonly string[];
  readonly #candidates = new Map<string, Subscripted | undefined>();
  readonly #along = new Map<string, Along>();
  /** Letters for the last number of an index, as n is: no indices. */
  readonly #lasts: ReadonlySet<string>;

  constructor(statements: readonly Statement[], { names, arrays }: Known) {
    this.#known = remembered(namesLike(names), names);
    this.#knownArrays = remembered(namesLike(arrays), arrays);
    this.#lasts = new Set(statements.flatMap(({ sides }) => sides.flatMap(lastsIn)));
    this.#symbols = new Map(statements.map((statement) => [statement, this.#indexed(statement)]));
    const all = [...this.#symbols.values()].flat();
    for (const { name, bound } of all) {
      const found = this.split(name);
      if (found?.letters.some((letter) => bound.includes(letter))) this.#bases.add(found.base);
    }
    // An index that one name has makes arrays of the others that have it.
    for (let size = -1; size !== this.#bases.size; ) {
      size = this.#bases.size;
      for (const statement of statements) this.#spread(statement);
    }
    for (const { name } of all) this.#remember(name);
  }

  /** The names of a statement that have a subscript of letters, each once in each sum. */
  #indexed({ sides }: Statement): IndexedName[] {
    const found = new Map<string, IndexedName>();
    for (const side of sides)
      for (const symbol of namesIn(side))
        if (this.#candidate(symbol.name)) found.set(`${symbol.name} ${symbol.bound}`, symbol);
    return [...found.values()];
  }

  #spread(statement: Statement): void {
    const free = this.freeIn(statement);
    for (const { name, bound } of this.#symbols.get(statement)!) {
      const found = this.split(name, (letter) => free.includes(letter) || bound.includes(letter));
      if (found) this.#bases.add(found.base);
    }
  }

  #remember(name: string): void {
    const found = this.split(name);
    if (!found || !this.has(found.base)) return;
    const array = { ...nameExpression(found.base), rank: found.letters.length };
    found.letters.forEach((letter, axis) => {
      if (!this.#along.has(letter)) this.#along.set(letter, { array, axis });
    });
  }

  /** An array that has an axis along this index. */
  along(letter: string): Along | undefined {
    return this.#along.get(letter);
  }

  /** A name as an array and the indices of its entry; undefined for a name of its own. */
  split(
    name: string,
    isIndex: (letter: string) => boolean = (letter) => !this.#lasts.has(letter),
  ): Subscripted | undefined {
    const found = this.#candidate(name);
    if (!found || this.isKnown(name) || this.kronecker(name)) return undefined;
    return found.letters.every(isIndex) ? found : subscripted(name, isIndex);
  }

  /** A name with all letters of its subscript as indices, taken apart once. */
  #candidate(name: string): Subscripted | undefined {
    if (!this.#candidates.has(name)) this.#candidates.set(name, subscripted(name));
    return this.#candidates.get(name);
  }

  /** The letters of δ_{ij}, unless δ is an array. */
  kronecker(name: string): readonly string[] | undefined {
    const found = name.startsWith('δ') ? this.#candidate(name) : undefined;
    const isDelta = found?.base === 'δ' && found.letters.length === 2 && this.#known('δ').length === 0;
    return isDelta ? found.letters : undefined;
  }

  /** The open index of a subscript that holds something else, too: that of x_{i1}. */
  halfIndexed(name: string, isOpen: (letter: string) => boolean): string | undefined {
    const found = this.isKnown(name) ? null : /_([a-zA-Z]\d|\d[a-zA-Z])$/.exec(name);
    return found ? Array.from(found[1]).find(isOpen) : undefined;
  }

  isKnown(name: string): boolean {
    return this.#known(name).length > 0;
  }

  /** Whether it is the name of an array. */
  has(base: string): boolean {
    return this.#bases.has(base) || this.#knownArrays(base).length > 0;
  }

  /** The letters that are indices of a statement and that no sum binds, in order of appearance. */
  freeIn(statement: Statement): string[] {
    const free = new Set<string>();
    for (const { name, bound } of this.#symbols.get(statement)!) {
      const found = this.split(name);
      const delta = this.kronecker(name);
      const isEntry = found ? this.has(found.base) : delta?.some((letter) => bound.includes(letter));
      if (!isEntry) continue;
      for (const letter of found?.letters ?? delta!) if (!bound.includes(letter)) free.add(letter);
    }
    return [...free];
  }
}

/** What names can mean, looked up once each: there are few, and they are asked for at every place where one stands. */
function remembered(like: (name: string) => readonly string[], names: readonly string[]) {
  if (names.length === 0) return () => [];
  const found = new Map<string, readonly string[]>();
  return (name: string): readonly string[] => {
    const before = found.get(name);
    if (before) return before;
    const made = like(name);
    found.set(name, made);
    return made;
  };
}

function lastsIn(each: Statement['sides'][number]): string[] {
  if (each.kind === 'list') return each.items.flatMap(lastsIn);
  if (each.kind !== 'call') return [];
  const own = isReduction(each) ? [each.over.to.replace(/-.*$/, '')] : [];
  return [...own, ...each.operands.flatMap(lastsIn)];
}
