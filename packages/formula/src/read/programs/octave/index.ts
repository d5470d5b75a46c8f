import type { Language } from '../../language.ts';
import { language } from '../languages.ts';
import { OCTAVE } from './dialect.ts';
import { readOctave } from './lines.ts';

/** What Octave writes and neither Python nor a formula does. */
const SIGNS =
  /(?<!\d)\.[*/^\\]|[\w)\]]\.'|^\s*%|~=|^\s*function\b[^{]*$|^\s*end(?:function)?\s*;?$|\(\s*(?:[^()[\]{}\n]*,)?\s*(?:\d+|end)?\s*:[^()[\]{}\n]*\)|\[[^[\],\n]+[;\s][^[\]\n]*\]\s*[*;]|(?<![.\w])(?:size|numel|length|rows|columns|sumsq|bsxfun)\(|@\(/m;

/** Octave and MATLAB: `X' * (h - y) / m`, `a .* b`, `sum(A, 2)`. `*` is the matrix product, and indices count from 1. */
export const octave: Language = language(readOctave, OCTAVE, () => octave);

/** Octave, if a text shows it. */
export const shownOctave = (text: string): Language | undefined => (SIGNS.test(text) ? octave : undefined);
