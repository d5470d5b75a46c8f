import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * Which blocks of the package's sources no program has run, as V8 counts them. Left out is what no program that is right
 * comes to: what throws, what prints, and the writing of source files.
 */

const WATCHED =
  /packages\/compile\/src\/(passes|javascript\/(lower|plan|run|spelling|write)|wasm\/lower|wasm\/(executable|layout|strided|windows|convolution)|specialise|donations|resident)/;
const LEFT_OUT = /print\.ts|helpers\.ts|module-text\.ts/;
const isWatched = (url: string) => WATCHED.test(url) && !LEFT_OUT.test(url);
const FAILING = /\bthrow\b|\bcatch\b|get (listing|target)\b|#listing/;

/** A block, with the line on which it begins. */
interface Gap {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Begins to count in files that are loaded afterwards; gives a report of what did not run. */
export async function watchCode(): Promise<() => Promise<string>> {
  const session = new Session();
  const maps = new Map<string, string>();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params: { url, sourceMapURL } }) => {
    if (isWatched(url) && sourceMapURL) maps.set(url, sourceMapURL);
  });
  await session.post('Debugger.enable');
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  return async () => {
    const gaps = await gapsOf(session, maps);
    const lines = gaps.map(({ file, line, text }) => `  ${file.split('/src/')[1]}:${line}  ${text}`);
    return [`blocks of the sources that did not run: ${gaps.length}`, ...lines].join('\n');
  };
}

async function gapsOf(session: Session, maps: ReadonlyMap<string, string>): Promise<Gap[]> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const gaps: Gap[] = [];
  for (const { url, scriptId, functions } of result) {
    if (!isWatched(url)) continue;
    const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId });
    const lineOf = linesOf(scriptSource, maps.get(url));
    const file = fileURLToPath(url);
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const { count, startOffset, endOffset } of functions.flatMap(({ ranges }) => ranges)) {
      const start = startOffset + scriptSource.slice(startOffset, endOffset).search(/\w/);
      if (count > 0 || start < startOffset) continue;
      const line = lineOf(start);
      gaps.push({ file, line, text: lines[line - 1].trim() });
    }
  }
  const failing = ({ text }: Gap) => FAILING.test(text);
  return gaps.filter((gap) => !failing(gap)).sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** Tells the line in the original source of a place in what was made of it. */
function linesOf(made: string, mapUrl: string | undefined): (offset: number) => number {
  const starts = [0];
  for (let i = made.indexOf('\n'); i >= 0; i = made.indexOf('\n', i + 1)) starts.push(i + 1);
  const map = mapUrl === undefined ? undefined : new SourceMap(payloadOf(mapUrl));
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    const entry = map?.findEntry(line, offset - starts[line]);
    return (entry && 'originalLine' in entry ? entry.originalLine : line) + 1;
  };
}

const payloadOf = (url: string): SourceMapPayload =>
  JSON.parse(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString());
