import { hint } from '../../errors/nearest.ts';
import { readingErrors } from '../../errors/reading.ts';
import { GREEK } from '../../expression/names.ts';
import { functionNamed } from '../functions.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { readEnvironment } from './environments.ts';
import { FUNCTIONS, readFunction, readOperatorName, readRoot, readWithArguments } from './functions.ts';
import type { LatexLexer } from './lexer.ts';
import { readLimits } from './limits.ts';
import { ACCENTS, FONTS, readAccent, readName, readUpright } from './names.ts';
import { emitSign, readDifferential, readSide, SIGNS, SILENT } from './signs.ts';
import { readWords } from './text-commands.ts';
import { plainName } from './words.ts';

/** What a command does to the tokens. */
type Reader = (lexer: LatexLexer, command: string, start: number) => void;

const COMMAND = /\\(?:[A-Za-z]+|[^\n])/uy;
const BESIDES = /\s*[_^]\s*\{(?:[^{}]|\{[^{}]*\})*\}/uy;

const LINE_BREAK = /[\s.,$]*(?:$|\\\\|\\end|\\\]|;)/uy;
const EQUATION_NUMBER = /(?:\s|\\q?quad)*\(\d{1,3}[a-z]?\)\s*(?=$|\n|\\\\|\\end|\$|\\\])/uy;

const nothing: Reader = () => {};

/** A remark in braces: the number of an equation, a colour. */
const remark: Reader = (lexer, _, start) => void lexer.group(start);

/** What a command marks, behind so many remarks in braces. */
const around =
  (remarks: number): Reader =>
  (lexer, _, start) => {
    for (let k = 0; k < remarks; k++) lexer.group(start);
    lexer.argument();
    if (remarks === 0) lexer.take(BESIDES);
  };

/** A box around a factor is a bracket; one around a whole line is nothing. */
const boxed: Reader = (lexer, _, start) => {
  const { tokens } = lexer;
  const opening = tokens.length;
  const isLine = opening === 0 || tokens[opening - 1].kind === 'separator';
  lexer.group(start);
  const isWhole = lexer.sees(LINE_BREAK);
  lexer.position = start + '\\boxed'.length;
  lexer.argument();
  if (!isLine || !isWhole) return;
  tokens.pop();
  tokens.splice(opening, 1);
};

/** What a command puts in brackets: `\abs{x}`. */
const between =
  (opening: string, closing: string): Reader =>
  (lexer, _, start) => {
    lexer.take(/\*/uy);
    lexer.emit('symbol', opening, start);
    lexer.argument();
    emitSign(lexer, closing, lexer.position);
  };

/** `\dv{y}{x}`, a derivative. */
const derivative =
  (d: string, kind: 'name' | 'symbol'): Reader =>
  (lexer, _, start) => {
    lexer.emit('symbol', 'frac', start);
    for (let k = 0; k < 2; k++) {
      const from = lexer.position;
      const name = plainName(lexer.group(start));
      lexer.emit('symbol', '{', from);
      lexer.emit(kind, d, from);
      lexer.emit('name', name, from);
      lexer.emit('symbol', '}', from);
    }
  };

/** Around an operator: the name of a function, or what stands there anyway. */
const operator: Reader = (lexer, _, start) => {
  const from = lexer.position;
  const name = plainName(lexer.group(start));
  if (functionNamed(name)) lexer.emit('function', name, start);
  else lexer.position = from;
};

/** A wide space, behind which the number of an equation can stand. */
const wideSpace: Reader = (lexer) => void lexer.take(EQUATION_NUMBER);

const separator: Reader = (lexer, _, start) => lexer.emit('separator', '\\\\', start);

const all = (names: Iterable<string>, reader: Reader): [string, Reader][] =>
  Array.from(names, (name) => [name, reader]);

/** Every command, with what reads it. */
const COMMANDS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...all(SILENT, nothing),
  ...all(SIGNS.keys(), (lexer, command, start) => emitSign(lexer, SIGNS.get(command)!, start)),
  ...all(GREEK.keys(), (lexer, command, start) => readName(lexer, GREEK.get(command)!, start)),
  ...all(['frac', 'dfrac', 'tfrac', 'cfrac'], (lexer, _, start) =>
    readWithArguments(lexer, 'frac', 2, start),
  ),
  ...all(['binom', 'dbinom', 'tbinom'], (lexer, _, start) => readWithArguments(lexer, 'binom', 2, start)),
  ...all(['mathop', 'mathrel', 'mathbin', 'mathord'], operator),
  ...all(['quad', 'qquad'], wideSpace),
  ['sqrt', (lexer, _, start) => readRoot(lexer, start)],
  ...all(FUNCTIONS, readFunction),
  ['operatorname', (lexer, _, start) => readOperatorName(lexer, start)],
  ...all(FONTS, readUpright),
  ...all(['text', 'mbox', 'textrm'], (lexer, command, start) => {
    if (!readWords(lexer, start)) readUpright(lexer, command, start);
  }),
  ...all(ACCENTS, readAccent),
  ...all(['sum', 'prod'], readLimits),
  ['partial', (lexer, _, start) => readDifferential(lexer, '∂', start)],
  ['nabla', (lexer, _, start) => readDifferential(lexer, '∇', start)],
  ...all(['left', 'bigl', 'Bigl', 'biggl', 'Biggl'], (lexer, _, start) => readSide(lexer, 'left', start)),
  ...all(['right', 'bigr', 'Bigr', 'biggr', 'Biggr'], (lexer, _, start) => readSide(lexer, 'right', start)),
  ...all(['begin', 'end'], (lexer, command, start) => readEnvironment(lexer, command as 'begin', start)),
  ...all('tag label color ref eqref hspace vspace intertext hphantom phantom'.split(' '), remark),
  ...all('underbrace overbrace underline'.split(' '), around(0)),
  ['boxed', boxed],
  ...all('textcolor underset overset stackrel'.split(' '), around(1)),
  ['abs', between('open|', 'close|')],
  ['norm', between('open‖', 'close‖')],
  ['dv', derivative('d', 'name')],
  ['pdv', derivative('∂', 'symbol')],
  ['infty', (lexer, _, start) => lexer.emit('number', 'Infinity', start)],
  ...all(
    ['\\', 'newline', 'cr', 'Rightarrow', 'implies', 'Longrightarrow', 'therefore', 'iff', 'Leftrightarrow'],
    separator,
  ),
]);

export function readCommand(lexer: LatexLexer, start: number): void {
  const command = lexer.take(COMMAND)?.[0].slice(1) ?? '';
  const reader = COMMANDS.get(command);
  if (reader) reader(lexer, command, start);
  else
    throw readingErrors.unknownCommand(
      lexer.source,
      lexer.span(start),
      `\\${command}`,
      ELSEWHERE.get(command) ?? hint(command, COMMANDS.keys()).replace('mean ', 'mean \\'),
    );
}
