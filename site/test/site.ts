import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, isAbsolute, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.ts';
import { serve } from '../build/serve.ts';

/** The built site on a server of its own, and a browser. */
export interface Site {
  readonly address: string;
  readonly browser: Browser;
  /** Opens a page. What it says on its console as an error, and what it throws, goes to `errors`. */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly errors: readonly string[];
}

/** Where Chromium is; tests are skipped without. */
export const browserPath = pathOf(findChromium());
if (!browserPath) console.warn('No Chromium found: the tests of the site are skipped. CHROMIUM=… names one.');

const DIST = join(import.meta.dirname, '../.vitepress/dist');

export async function openSite(folder = DIST, headers?: Readonly<Record<string, string>>): Promise<Site> {
  const server = serve(folder, headers).listen(0, 'localhost');
  await once(server, 'listening');
  const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] });
  const address = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    address,
    browser,
    async open(path, options) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on(
        'response',
        (response) => response.status() >= 400 && errors.push(`${response.status()} ${response.url()}`),
      );
      page.on('pageerror', ({ message }) => errors.push(message));
      await page.goto(`${address}${path}`);
      return { page, errors };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file of a command, as a shell finds it. */
function pathOf(command: string | undefined): string | undefined {
  if (command === undefined || isAbsolute(command)) return command;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file));
}
