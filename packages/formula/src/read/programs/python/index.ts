import type { Language } from '../../language.ts';
import { language } from '../languages.ts';
import { type Library, pythonDialect } from './dialect.ts';
import { readPython } from './lines.ts';

/** Words of each library, and arguments that only one of them has. */
const SIGNS: readonly (readonly [Library, RegExp])[] = [
  ['PyTorch', /\b(?:torch|F|nn)\.|\b(?:dim|keepdim)=/],
  ['JAX', /\b(?:jnp|jax)\b/],
  ['NumPy', /\b(?:np|numpy)\b|\b(?:axis|keepdims)=/],
];

/** What Python writes besides. */
const PYTHON =
  /\.T\b|\b\w+\.(?:dot|sum|mean|max|min|exp|log|reshape|shape|astype|std|var|pow|square|sigmoid|copy)\b|^[ \t]*(?:def|import|from|return)\s|^[ \t]*(?:for|while|if)\b.*:[ \t]*$|\blambda\b|\bmath\./m;

/** The library that a text shows to call; Python where it shows several. */
export function shownLibrary(text: string): Language | undefined {
  const code = withoutRemarks(text);
  const found = SIGNS.filter(([, sign]) => sign.test(code)).map(([library]) => library);
  if (found.length === 0) return undefined;
  return found.length === 1 ? LIBRARIES[found[0]] : python;
}

/** Python, if a text shows it. */
export const shownPython = (text: string): Language | undefined =>
  shownLibrary(text) ?? (PYTHON.test(withoutRemarks(text)) ? python : undefined);

const withoutRemarks = (text: string) => text.replace(/#.*|(["'])(?:(?!\1).)*\1/g, '');

const of = (library: Library): Language => {
  const made: Language = language(readPython, pythonDialect(library), () => made);
  return made;
};

/** Python with NumPy: `X.T @ (h - y) / m`, `np.exp(x)`, `x.var()`, which divides by n. */
export const numpy: Language = of('NumPy');

/** Python with PyTorch: `torch.sigmoid(z)`, `F.cross_entropy(z, y)`, `x.var()`, which divides by n − 1. */
export const pytorch: Language = of('PyTorch');

/** Python with JAX: `jnp.dot(a, b)`, `jax.nn.relu(x)`. */
export const jax: Language = of('JAX');

/**
 * Python with any of the three libraries, as a text shows it. What they mean differently is refused where it shows none: `x.var()`.
 */
export const python: Language = language(
  readPython,
  pythonDialect('Python'),
  (text) => shownLibrary(text) ?? python,
);

const LIBRARIES: Readonly<Record<Library, Language>> = {
  NumPy: numpy,
  PyTorch: pytorch,
  JAX: jax,
  Python: python,
};
