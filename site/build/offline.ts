import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Larger files are kept when somebody asked for them: not every visitor wants all tools. */
const MOST_BYTES = 1_000_000;

/** What stands in pages of others; a visitor of the site needs it on one page alone. */
const isForOthers = (name: string) => /^embed(\/|\.js$)/.test(name);
/** What Try is made of comes with that page: an editor, a compiler, and what programs can import; and peers when they are asked for. */
const LATER =
  /^assets\/(chunks\/)?(run-worker|language-worker|CodeEditor|ChartPart|language|virtual_|peers-worker|tfjs-backend-wasm)/;

/** Writes the service worker, which knows the files of the site. */
export function withServiceWorker(folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  );
  const files = names.filter((name) => statSync(join(folder, name)).isFile() && name !== '404.html').sort();
  const hash = createHash('sha256');
  for (const name of files) hash.update(name).update(readFileSync(join(folder, name)));
  const needed = neededAtOnce(folder, files);
  const small = files.filter(
    (name) => needed.has(name) && statSync(join(folder, name)).size <= MOST_BYTES && !isForOthers(name),
  );
  const head = `const VERSION = '${hash.digest('hex').slice(0, 12)}';\nconst FILES = ${JSON.stringify(small)};\n`;
  const worker = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8');
  writeFileSync(join(folder, 'sw.js'), head + worker);
}

/** All files but the scripts that are reached by way of those for later alone. */
function neededAtOnce(folder: string, files: readonly string[]): Set<string> {
  const scripts = files.filter((name) => name.endsWith('.js'));
  const reached = (from: readonly string[], found = new Set<string>()): Set<string> => {
    for (const name of from) {
      const text = readFileSync(join(folder, name), 'utf8');
      const next = scripts.filter(
        (other) => !found.has(other) && !LATER.test(other) && text.includes(basename(other)),
      );
      for (const other of next) found.add(other);
      reached(next, found);
    }
    return found;
  };
  const now = reached(files.filter((name) => name.endsWith('.html')));
  const later = reached(scripts.filter((name) => LATER.test(name)));
  return new Set(files.filter((name) => !LATER.test(name) && (now.has(name) || !later.has(name))));
}
