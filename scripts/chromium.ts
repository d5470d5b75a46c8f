// Runs a page in a headless Chromium, for tests in a browser: wherever one is found, and nowhere else.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** No first-run pages, and no connections of its own: a closed network must not slow the start down. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--virtual-time-budget=20000',
];

/** The command of a Chromium on this machine: CHROMIUM, or the first of the usual names; undefined where there is none. */
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
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format: 'iife',
      minify: true,
      write: false,
    });
    const script = outputFiles[0].text.replaceAll('</script', '<\\/script');
    const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'">`;
    const page = join(folder, 'page.html');
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8">${policy}<pre id="result"></pre><script>${script}</script>`,
    );
    const dom = execFileSync(
      chromium,
      [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`, '--dump-dom', `file://${page}`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return dom.match(/<pre id="result">([\s\S]*?)<\/pre>/)?.[1] ?? '';
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
