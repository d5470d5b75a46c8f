import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * What every answer says: pages may share memory between threads, and run scripts of their own host alone; pages of others
 * may load the tools. Threads of a compiled program are workers made of a blob.
 */
export const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Access-Control-Allow-Origin': '*',
  'Content-Security-Policy':
    "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'",
};

/** Files whose names tell one content from another. */
const LASTING = { 'Cache-Control': 'max-age=31536000, immutable' };

/** Serves the files of a folder. */
export function serve(folder: string, headers: Readonly<Record<string, string>> = HEADERS): Server {
  return createServer(({ url = '/' }, response) => {
    const file = fileOf(folder, url);
    if (file === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain', ...headers });
      response.end('There is no such page.');
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      ...(/\/(assets|embed)\/[^/]*$/.test(file.replaceAll(sep, '/')) && LASTING),
      ...headers,
    });
    createReadStream(file).pipe(response);
  });
}

/** The file of an address, which lies in the folder; undefined where there is none. */
function fileOf(folder: string, url: string): string | undefined {
  const path = pathOf(url);
  if (path === undefined) return undefined;
  const place = normalize(join(folder, path));
  if (place !== folder && !place.startsWith(folder + sep)) return undefined;
  const candidates = [place, `${place}.html`, join(place, 'index.html')];
  return candidates.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}
