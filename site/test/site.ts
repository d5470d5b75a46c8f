import { once as listening } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, isAbsolute, join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { findChromium } from '../../scripts/chromium.ts';
import { serve } from '../build/serve.ts';

/** The built site on a server, and a browser. */
export interface Site {
  readonly address: string;
  readonly browser: Browser;
  /**
   * Opens a page, and waits until it answers to keys and clicks. What it says on its console as an error, and what it
   * throws, goes to `errors`.
   *
   * All tests have one tab, which begins anew each time and may use the clipboard: a browser context of its own
   * costs several times as much. A test gets one where it needs more than a look, as the service worker, which keeps the whole site.
   */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /** Closes what the site does not share with those of other tests. */
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

/** One for all files that a worker of Vitest tests: it takes longer to start than most tests. It ends with the worker. */
const startBrowser = once(() => chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] }));

/** The site as it is built, with its own headers, and a tab on it. */
const openShared = once(() => openOwn(DIST));

/** The built site, or what is in another folder or is sent with other headers. */
export async function openSite(folder?: string, headers?: Readonly<Record<string, string>>): Promise<Site> {
  const isShared = folder === undefined && headers === undefined;
  const { address, browser, tab, end } = await (isShared ? openShared() : openOwn(folder ?? DIST, headers));
  const contexts: BrowserContext[] = [];
  return {
    address,
    browser,
    async open(path, options = {}) {
      const page = isLook(options) ? await emptied(tab, options) : await newPage(options);
      const errors = errorsOf(page);
      await page.goto(`${address}${path}`);
      await page.waitForFunction(() => Object.hasOwn(document.querySelector('#app')!, '__vue_app__'));
      return { page, errors };
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      if (!isShared) await end();
    },
  };

  async function newPage(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    contexts.push(context);
    return context.newPage();
  }
}

async function openOwn(folder: string, headers?: Readonly<Record<string, string>>) {
  const server = serve(folder, headers).listen(0, 'localhost');
  await listening(server, 'listening');
  const browser = await startBrowser();
  const context = await browser.newContext({
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    browser,
    tab: await context.newPage(),
    async end() {
      await context.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What is made when it is first asked for, and then kept. */
function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

/**
 * Leaves a page, so that the next one is loaded, also if only its fragment differs. The page itself does it, so it keeps its
 * process: starting another one takes as long as loading a page.
 */
export async function leave(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.href = 'about:blank';
  });
  await page.waitForURL('about:blank');
}

const LARGE = { width: 1280, height: 720 };

/** What a tab can be told at any time. */
const LOOK = ['viewport', 'colorScheme', 'reducedMotion'];

const isLook = (options: BrowserContextOptions) => Object.keys(options).every((name) => LOOK.includes(name));

/** The tab as it was when it was opened. */
async function emptied(
  page: Page,
  { viewport, colorScheme, reducedMotion }: BrowserContextOptions,
): Promise<Page> {
  page.removeAllListeners();
  if (page.url().startsWith('http'))
    await page.evaluate(() => [localStorage, sessionStorage].map((each) => each.clear()));
  await leave(page);
  await page.mouse.move(0, 0);
  await page.setViewportSize(viewport ?? LARGE);
  await page.emulateMedia({
    media: null,
    colorScheme: colorScheme ?? 'light',
    reducedMotion: reducedMotion ?? 'no-preference',
  });
  return page;
}

function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on(
    'response',
    (response) => response.status() >= 400 && errors.push(`${response.status()} ${response.url()}`),
  );
  page.on('pageerror', ({ message }) => errors.push(message));
  return errors;
}

/** The file of a command, as a shell finds it. */
function pathOf(command: string | undefined): string | undefined {
  if (command === undefined || isAbsolute(command)) return command;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file));
}
