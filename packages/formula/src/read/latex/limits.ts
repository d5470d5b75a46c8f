import { readingErrors } from '../../errors/reading.ts';
import type { LatexLexer } from './lexer.ts';

/** What a sum goes over: `_{i=1}^{n}`, `_i`, `_{i,j}`, `_{i \neq j}`. */
const LIMITS =
  /\s*(?:\\limits)?\s*(?:_\s*(?:\{\s*([A-Za-z](?:\s*,?\s*[A-Za-z])*)\s*(?:=\s*(\d+)|=\s*([A-Za-z]))?\s*\}|([A-Za-z])))?\s*(?:\\limits)?\s*(?:\^\s*(?:\{\s*(?:([A-Za-z](?:_\{?\w+\}?)?(?:\s*-\s*1)?)|(\d+)|(\\infty))\s*\}|([A-Za-z])|(\d)|\{\s*\}))?/uy;
const MORE = /\s*[_^]/uy;

/**
 * A sum, a product, a maximum over an index, and its bounds, as a token `i:1:3`: the indices, the first number, and the last
 * one or the letter for it.
 */
export function readLimits(lexer: LatexLexer, command: string, start: number): void {
  lexer.emit('symbol', command, start);
  const from = lexer.position;
  const found = lexer.take(LIMITS) ?? [];
  const [, braced, first, letter, single, symbol, digits, infinity, short, digit] = found;
  const indices = (braced ?? single ?? '').replaceAll(/[\s,]/g, '');
  const last = symbol ?? digits ?? short ?? digit;
  const isHalf = (first === undefined) !== (last === undefined) && !(indices !== '' && last !== undefined);
  const isEndless = infinity !== undefined || letter !== undefined;
  const numbered = /^\d/.test(last ?? '');
  if (isHalf || isEndless || lexer.sees(MORE) || (first !== undefined && !numbered && Number(first) > 1))
    throw readingErrors.sumBounds(lexer.source, lexer.span(start));
  lexer.emit('limits', [indices, first ?? '', last?.replaceAll(/\s/g, '') ?? ''].join(':'), from);
}
