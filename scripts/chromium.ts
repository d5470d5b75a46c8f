// Runs a page in a headless Chromium, for tests in a browser, if one is found.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** No first-run pages or background connections: without a network they would slow the start down. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The command of a Chromium on this machine: CHROMIUM, or the first of the usual names; undefined if there is none. */
export function findChromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return NAMES.find((name) => spawnSync(name, ['--version']).status === 0);
}

/**
 * Bundles a module, runs it in a page, and returns what it writes to the page: the text of the element #result.
 *
 * The page forbids eval by its content security policy.
 */
export async function runInChromium(chromium: string, entry: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    const script = await scriptOf(entry);
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'">`;
    const page = join(folder, 'page.html');
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8">${policy}<pre id="result"></pre><script>${script}</script>`,
    );
    const dom = execFileSync(
      chromium,
      [
        ...FLAGS,
        '--virtual-time-budget=20000',
        `--user-data-dir=${join(folder, 'profile')}`,
        '--dump-dom',
        `file://${page}`,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return dom.match(/<pre id="result">([\s\S]*?)<\/pre>/)?.[1] ?? '';
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A module with all its imports, as text for a page. */
async function scriptOf(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
  });
  return outputFiles[0].text.replaceAll('</script', '<\\/script');
}

/** How a page is served. */
export interface Served {
  /** Headers of the page, such as a content security policy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A script that runs before the module. */
  readonly before?: string;
}

/** What makes a page cross-origin isolated, so that it has SharedArrayBuffer. */
export const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A timeout in milliseconds, longer than any page takes. */
const PATIENCE = 45_000;

/** Bundles a module, runs it in a page from a server, and returns what it posts back: `fetch('/', { method: 'POST', body })`. */
export async function runServed(chromium: string, entry: string, options: Served = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const scripts = [options.before ?? '', await scriptOf(entry)].map((text) => `<script>${text}</script>`);
  const page = `<!doctype html><meta charset="utf-8">${scripts.join('')}`;
  const { server, posted } = serve(page, options.headers ?? {});
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const args = [...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  // The command may be a script that starts the browser, so the whole process group is killed.
  const browser = spawn(chromium, [...args, `http://localhost:${port}/`], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(browser, 'exit');
  const end = () => browser.exitCode ?? browser.signalCode ?? process.kill(-browser.pid!, 'SIGKILL');
  const late = setTimeout(end, PATIENCE);
  try {
    return await Promise.race([
      posted,
      ended.then(() => Promise.reject(new Error('the browser ended, and the page had posted nothing'))),
    ]);
  } finally {
    clearTimeout(late);
    end();
    await ended;
    server.closeAllConnections();
    server.close();
    await remove(folder);
  }
}

/** Removes a folder in which processes that have just been killed may still create a file. */
async function remove(folder: string): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (left === 0) throw error;
      await pause(100);
    }
  }
}

function serve(page: string, headers: Readonly<Record<string, string>>) {
  const server = createServer().listen(0, 'localhost');
  const posted = new Promise<string>((resolve) => {
    server.on('request', async (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', ...headers });
      response.end(request.method === 'POST' ? '' : page);
      if (request.method === 'POST') resolve(await textOf(request));
    });
  });
  return { server, posted };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}
