import { call, type Expression, name, number } from '../../expression/expression.ts';
import {
  type Chain,
  link,
  transposed,
  turns,
  type Vector,
  writeChain,
  writeDot,
  writeVector,
} from './chains.ts';
import { operations } from './operations.ts';
import type { Index } from './tensor.ts';
import { Unsaid } from './tensor.ts';

/*
 * From index notation to that of matrices. The factors of a term are vectors at indices and matrices between two of them; a
 * summed index goes away when what meets there becomes a product.
 */

interface Placed {
  readonly at: Index;
  readonly vector: Vector;
}

interface Edge {
  readonly from: Index;
  readonly to: Index;
  readonly chain: Chain;
}

/** What a term is made of, written already: scalars, vectors at an index, matrices between two. */
export interface Parts {
  readonly scalars: readonly Expression[];
  readonly vectors: readonly { readonly at: Index; readonly vector: Expression }[];
  readonly matrices: readonly {
    readonly at: readonly [Index, Index];
    readonly matrix: Expression;
    readonly symmetric: boolean;
    readonly isIdentity: boolean;
  }[];
}

/** How factors that stand at the same index are written as one. */
export type Entrywise = (factors: readonly Expression[]) => Expression;

export const sizeExpression = (size: string): Expression => {
  if (/^\d+$/.test(size)) return number(Number(size));
  return size
    .split('·')
    .map((letter): Expression => name(letter))
    .reduce((a, b) => call('mul', [a, b]));
};

export const onesOf = (axes: readonly Index[]): Expression =>
  call(
    'ones',
    axes.map(({ size }) => sizeExpression(size)),
  );

/** A term in the notation of matrices: its scalars, and the array over the axes that they multiply. */
export function arranged(
  parts: Parts,
  axes: readonly Index[],
  entrywise: Entrywise,
): { readonly scalars: readonly Expression[]; readonly array: Expression | undefined } {
  return new Arrangement(parts, axes, entrywise).arrange();
}

/** tr A = tr Aᵀ, whichever has fewer transposes. */
function traceOf(chain: Chain): Expression {
  const back = transposed(chain);
  return call('trace', [writeChain(turns(back) < turns(chain) ? back : chain)]);
}

/** u vᵀ with the matrices of both, around the product of the vectors where that is as short. */
function writeOuter(u: Vector, v: Vector): Expression {
  const middle = link(call('outer', [u.end, v.end]));
  const around = writeChain([...u.chain, middle, ...transposed(v.chain)]);
  const within = call('outer', [writeVector(u), writeVector(v)]);
  return operations(within) < operations(around) ? within : around;
}

class Arrangement {
  readonly #axes: readonly Index[];
  readonly #entrywise: Entrywise;
  readonly #scalars: Expression[];
  #vectors: Placed[];
  #edges: Edge[];
  readonly #isDiagonal: boolean;

  constructor({ scalars, vectors, matrices }: Parts, axes: readonly Index[], entrywise: Entrywise) {
    this.#axes = axes;
    this.#entrywise = entrywise;
    this.#scalars = [...scalars];
    this.#vectors = vectors.map(({ at, vector }) => ({ at, vector: { chain: [], end: vector } }));
    this.#isDiagonal = matrices.some(({ isIdentity }) => isIdentity);
    this.#edges = matrices
      .filter(({ isIdentity }) => !isIdentity)
      .map(({ at: [from, to], matrix, symmetric }) => ({ from, to, chain: [link(matrix, symmetric)] }));
  }

  arrange() {
    while (this.#loop() || this.#product() || this.#trace() || this.#sameEnds() || this.#meet());
    return { scalars: this.#scalars, array: this.#array() };
  }

  #isSummed(index: Index): boolean {
    return !this.#axes.includes(index);
  }

  #at(index: Index) {
    return {
      vectors: this.#vectors.filter(({ at }) => at === index),
      edges: this.#edges.filter(({ from, to }) => from === index || to === index),
    };
  }

  #summed(): Index[] {
    const all = [...this.#vectors.map(({ at }) => at), ...this.#edges.flatMap(({ from, to }) => [from, to])];
    return [...new Set(all)].filter((index) => this.#isSummed(index));
  }

  #remove(vectors: readonly Placed[], edges: readonly Edge[]): void {
    this.#vectors = this.#vectors.filter((each) => !vectors.includes(each));
    this.#edges = this.#edges.filter((each) => !edges.includes(each));
  }

