import { dot, plus, times, type Vector } from './vectors.ts';

interface Pair {
  readonly s: Vector;
  readonly y: Vector;
  readonly rho: number;
}

/**
 * The inverse Hessian H from the last steps s and the changes y of the gradient over them (L-BFGS; Nocedal and
 * Wright 2006, algorithm 7.4). Steps along which the gradient does not rise are left out.
 */
export class CurvaturePairs {
  #pairs: Pair[] = [];
  readonly #size: number;
  /** H before the pairs: γ = sᵀy/yᵀy of the last. */
  #gamma = 1;

  constructor(size: number) {
    this.#size = size;
  }

  copy(): CurvaturePairs {
    const made = new CurvaturePairs(this.#size);
    made.#pairs = [...this.#pairs];
    made.#gamma = this.#gamma;
    return made;
  }

  /** Whether the pair was taken. */
  add(s: Vector, y: Vector): boolean {
    const curvature = dot(s, y);
    if (!(curvature > 1e-10)) return false;
    if (this.#pairs.length === this.#size) this.#pairs.shift();
    this.#pairs.push({ s, y, rho: 1 / curvature });
    this.#gamma = curvature / dot(y, y);
    return true;
  }

  clear(): void {
    this.#pairs.length = 0;
    this.#gamma = 1;
  }

  /** −H g: the descent direction. */
  direction(gradient: Vector): Vector {
    let q = times(-1, gradient);
    const alphas: number[] = [];
    for (let i = this.#pairs.length - 1; i >= 0; i--) {
      const { s, y, rho } = this.#pairs[i];
      alphas[i] = rho * dot(s, q);
      q = plus(q, -alphas[i], y);
    }
    q = times(this.#gamma, q);
    this.#pairs.forEach(({ s, y, rho }, i) => {
      q = plus(q, alphas[i] - rho * dot(y, q), s);
    });
    return q;
  }
}
