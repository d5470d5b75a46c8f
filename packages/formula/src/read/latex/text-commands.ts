import type { LatexLexer } from './lexer.ts';

/** Words of a sentence between two formulas: what stands on either side of them is read by itself. */
const CONNECTIVE =
  /^\s*(?:where|with|and|so|then|thus|hence|therefore|since|because|let|for|which|we|using|by|note|from|also|that is|i\.e\.)\b/i;

/** Words of a condition. */
const IF = /^[\s,]*(?:if|when|for|where|whenever|provided|on)?[\s,:]*$/i;
const OTHERWISE =
  /^[\s,.]*(?:otherwise|else|elsewhere|if not|other(?:wise)? cases?|in all other cases)[\s.,]*$/i;
const AND = /^[\s,]*and[\s,]*$/i;
const OR = /^[\s,]*or(?: if)?[\s,]*$/i;

const TEXT = /\s*\{([^{}\\$]*)\}/uy;

/** `\text{…}` where it is a word of a sentence or of a condition, and no name. */
export function readWords(lexer: LatexLexer, start: number): boolean {
  const from = lexer.position;
  const words = lexer.take(TEXT)?.[1];
  if (words !== undefined) {
    const { environments } = lexer;
    const innermost = environments[environments.length - 1] ?? '';
    const sign = innermost.includes('cases') || innermost.startsWith('{') ? conditionWord(words) : undefined;
    if (sign === '' || /^[\s,.]*$/.test(words)) return true;
    if (sign !== undefined) {
      lexer.emit('symbol', sign, start);
      return true;
    }
    if (CONNECTIVE.test(words)) {
      lexer.emit('separator', words, start);
      return true;
    }
  }
  lexer.position = from;
  return false;
}

function conditionWord(words: string): string | undefined {
  if (IF.test(words)) return '';
  if (OTHERWISE.test(words)) return 'otherwise';
  if (AND.test(words)) return 'and';
  return OR.test(words) ? 'or' : undefined;
}
