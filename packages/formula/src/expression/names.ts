/** The letters of the Greek alphabet by their names in TeX; those that look Latin have none. */
export const GREEK: ReadonlyMap<string, string> = new Map(
  (
    'alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π ' +
    'rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ ' +
    'Upsilon Υ Phi Φ Psi Ψ Omega Ω varepsilon ε vartheta θ varphi φ varrho ρ varsigma ς ell ℓ'
  )
    .match(/\w+ [^\s]/gu)!
    .map((pair) => pair.split(' ') as [string, string]),
);

const SPELLED: ReadonlyMap<string, string> = new Map(
  [...GREEK].reverse().map(([word, letter]) => [letter, word]),
);

/**
 * A name as expressions carry it: subscripts after an underscore, without braces and small digits, so `w_{5}` and `w₅`
 * are `w_5`.
 */
export function canonicalName(written: string): string {
  return written
    .replaceAll(/[₀-₉]+/g, (digits, at: number) => {
      const plain = Array.from(digits, (digit: string) => digit.charCodeAt(0) - 0x2080).join('');
      return at > 0 && written[at - 1] !== '_' ? `_${plain}` : plain;
    })
    .replaceAll(/\^\{?[[(]([^\])]*)[\])]\}?/g, '⁽$1⁾')
    .replaceAll(/[{}]/g, '')
    .replaceAll(',', '_')
    .replaceAll('µ', 'μ');
}

/** Marks above a letter, by what they are called in a name: ŷ is y_hat. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['\u0302', '_hat'],
  ['\u0304', '_bar'],
  ['\u0303', '_tilde'],
  ['\u0307', '_dot'],
  ['\u0308', '_ddot'],
]);

/** A name with the marks above its letters in words. */
export const spelledMarks = (name: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most names are ASCII, and need no second look
  /^[\u0000-\u007f]*$/.test(name)
    ? name
    : name.normalize('NFD').replaceAll(/[\u0302-\u0304\u0307\u0308]/g, (mark) => MARKS.get(mark)!);

/** What names have in common that differ only in how they are written: `w5` and `w_5`, `α` and `alpha`. */
const essence = (name: string) =>
  Array.from(spelledMarks(canonicalName(name)), (letter) => SPELLED.get(letter) ?? letter)
    .join('')
    .replaceAll(/[_⁽⁾]/g, '');

/**
 * A function that gives those of the known names that a name can mean: itself where it is known, else all that differ
 * only in how they are written: `w_5` finds `w5` where there is no `w_5`.
 *
 * @example
 * ```ts
 * import { expression } from '@chainrule/formula';
 * const like = expression.namesLike(['w5', 'α']);
 * like('w_{5}'); // → ["w5"]
 * like('alpha'); // → ["α"]
 * like('b'); // → []
 * ```
 */
export function namesLike(known: Iterable<string>): (name: string) => readonly string[] {
  const exact = new Set(known);
  const alike = new Map<string, string[]>();
  for (const name of exact) {
    const key = essence(name);
    const others = alike.get(key);
    if (others) others.push(name);
    else alike.set(key, [name]);
  }
  return (name) => (exact.has(name) ? [name] : (alike.get(essence(name)) ?? []));
}

/** A name that stands for itself: null, true, false and text in double quotes, as operands of a call. */
export function literalOf(name: string): string | boolean | null | undefined {
  if (name.startsWith('"')) return JSON.parse(name) as string;
  return LITERALS.get(name);
}

const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);
