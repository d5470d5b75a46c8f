import type { Language } from '../../language.ts';
import { language } from '../languages.ts';
import { OCTAVE } from './dialect.ts';
import { readOctave } from './lines.ts';

/** What Octave writes and neither Python nor a formula does. */
const SIGNS =
  /(?<!\d)\.[*/^\\]|[\w)\]]\.'|^[ \t]*%|~=|^[ \t]*function\b[^{]*$|^[ \t]*end(?:function)?[ \t]*;?$|\((?:[^()[\]{}\n]{0,80},)?[ \t]{0,9}(?:\d{1,9}|end)?[ \t]{0,9}:[^()[\]{}\n]{0,80}\)|\[[^[\],\n]{1,80}[; ][^[\]\n]{0,200}\][ \t]{0,9}[*;]|(?<![.\w])(?:size|numel|length|rows|columns|sumsq|bsxfun)\(|@\(/m;

/** Octave and MATLAB: `X' * (h - y) / m`, `a .* b`, `sum(A, 2)`. `*` is the matrix product, and indices count from 1. */
export const octave: Language = language(readOctave, OCTAVE, () => octave);

/** Octave, if a text shows it. */
export const shownOctave = (text: string): Language | undefined => (SIGNS.test(text) ? octave : undefined);
