import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { Parser, type Program as Tree } from 'acorn';
import MagicString from 'magic-string';
import { transform } from 'sucrase';
import type { Place } from './messages.ts';
import { rewritten, type Shown } from './rewrite.ts';

/** A text in TypeScript as the body of a function of `$`, the runtime, and the way back from its lines to those of the text. */
export interface Program {
  readonly body: string;
  /** What it imports. */
  readonly imports: readonly string[];
  /** The values that it shows on its way, by the number under which it hands them to the runtime. */
  readonly shown: readonly Shown[];
  placeOf(line: number, column: number): Place | undefined;
}

/** A text that is no program, with the place where it stops to be one. */
export class SyntaxProblem extends Error {
  readonly place: Place | undefined;

  constructor(message: string, place: Place | undefined) {
    super(message);
    this.place = place;
  }
}

/** Reads a program; what stands at its top level may wait, and its imports may stand anywhere between. */
export function compiled(text: string, showing: boolean): Program {
  const { code, map } = withoutTypes(text);
  const plain = new TraceMap(map as never);
  const inText = (line: number, column: number) => placeIn(plain, line, column);
  const again = new Set<number>();
  const tree = treeOf(code, inText, (position) => again.add(position));
  const edited = new MagicString(code);
  const { imports, shown } = rewritten(tree, code, edited, again, showing);
  const body = edited.toString();
  const back = new TraceMap(edited.generateDecodedMap({ hires: true }) as never);
  const placeOf = (line: number, column: number) => {
    const before = placeIn(back, line, column);
    return before && inText(before.line, before.column - 1);
  };
  // A name that is declared twice in one block is found only now.
  if (again.size > 0) treeOf(body, placeOf);
  const lines = shown.map((each) => ({ ...each, line: inText(each.line, 0)?.line ?? each.line }));
  return { body, imports, shown: lines, placeOf };
}

function withoutTypes(text: string) {
  try {
    const { code, sourceMap } = transform(text, {
      transforms: ['typescript'],
      disableESTransforms: true,
      keepUnusedImports: true,
      sourceMapOptions: { compiledFilename: 'program.js' },
      filePath: 'program.ts',
    });
    return { code, map: sourceMap! };
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const place = loc && { line: loc.line, column: loc.column };
    throw new SyntaxProblem(message.replace(/^Error transforming program\.ts: | \(\d+:\d+\)$/g, ''), place);
  }
}

/** Parses a module; a second declaration of a name is told to `onAgain` where there is one, and else it is a problem. */
function treeOf(code: string, placeOf: Program['placeOf'], onAgain?: (position: number) => void): Tree {
  const lenient = (base: typeof Parser) =>
    class extends base {
      raiseRecoverable(position: number, message: string): void {
        if (onAgain && message.includes('already been declared')) onAgain(position);
        else (this as unknown as { raise(position: number, message: string): void }).raise(position, message);
      }
    };
  try {
    return Parser.extend(lenient as never).parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      locations: true,
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: false,
    });
  } catch (error) {
    const { message, loc } = error as Error & { loc: { line: number; column: number } };
    throw new SyntaxProblem(message.replace(/ \(\d+:\d+\)$/, ''), placeOf(loc.line, loc.column));
  }
}

/** Where something comes from; what was put in comes from where that stands which follows. */
function placeIn(map: TraceMap, line: number, column: number): Place | undefined {
  const before = originalPositionFor(map, { line, column });
  const found =
    before.line === null ? originalPositionFor(map, { line, column, bias: LEAST_UPPER_BOUND }) : before;
  return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
}
