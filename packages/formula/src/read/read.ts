import { readingErrors } from '../errors/reading.ts';
import { type Expression, type Literal, number, type Span } from '../expression/expression.ts';
import { functionsIn, resolveApplications } from './applications.ts';
import { checkCharacters } from './characters.ts';
import { resolveIndices } from './indices/resolve.ts';
import { lexLatex } from './latex/lexer.ts';
import { wordsOf } from './latex/words.ts';
import { readStatements, type Statement } from './parser.ts';
import { withoutProse } from './prose.ts';
import { checkSyntax, chosenSyntax, type SyntaxOption } from './syntax.ts';
import { lexText } from './text-lexer.ts';
import { joinLines, type Source, type Token } from './tokens.ts';

export interface ReadOptions {
  /**
   * How the formula is written: `'text'`, `'latex'`, or a language of `@chainrule/formula/programs`. Default: a backslash or a
   * brace (but for `w_{5}`) makes it LaTeX.
   */
  syntax?: SyntaxOption | undefined;
  /**
   * Names that mean themselves: in LaTeX they are read whole where letters in a row would be a product, and none of them
   * is the constant (e, pi) or the function (σ) that it would be.
   */
  names?: readonly string[] | undefined;
}

interface Extras {
  readonly derivatives?: boolean;
  /** Names of the arrays that a text is about: with an index they stand for their entries. */
  readonly arrays?: readonly string[];
  /** The name whose value is asked for, of a program. */
  readonly result?: string | undefined;
  readonly hole?: (k: number, at: Span) => Expression;
  readonly literal?: (k: number) => Literal | undefined;
}

/** The statements of a text or of LaTeX. */
export function readSource(source: Source, options: ReadOptions, extras: Extras = {}): readonly Statement[] {
  const { names = [], syntax } = checked(source.operation, options);
  checkCharacters(source);
  const chosen = chosenSyntax(source, syntax);
  if (typeof chosen === 'object') {
    const { derivatives: last = false, result } = extras;
    return chosen.statements(source, { names, result, last });
  }
  const latex = chosen === 'latex';
  const formulas = withoutProse(source, latex, names);
  const tokens = joinLines(latex ? lexLatex(formulas, wordsOf(formulas.text, names)) : lexText(formulas));
  const {
    derivatives = false,
    arrays = [],
    hole = () => number(Number.NaN),
    literal = () => undefined,
  } = extras;
  const functions = functionsIn(tokens);
  const known = new Set([...names, ...assignedIn(tokens), ...functions.keys()]);
  const statements = readStatements(source, tokens, { latex, derivatives, known, functions, hole, literal });
  return resolveIndices(source, resolveApplications(source, statements, functions), { names, arrays });
}

function checked(operation: string, options: ReadOptions): ReadOptions {
  if (typeof options !== 'object' || options === null)
    throw readingErrors.badOption(operation, 'options', 'an object', options);
  const { syntax, names = [] } = options;
  checkSyntax(operation, syntax);
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    throw readingErrors.badOption(operation, 'names', 'an array of names', names);
  return options;
}

/** The names that begin a statement and are followed by =. */
const assignedIn = (tokens: readonly Token[]) =>
  tokens.flatMap(({ kind, text }, k) => {
    const begins = k === 0 || tokens[k - 1].kind === 'separator';
    return begins && kind === 'name' && tokens[k + 1].kind === 'symbol' && tokens[k + 1].text === '='
      ? [text]
      : [];
  });