  /** Aᵢᵢ, the diagonal; its sum is the trace. */
  #loop(): boolean {
    const edge = this.#edges.find(({ from, to }) => from === to);
    if (!edge) return false;
    this.#remove([], [edge]);
    const { vectors, edges } = this.#at(edge.from);
    if (this.#isSummed(edge.from) && vectors.length + edges.length === 0)
      this.#scalars.push(traceOf(edge.chain));
    else
      this.#vectors.push({
        at: edge.from,
        vector: { chain: [], end: call('diagonal', [writeChain(edge.chain)]) },
      });
    return true;
  }

  /** A matrix meets one vector, or another matrix, at a summed index where nothing else stands. */
  #product(): boolean {
    for (const index of this.#summed()) {
      const { vectors, edges } = this.#at(index);
      if (vectors.length !== 1 || edges.length !== 1) continue;
      const [[{ vector }], [edge]] = [vectors, edges];
      this.#remove(vectors, edges);
      const chain = edge.to === index ? edge.chain : transposed(edge.chain);
      const at = edge.to === index ? edge.from : edge.to;
      this.#vectors.push({ at, vector: { chain: [...chain, ...vector.chain], end: vector.end } });
      return true;
    }
    for (const index of this.#summed()) {
      const { vectors, edges } = this.#at(index);
      if (vectors.length !== 0 || edges.length !== 2) continue;
      const [one, other] = edges;
      this.#remove([], edges);
      const left = one.to === index ? one : { from: one.to, to: one.from, chain: transposed(one.chain) };
      const right =
        other.from === index ? other : { from: other.to, to: other.from, chain: transposed(other.chain) };
      this.#edges.push({ from: left.from, to: right.to, chain: [...left.chain, ...right.chain] });
      return true;
    }
    return false;
  }

  /** What is left alone at a summed index: the sum of a vector, the product of two, the row sums of a matrix. */
  #trace(): boolean {
    for (const index of this.#summed()) {
      const { vectors, edges } = this.#at(index);
      if (edges.length === 0 && vectors.length === 2) {
        this.#remove(vectors, []);
        const [u, v] = [...vectors].sort((a, b) => a.vector.chain.length - b.vector.chain.length);
        this.#scalars.push(writeDot(u.vector, v.vector));
        return true;
      }
      if (edges.length === 0 && vectors.length === 1) {
        this.#remove(vectors, []);
        this.#scalars.push(call('sum', [writeVector(vectors[0].vector)]));
        return true;
      }
      if (vectors.length === 0 && edges.length === 1) {
        const [edge] = edges;
        const other = edge.to === index ? edge.from : edge.to;
        this.#remove([], edges);
        const rest = this.#at(other);
        if (this.#isSummed(other) && rest.vectors.length + rest.edges.length === 0)
          this.#scalars.push(call('sum', [writeChain(edge.chain)]));
        else {
          const chain = edge.to === index ? edge.chain : transposed(edge.chain);
          this.#vectors.push({ at: other, vector: { chain, end: onesOf([index]) } });
        }
        return true;
      }
    }
    return false;
  }

  /** Vectors at one index, or matrices between the same two, multiplied entry by entry. */
  #sameEnds(): boolean {
    for (const { at } of this.#vectors) {
      const { vectors, edges } = this.#at(at);
      if (vectors.length < 2) continue;
      // Of a sum of products of three vectors one stays for the product with the others.
      const taken = this.#isSummed(at) && edges.length === 0 ? vectors.slice(0, -1) : vectors;
      this.#remove(taken, []);
      const end = this.#entrywise(taken.map(({ vector }) => writeVector(vector)));
      this.#vectors.push({ at, vector: { chain: [], end } });
      return true;
    }
    for (const edge of this.#edges) {
      const along = this.#edges.filter(
        ({ from, to }) => (from === edge.from && to === edge.to) || (from === edge.to && to === edge.from),
      );
      if (along.length < 2) continue;
      const taken = [edge.from, edge.to].every((end) => this.#isSummed(end)) ? along.slice(0, -1) : along;
      if (taken.length < 2) continue;
      this.#remove([], taken);
      const written = taken.map((each) =>
        writeChain(each.from === edge.from ? each.chain : transposed(each.chain)),
      );
      this.#edges.push({ from: edge.from, to: edge.to, chain: [link(this.#entrywise(written))] });
      return true;
    }
    return false;
  }

  /** A diag(v) B where a vector stands at the index over which A and B are multiplied. */
  #meet(): boolean {
    for (const index of this.#summed()) {
      const { vectors, edges } = this.#at(index);
      if (vectors.length !== 1 || edges.length !== 2) continue;
      this.#remove(vectors, edges);
      const [one, other] = edges;
      const left = one.to === index ? one : { from: one.to, chain: transposed(one.chain) };
      const right = other.from === index ? other : { to: other.from, chain: transposed(other.chain) };
      const middle = link(call('diag', [writeVector(vectors[0].vector)]), true);
      this.#edges.push({ from: left.from, to: right.to, chain: [...left.chain, middle, ...right.chain] });
      return true;
    }
    return false;
  }

  /** The array over the axes; undefined for a scalar, and where it is 1 everywhere. */
  #array(): Expression | undefined {
    if (this.#summed().length > 0) throw new Unsaid('a sum that is no product of matrices');
    const [i, j] = this.#axes;
    if (!i) return undefined;
    const vectorAt = (index: Index) => this.#vectors.find(({ at }) => at === index)?.vector;
    if (!j) {
      const vector = vectorAt(i);
      return vector && writeVector(vector);
    }
    if (this.#axes.length > 2) throw new Unsaid('more than two axes');
    const [u, v] = [vectorAt(i), vectorAt(j)];
    if (this.#isDiagonal) {
      if (v || this.#edges.length > 0) throw new Unsaid('a diagonal');
      return u ? call('diag', [writeVector(u)]) : call('eye', [sizeExpression(i.size)]);
    }
    const [edge] = this.#edges;
    if (!edge) {
      if (!u && !v) return undefined;
      const [left, right] = [u ?? { chain: [], end: onesOf([i]) }, v ?? { chain: [], end: onesOf([j]) }];
      return writeOuter(left, right);
    }
    const chain = edge.from === i ? edge.chain : transposed(edge.chain);
    const diagonal = (vector: Vector | undefined): Chain =>
      vector ? [link(call('diag', [writeVector(vector)]), true)] : [];
    return writeChain([...diagonal(u), ...chain, ...diagonal(v)]);
  }
}
